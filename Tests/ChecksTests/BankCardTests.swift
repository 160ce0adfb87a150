import Base
import Foundation
import Organizations
import Payments
import Printing
import Store
import TestSupport
import Testing

@testable import Checks

/// Cards on a bank's own terminal, which Hesap does not reach: written down, never asked for.
@Suite(.database) struct BankCardTests {
    private func terminal(_ bistro: Bistro, _ name: String = "Garanti POS") async throws -> BankTerminal {
        let terminal = BankTerminal(id: bistro.db.surroundings.newID(), branch: bistro.branch, name: name)
        return try await bistro.run { context, tx in try AddBankTerminal.run(terminal, context, in: tx) }
    }

    @discardableResult
    private func change(
        _ terminal: BankTerminal, _ step: ChangeBankTerminal.Step, _ bistro: Bistro, as actor: Actor? = nil
    ) async throws -> BankTerminal {
        try await bistro.run(actor) { context, tx in
            try ChangeBankTerminal.run(
                terminal.id, step, at: terminal.version, in: bistro.branch, context, in: tx)
        }
    }

    private func slip(
        _ bistro: Bistro, _ amount: Int64, on terminal: BankTerminal?, tip: Int64 = 0, code: String? = nil,
        last4: String? = nil
    ) -> TenderDraft {
        TenderDraft(
            id: bistro.db.surroundings.newID(), kind: .bankCard, amount: amount, tip: tip,
            terminal: terminal?.id, approvalCode: code, last4: last4)
    }

    @Test func `it is booked to its terminal, asks nobody and has its own line in the day's figures`()
        async throws
    {
        let bistro = try await Bistro.make()
        let (garanti, ziraat) = (try await terminal(bistro), try await terminal(bistro, "Ziraat"))
        var check = try await bistro.send(try await bistro.open([("Latte", 2), ("Kola", 1)]))
        check = try await bistro.pay(
            check, slip(bistro, 20000, on: garanti, tip: 1000, code: "A1B2C3", last4: "4242"),
            slip(bistro, 9000, on: ziraat), bistro.tender(.cash, 7500))
        #expect(check.state == .closed && check.totals.paid == 36500)
        let known = try await bistro.view(check).tenders.first { $0.amount == 20000 }?.terminal
        #expect(known?.name == "Garanti POS" && known?.approvalCode == "A1B2C3" && known?.last4 == "4242")
        #expect(try await bistro.balance("terminal_receivable:\(garanti.id)") == 21000)
        #expect(try await bistro.balance("terminal_receivable:\(ziraat.id)") == 9000)
        #expect(try await bistro.balance("check_clearing") == 0)
        #expect(try await bistro.count("select count(*) from payment_intents") == 0)
        try await change(garanti, .rename("Garanti 2"), bistro)
        let figures = try await bistro.xReport()
        let lines = figures.tenders.filter { $0.kind == .bankCard }
        #expect(lines.map(\.terminalName) == ["Garanti POS", "Ziraat"])
        #expect(lines.map(\.amount) == [20000, 9000] && lines.map(\.tips) == [1000, 0])
        let now = bistro.db.clock.now
        let paper = try await bistro.db.transaction(.organization(bistro.organization.raw)) { [check] tx in
            try PrintCheck.run(
                check.id, bistro.branch, of: bistro.organization, .paid, .turkish, at: now, in: tx)
        }
        let words = "\(paper.blocks)"
        #expect(words.contains("Kart Garanti POS •••• 4242") && words.contains("A1B2C3"))
    }

    @Test func `it goes back as a voucher does, from the account of its terminal`() async throws {
        let bistro = try await Bistro.make()
        let garanti = try await terminal(bistro)
        var check = try await bistro.send(try await bistro.open([("Latte", 2)]))
        check = try await bistro.pay(check, slip(bistro, 20000, on: garanti))
        func back(_ amount: Int64) async throws {
            let refund = RefundTender(
                check.tenders[0].id, of: check.id, branch: bistro.branch, amount: amount, reason: "yanlış",
                bistro.means)
            check = try await bistro.run { context, tx in try refund.run(context, in: tx) }
        }
        try await back(5000)
        #expect(check.totals.remaining == 14000)
        check = try await bistro.pay(check, slip(bistro, 14000, on: garanti))
        try await change(garanti, .archive, bistro)
        try await back(15000)
        #expect(try await bistro.balance("terminal_receivable:\(garanti.id)") == 14000)
        let figures = try await bistro.xReport()
        #expect(figures.net == 14000)
        #expect(figures.tenders.map(\.refunds) == [20000] && figures.tenders.map(\.amount) == [34000])
    }

