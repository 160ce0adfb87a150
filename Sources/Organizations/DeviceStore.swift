import Base
import Store
import struct FoundationEssentials.UUID

/// All SQL of devices and their pairing codes.
enum DeviceStore {
    static func insertCode(
        _ organization: ID<Organization>, _ branch: ID<Branch>, id: UUID, kind: DeviceKind, hash: Bytes,
        uses: Int, until: Instant, at now: Instant, in tx: borrowing Transaction
    ) {
        tx.later(
            """
            insert into device_codes (organization, id, branch, kind, code_hash, uses_left, expires_at, created_at)
            values (\(organization), \(id), \(branch), \(kind), \(hash), \(uses), \(until), \(now))
            """)
    }

    /// Whose code this is, while it lasts.
    static func organization(
        ofCode hash: Bytes, kind: DeviceKind, at now: Instant, in tx: borrowing Transaction
    ) throws -> ID<Organization>? {
        try tx.value(
            """
            select organization from device_codes
            where code_hash = \(hash) and kind = \(kind) and uses_left > 0 and expires_at > \(now)
            """, as: ID<Organization>.self)
    }

    /// Takes one use of a code; nil when none is left.
    static func useCode(
        _ organization: ID<Organization>, _ hash: Bytes, at now: Instant, in tx: borrowing Transaction
    ) throws -> ID<Branch>? {
        try tx.value(
            """
            update device_codes set uses_left = uses_left - 1
            where organization = \(organization) and code_hash = \(hash) and uses_left > 0 and expires_at > \(now)
            returning branch
            """, as: ID<Branch>.self)
    }

    static func insert(
        _ organization: ID<Organization>, _ device: Device, token: Bytes, in tx: borrowing Transaction
    ) {
        tx.later(
            """
            insert into devices (organization, id, branch, kind, name, drawer, token_hash, paired_at, last_seen_at)
            values (\(organization), \(device.id), \(device.branch), \(device.kind), \(device.name),
                \(device.drawer), \(token), \(device.pairedAt), \(device.lastSeenAt))
            """)
    }

    static func device(
        _ organization: ID<Organization>, _ id: ID<Device>, in tx: borrowing Transaction
    ) throws -> Device? { try devices("id = \(id)", organization, in: tx).first }

    static func devices(
        _ organization: ID<Organization>, _ branch: ID<Branch>, in tx: borrowing Transaction
    ) throws -> [Device] { try devices("branch = \(branch)", organization, in: tx) }

    private static func devices(
        _ which: SQL, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> [Device] {
        try tx.rows(
            """
            select id, branch, kind, name, drawer, paired_at, last_seen_at, revoked_at from devices
            where organization = \(organization) and \(part: which) order by paired_at, id
            """,
            as: (ID<Device>, ID<Branch>, DeviceKind, String, UUID?, Instant, Instant?, Instant?).self
        ).map {
            Device(
                id: $0.0, branch: $0.1, kind: $0.2, name: $0.3, drawer: $0.4, pairedAt: $0.5,
                lastSeenAt: $0.6,
                revokedAt: $0.7)
        }
    }

    static func revoke(
        _ organization: ID<Organization>, _ device: ID<Device>, at now: Instant, in tx: borrowing Transaction
    ) {
        tx.later(
            """
            update devices set revoked_at = \(now)
            where organization = \(organization) and id = \(device) and revoked_at is null
            """)
    }

    static func assign(
        _ organization: ID<Organization>, _ device: ID<Device>, drawer: UUID?, in tx: borrowing Transaction
    ) {
        tx.later(
            "update devices set drawer = \(drawer) where organization = \(organization) and id = \(device)",
            affecting: 1)
    }

    /// Devices of a branch that were heard of before, but not since a moment.
    static func silentCount(
        _ organization: ID<Organization>, _ branch: ID<Branch>, since moment: Instant,
        in tx: borrowing Transaction
    ) throws -> Int {
        try tx.value(
            """
            select count(*) from devices
            where organization = \(organization) and branch = \(branch) and revoked_at is null
                and last_seen_at < \(moment)
            """, as: Int.self) ?? 0
    }
}
