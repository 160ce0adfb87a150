import Base
import Crypto
import Organizations
import Store
import TestSupport
import struct FoundationEssentials.UUID

/// An organization with an owner, one person per role, and a paired till.
struct Staffed: Sendable {
    let identity: Identity
    let founded: CreateOrganization.Founded
    let manager: Membership
    let cashier: Membership
    let waiter: Membership
    let till: PairedDevice

    var organization: ID<Organization> { founded.organization.id }
    var owner: Actor { get async throws { try await actor("sahip@kahve.example", Staffed.password) } }
    var runner: CommandRunner {
        CommandRunner(database: identity.database, surroundings: identity.surroundings)
    }

    static let password = "uzun bir parola"
    static let pins = ["manager": "2580", "cashier": "1357", "waiter": "8642"]

    static func make(_ slug: String = "kahve") async throws -> Staffed {
        let db = TestDatabase.current
        let keys = try await ServerKeys.load(db, db.surroundings)
        let identity = Identity(database: db, surroundings: db.surroundings, keys: keys)
        let runner = CommandRunner(database: db, surroundings: db.surroundings)
        let founded = try await CreateOrganization(
            slug: slug, name: "Kahve", branch: "Moda", ownerName: "Ayşe Kaya",
            ownerEmail: "Sahip@\(slug).example",
            db.surroundings
        ).run(runner, secrets: try await NewSecrets.prepare(pin: nil, password: password, keys))
        let system = Actor.system(founded.organization.id)
        var members: [String: Membership] = [:]
        for role in ["manager", "cashier", "waiter"] {
            let secrets = try await NewSecrets.prepare(pin: pins[role], password: nil, keys)
            let add = AddPerson(id: db.surroundings.newID(), name: "Biri \(role)", email: nil, role: role)
            members[role] = try await runner.run(system, command: founded.branch.id.raw, scope: .system) {
                try add.run(secrets, $0, in: $1)
            }
        }
        let till = try await pair(identity, founded)
        guard let manager = members["manager"], let cashier = members["cashier"],
            let waiter = members["waiter"]
        else { throw Problem(500, "fixture") }
        return Staffed(
            identity: identity, founded: founded, manager: manager, cashier: cashier, waiter: waiter,
            till: till)
    }

    /// One more till of the branch.
    static func pair(_ identity: Identity, _ founded: CreateOrganization.Founded) async throws -> PairedDevice
    {
        let runner = CommandRunner(database: identity.database, surroundings: identity.surroundings)
        let system = Actor.system(founded.organization.id)
        let code = try await runner.run(system, command: founded.branch.id.raw) { context, tx in
            try CreateDeviceCode(founded.branch.id, kind: .pos).run(identity.keys, context, in: tx)
        }
        return try await PairDevice(identity).run(code: code.code, kind: .pos, name: "Kasa 1")
    }

    func actor(_ email: String, _ password: String) async throws -> Actor {
        try await SignIn(identity).run(email: email, password: password).caller.actor
    }

    func pinSignIn(
        _ member: Membership, _ pin: String? = nil, on device: Actor? = nil
    ) async throws -> SignedIn {
        try await PinSignIn(identity).run(
            person: member.person.id, pin: pin ?? Staffed.pins[member.role] ?? "",
            on: device ?? till.caller.actor)
    }

    /// Runs something as a command of somebody's.
    func command<Result: Sendable>(
        by actor: Actor, _ body: @escaping @Sendable (CommandContext, borrowing Transaction) throws -> Result
    ) async throws -> Result {
        try await runner.run(actor, command: identity.surroundings.newUUID(), scope: .system, body)
    }
}
