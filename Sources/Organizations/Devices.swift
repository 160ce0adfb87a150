public import Base
public import Store
public import struct FoundationEssentials.UUID

/// Reading and ending paired devices.
public enum Devices {
    /// The devices of a branch, the revoked too, in the order they were paired.
    public static func all(
        _ organization: ID<Organization>, _ branch: ID<Branch>, in tx: borrowing Transaction
    ) throws -> [Device] { try DeviceStore.devices(organization, branch, in: tx) }

    /// One device.
    public static func device(
        _ id: ID<Device>, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> Device {
        guard let device = try DeviceStore.device(organization, id, in: tx) else {
            throw OrganizationRefusal.unknownDevice
        }
        return device
    }

    /// How many devices of a branch have not been heard of for that many seconds.
    public static func silentCount(
        _ organization: ID<Organization>, _ branch: ID<Branch>, forSeconds seconds: Int64, at now: Instant,
        in tx: borrowing Transaction
    ) throws -> Int {
        try DeviceStore.silentCount(organization, branch, since: now.advanced(seconds: -seconds), in: tx)
    }

    /// Says which cash drawer a till or a handheld uses; nil: none of its own. Which drawers a branch has is
    /// the drawers' to know.
    ///
    /// - Returns: the device as it is afterwards; unchanged, and nothing written, when it had this drawer.
    /// - Throws: `OrganizationRefusal`: `unknownDevice`, `deviceRevoked`, `takesNoCash`.
    public static func assign(
        _ drawer: UUID?, to device: ID<Device>, in branch: ID<Branch>, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> Device {
        try context.require(.pairDevice, subject: nil, in: tx)
        let found = try self.device(device, context.actor.organization, in: tx)
        guard found.branch == branch, context.actor.reaches(branch) else {
            throw OrganizationRefusal.unknownDevice
        }
        guard found.revokedAt == nil else { throw OrganizationRefusal.deviceRevoked }
        guard found.kind.takesCash || drawer == nil else { throw OrganizationRefusal.takesNoCash }
        guard found.drawer != drawer else { return found }
        DeviceStore.assign(context.actor.organization, device, drawer: drawer, in: tx)
        let changed = Device(
            id: found.id, branch: found.branch, kind: found.kind, name: found.name, drawer: drawer,
            pairedAt: found.pairedAt, lastSeenAt: found.lastSeenAt, revokedAt: nil)
        changed.note("device.drawer_assigned", before: found, context)
        return changed
    }
}

/// Shuts a device out: its token and every sign-in on it are worth nothing from now on.
public struct RevokeDevice: Sendable {
    let device: ID<Device>

    /// Which.
    public init(_ device: ID<Device>) { self.device = device }

    /// The device as it is afterwards.
    public func run(_ context: CommandContext, in tx: borrowing Transaction) throws -> Device {
        try context.require(.pairDevice, subject: nil, in: tx)
        let organization = context.actor.organization
        let found = try Devices.device(device, organization, in: tx)
        guard context.actor.reaches(found.branch) else { throw OrganizationRefusal.unknownDevice }
        DeviceStore.revoke(organization, device, at: context.now, in: tx)
        SessionStore.endAll(organization, on: device, at: context.now, in: tx)
        let revoked = Device(
            id: found.id, branch: found.branch, kind: found.kind, name: found.name, drawer: found.drawer,
            pairedAt: found.pairedAt, lastSeenAt: found.lastSeenAt, revokedAt: found.revokedAt ?? context.now)
        revoked.note("device.revoked", context)
        return revoked
    }
}