    @Test func `of a card at most four digits are written down, and only of a terminal in use`() async throws
    {
        let bistro = try await Bistro.make()
        let other = try await Bistro.make("other")
        let (garanti, foreign) = (try await terminal(bistro), try await terminal(other))
        let gone = try await change(try await terminal(bistro, "Eski"), .archive, bistro)
        let check = try await bistro.send(try await bistro.open([("Latte", 1)]))
        let voucher = TenderDraft(
            id: bistro.db.surroundings.newID(), kind: .voucher, amount: 100, provider: .multinet,
            last4: "4242")
        let refused: [(TenderDraft, TenderRefusal)] = [
            (slip(bistro, 100, on: garanti, last4: "54321"), .cardNumber),
            (slip(bistro, 100, on: garanti, last4: "4111 1111 1111 1111"), .cardNumber),
            (slip(bistro, 100, on: garanti, last4: "42a2"), .malformedLast4),
            (slip(bistro, 100, on: nil), .terminalRequired),
            (slip(bistro, 100, on: gone), .unknownTerminal),
            (slip(bistro, 100, on: foreign), .unknownTerminal),
            (slip(bistro, 14501, on: garanti), .exceedsRemaining(most: 14500)),
            (voucher, .terminalNotExpected),
        ]
        for (draft, refusal) in refused {
            await #expect(throws: refusal) { try await bistro.pay(check, draft) }
        }
        #expect(try await bistro.view(check).tenders.isEmpty)
    }

    @Test func `the connector is asked only where the branch takes cards with it`() async throws {
        let bistro = try await Bistro.make()
        try await bistro.run { context, tx in
            _ = try ChangeBranch.run(
                bistro.branch, BranchChange(version: 1, cardRoute: .bankTerminal), context, in: tx)
        }
        let check = try await bistro.send(try await bistro.open([("Latte", 1)]))
        await #expect(throws: TenderRefusal.noConnector) {
            try await bistro.pay(check, bistro.tender(.card, 14500))
        }
        let garanti = try await terminal(bistro)
        #expect(try await bistro.pay(check, slip(bistro, 14500, on: garanti)).state == .closed)
    }

    @Test func `it commits together with other steps`() async throws {
        let bistro = try await Bistro.make()
        let garanti = try await terminal(bistro)
        let checks = try await bistro.knownChecks()
        func pay(_ check: CheckView) -> Step {
            .payBy(check, [slip(bistro, check.totals.total, on: garanti)])
        }
        var sent: [CheckView] = []
        for check in checks { sent.append(try await bistro.grouped(.send(check))) }
        // What the process does not know yet, the branch's days and terminals, it learns alone.
        _ = try await bistro.grouped(pay(sent[3]))
        let views = try await bistro.together([pay(sent[0]), pay(sent[1]), pay(sent[2])])
        #expect(views.allSatisfy { $0.state == .closed })
        let ids = views.map(\.id.raw)
        let transactions = try await bistro.count(
            "select count(distinct xmin::text) from checks where id = any(\(ids)::uuid[])")
        #expect(transactions == 1)
        #expect(try await bistro.balance("terminal_receivable:\(garanti.id)") == 4 * 14500)
    }

    @Test func `a terminal that went out of use behind the process's back takes nothing`() async throws {
        let bistro = try await Bistro.make()
        let garanti = try await terminal(bistro)
        let checks = try await bistro.knownChecks()
        let first = try await bistro.grouped(.send(checks[0]))
        let second = try await bistro.grouped(.send(checks[1]))
        _ = try await bistro.grouped(.payBy(first, [slip(bistro, 14500, on: garanti)]))
        try await change(garanti, .archive, bistro)
        let late = Step.payBy(second, [slip(bistro, 14500, on: garanti)])
        #expect(try await bistro.refusal(of: late)?.code == "unknown_bank_terminal")
    }

    @Test func `a terminal gets another name, goes out of use and comes back`() async throws {
        let bistro = try await Bistro.make()
        let first = try await terminal(bistro)
        await #expect(throws: (any Error).self) { try await terminal(bistro) }
        let renamed = try await change(first, .rename("Garanti kasa"), bistro)
        await #expect(throws: BankTerminalRefusal.staleVersion(current: 2)) {
            try await change(first, .archive, bistro)
        }
        let gone = try await change(renamed, .archive, bistro)
        await #expect(throws: BankTerminalRefusal.unknown) { try await change(gone, .archive, bistro) }
        let taken = try await terminal(bistro, "Garanti kasa")
        await #expect(throws: (any Error).self) { try await change(gone, .restore, bistro) }
        try await change(taken, .rename("Bar"), bistro)
        let back = try await change(gone, .restore, bistro)
        #expect(back.archivedAt == nil && back.version == 4)
        let cashier = bistro.person("Can", [.pay: Grant(.allow)])
        await #expect(throws: PermissionRefusal.self) {
            try await change(back, .rename("x"), bistro, as: cashier)
        }
        let events = try await bistro.count(
            "select count(*) from audit_events where entity = 'bank_terminal'")
        #expect(events == 6)
    }
}
