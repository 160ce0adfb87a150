import Base
import Connectors
import Drawers
import Fiscal
import Foundation
import Kitchen
import Menu
import Organizations
import Payments
import Store
import TestSupport

@testable import Checks

/// A café with the menu of the specification's scenarios, four tables, one station and an open drawer.
struct Bistro: Sendable {
    let organization: ID<Organization>
    let branch: ID<Branch>
    let tables: [ID<DiningTable>]
    let products: [String: ID<Product>]
    let options: [String: ID<ModifierOption>]
    let station: ID<Station>
    let drawer: ID<Drawer>
    let session: ID<DrawerSession>
    let means: PaymentMeans

    var db: TestDatabase { TestDatabase.current }
    var owner: Actor { .system(organization) }
    var runner: CommandRunner { CommandRunner(database: db, surroundings: db.surroundings) }

    /// Runs a command as the owner, or as someone else.
    @discardableResult
    func run<Result: Sendable>(
        _ actor: Actor? = nil,
        _ body: @escaping @Sendable (CommandContext, borrowing Transaction) throws -> Result
    ) async throws -> Result {
        try await runner.run(actor ?? owner, command: db.surroundings.newUUID(), body)
    }

    func key(_ text: String = UUID().uuidString, body: UInt8 = 1) -> IdempotencyKey {
        IdempotencyKey(text: text, method: "POST", path: "/checks", bodyHash: Bytes([body]))
    }

    /// Someone with these grants only.
    func person(_ name: String, _ grants: [Action: Grant]) -> Actor {
        Actor(
            kind: .person, organization: organization, branch: branch, person: db.surroundings.newID(),
            personName: name, role: name, grants: grants)
    }

    /// A waiter: everything at the table, but voids after the kitchen began and discounts above 15 % need
    /// approval.
    var waiter: Actor {
        var grants = Dictionary(uniqueKeysWithValues: Action.allCases.map { ($0, Grant(.allow)) })
        grants[.voidPrepared] = Grant(.approve)
        grants[.discount] = Grant(.allow, limit: 1500)
        grants[.closeDay] = Grant(.deny)
        return person("Anna", grants)
    }
}

extension Bistro {
    func draft(_ product: String, _ pieces: Int64 = 1, seat: Int? = nil, course: Int? = nil) throws
        -> LineDraft
    {
        guard let id = products[product] else { throw MissingProduct(name: product) }
        return LineDraft(
            id: db.surroundings.newID(), product: id, quantity: Quantity(thousandths: pieces * 1000),
            seat: seat,
            course: course)
    }

    /// Opens a check at a table (or a quick sale) with lines.
    func open(
        table: Int? = 0, _ lines: [(String, Int64)] = [], orderType: OrderType? = nil
    ) async throws -> CheckView {
        let drafts = try lines.map { try draft($0.0, $0.1) }
        let command = OpenCheck(
            id: db.surroundings.newID(), branch: branch,
            orderType: orderType ?? (table == nil ? .quick : .dineIn),
            table: table.map { tables[$0] }, guests: 2, lines: drafts)
        return try await run { context, tx in try command.run(context, in: tx) }
    }

    @discardableResult
    func send(_ check: CheckView) async throws -> CheckView {
        let command = SendLines(check.id, branch: branch)
        return try await run { context, tx in try command.run(context, in: tx) }
    }

    func tender(
        _ kind: TenderKind, _ amount: Int64, tendered: Int64? = nil, tip: Int64 = 0, card: String = "sim_ok",
        provider: VoucherProvider = .multinet
    ) -> TenderDraft {
        TenderDraft(
            id: db.surroundings.newID(), kind: kind, amount: amount, tendered: tendered, tip: tip,
            card: kind == .card ? card : nil, provider: kind == .voucher ? provider : nil)
    }

    @discardableResult
    func pay(_ check: CheckView, _ tenders: TenderDraft...) async throws -> CheckView {
        let answer = try await PayCheck(check.id, branch: branch, by: tenders, means).run(
            owner, key: key(), runner)
        return try CheckView.shape.read(JSON(parsing: answer.text))
    }

    func view(_ check: CheckView) async throws -> CheckView {
        let (id, branch, organization) = (check.id, branch, organization)
        return try await db.transaction(.organization(organization.raw)) { tx in
            try ReadCheck.run(id, branch, of: organization, in: tx)
        }
    }

    func count(_ statement: SQL) async throws -> Int64 {
        try await db.transaction(.system) { tx in try tx.value(statement, as: Int64.self) ?? -1 }
    }

    /// A balance by account code: debits minus credits.
    func balance(_ code: String) async throws -> Int64 {
        try await count(
            """
            select coalesce(sum(case when side = 'debit' then amount else -amount end), 0)::bigint from postings
            join accounts on accounts.organization = postings.organization and accounts.id = postings.account
            where accounts.organization = \(organization) and accounts.code = \(code)
            """)
    }
}

struct MissingProduct: Error {
    let name: String
}
