public import Base
import Crypto
public import Store
import struct FoundationEssentials.UUID

/// A code that pairs a screen with a branch: typed in once, good for a quarter of an hour.
public struct DeviceCode: Sendable, Equatable {
    /// The code as people read it: `7KQ4-M2XP`.
    public let code: String
    /// Until when.
    public let expiresAt: Instant
}

/// Makes a pairing code.
public struct CreateDeviceCode: Sendable {
    let branch: ID<Branch>
    let kind: DeviceKind
    let uses: Int
    let lifetime: Int64

    /// Seconds that a code lasts.
    public static let seconds: Int64 = 15 * 60

    /// A code for that many screens of one kind.
    public init(
        _ branch: ID<Branch>, kind: DeviceKind, uses: Int = 1, seconds: Int64 = CreateDeviceCode.seconds
    ) {
        self.branch = branch
        self.kind = kind
        self.uses = uses
        lifetime = seconds
    }

    /// The code; only its hash is kept.
    public func run(
        _ keys: ServerKeys, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> DeviceCode {
        try context.require(.pairDevice, subject: nil, in: tx)
        guard context.actor.reaches(branch) else { throw OrganizationRefusal.unknownBranch }
        let letters = RandomToken.code(8, context.surroundings)
        let until = context.now.advanced(seconds: lifetime)
        let id = context.surroundings.newUUID()
        DeviceStore.insertCode(
            context.actor.organization, branch, id: id, kind: kind, hash: keys.hash("code:" + letters),
            uses: uses, until: until, at: context.now, in: tx)
        context.audit(
            "device.code_created", entity: "device_code", id: id, branch: branch,
            after: ["kind": .string(kind.rawValue)])
        return DeviceCode(code: "\(letters.prefix(4))-\(letters.suffix(4))", expiresAt: until)
    }
}

/// A screen that was just paired, with the token that it keeps.
public struct PairedDevice: Sendable {
    /// `dev_…`, told this once.
    public let token: String
    /// The device and where it stands.
    public let caller: Caller
}

/// Pairs a screen by a code.
public struct PairDevice: Sendable {
    let identity: Identity

    /// With this process's keys.
    public init(_ identity: Identity) { self.identity = identity }

    /// Uses the code up and gives the screen a token of its own.
    ///
    /// - Throws: `OrganizationRefusal.wrongCode` for an unknown, lapsed or used code, or one for another kind
    ///   of screen.
    public func run(code: String, kind: DeviceKind, name: String) async throws -> PairedDevice {
        let surroundings = identity.surroundings
        let letters = code.uppercased().filter { $0.isLetter || $0.isNumber }
        let hash = identity.keys.hash("code:" + letters)
        let now = surroundings.now()
        let organization = try await identity.database.transaction(.system) { tx in
            try DeviceStore.organization(ofCode: hash, kind: kind, at: now, in: tx)
        }
        guard let organization else { throw OrganizationRefusal.wrongCode }
        let token = RandomToken.make(prefix: "dev_", surroundings)
        let tokenHash = identity.keys.hash(token)
        let id = surroundings.newID(Device.self)
        let runner = CommandRunner(database: identity.database, surroundings: surroundings)
        let caller = try await runner.run(.system(organization), command: id.raw) { context, tx in
            guard let branch = try DeviceStore.useCode(organization, hash, at: context.now, in: tx) else {
                throw OrganizationRefusal.wrongCode
            }
            let device = Device(
                id: id, branch: branch, kind: kind, name: name, drawer: nil, pairedAt: context.now,
                lastSeenAt: context.now, revokedAt: nil)
            DeviceStore.insert(organization, device, token: tokenHash, in: tx)
            device.note("device.paired", context)
            let actor = Actor(
                kind: .device, organization: organization, branch: branch, personName: name, device: id,
                deviceKind: kind, role: "device", grants: DefaultRoles.grants(of: kind))
            return try CallerStore.caller(actor, in: tx)
        }
        return PairedDevice(token: token, caller: caller)
    }
}

extension Device {
    /// The device as screens show it.
    public var json: JSON {
        [
            "id": .string(id.description), "kind": .string(kind.rawValue), "name": .string(name),
            "drawer": drawer.map { .string($0.text) } ?? .null, "revoked": .bool(revokedAt != nil),
        ]
    }

    func note(_ action: String, before: Device? = nil, _ context: CommandContext) {
        context.audit(
            action, entity: "device", id: id.raw, branch: branch, before: before?.json, after: json)
        context.show(
            Frame(
                branch: branch, type: "device.changed", entity: "device", id: id.raw,
                version: context.now.microseconds, data: json, audience: .pos))
    }
}
