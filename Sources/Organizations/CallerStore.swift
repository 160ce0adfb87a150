import Base
import Store
import struct FoundationEssentials.UUID

/// All SQL that turns a session, a device or a key into a caller.
enum CallerStore {
    /// Whoever holds this session, unless it ended, lapsed, or the person or device was shut out since.
    static func actor(
        ofSession session: ID<Session>, _ organization: ID<Organization>, at now: Instant,
        in tx: borrowing Transaction
    ) throws -> (actor: Actor, tokenVersion: Int64)? {
        let row = try tx.row(
            """
            select membership.person, membership.name, membership.language, membership.role, membership.branches,
                session.branch, session.device, device.kind, session.token_version,
                (select coalesce(json_agg(json_build_array(action, permission, value_limit)), '[]') from role_grants
                    where organization = membership.organization and role = membership.role)
            from sessions session
            join people human on human.id = session.person and human.token_version = session.token_version
            join memberships membership on membership.organization = session.organization
                and membership.person = session.person and membership.disabled_at is null
            left join devices device on device.organization = session.organization and device.id = session.device
            where session.organization = \(organization) and session.id = \(session) and session.revoked_at is null
                and session.expires_at > \(now) and (session.device is null or device.revoked_at is null)
            """,
            as: (
                ID<Person>, String, String, String, [ID<Branch>]?, ID<Branch>?, ID<Device>?, DeviceKind?,
                Int64, JSON
            ).self)
        guard let row else { return nil }
        let actor = Actor(
            kind: .person, organization: organization, branch: row.5, branches: row.4, person: row.0,
            personName: row.1, device: row.6, deviceKind: row.7, session: session, role: row.3,
            grants: RoleStore.grants(row.9), language: row.2)
        return (actor, row.8)
    }

    /// A paired device by its token; notes once a minute that it was heard of.
    static func actor(ofDevice token: Bytes, at now: Instant, in tx: borrowing Transaction) throws -> Actor? {
        let row = try tx.row(
            """
            select organization, id, branch, kind, name,
                coalesce(last_seen_at < \(now.advanced(seconds: -60)), true)
            from devices where token_hash = \(token) and revoked_at is null
            """, as: (ID<Organization>, ID<Device>, ID<Branch>, DeviceKind, String, Bool).self)
        guard let (organization, id, branch, kind, name, isStale) = row else { return nil }
        if isStale {
            tx.later(
                "update devices set last_seen_at = \(now) where organization = \(organization) and id = \(id)"
            )
        }
        return Actor(
            kind: .device, organization: organization, branch: branch, personName: name, device: id,
            deviceKind: kind, role: "device", grants: DefaultRoles.grants(of: kind))
    }

    /// An API key by its hash, unless it lapsed or was revoked.
    static func actor(
        ofKey hash: Bytes, at now: Instant, in tx: borrowing Transaction
    ) throws -> (actor: Actor, expires: Instant?)? {
        let row = try tx.row(
            """
            select organization, id, name, scopes, expires_at from api_keys
            where key_hash = \(hash) and revoked_at is null and (expires_at is null or expires_at > \(now))
            """, as: (ID<Organization>, ID<APIKey>, String, [String], Instant?).self)
        guard let (organization, _, name, scopes, expires) = row else { return nil }
        let grants = APIScope.grants(scopes.compactMap(APIScope.init))
        let actor = Actor(
            kind: .apiKey, organization: organization, personName: name, role: "api_key", grants: grants)
        return (actor, expires)
    }

    /// The caller of a session with everything a screen shows about them.
    static func caller(
        ofSession session: ID<Session>, _ organization: ID<Organization>, at now: Instant,
        in tx: borrowing Transaction
    ) throws -> Caller? {
        guard let found = try actor(ofSession: session, organization, at: now, in: tx) else { return nil }
        return try caller(found.actor, in: tx)
    }

    /// What a screen shows about a caller.
    static func caller(_ actor: Actor, in tx: borrowing Transaction) throws -> Caller {
        let organization = try OrganizationStore.organization(actor.organization, in: tx)
        guard let organization else { throw OrganizationRefusal.unknownOrganization }
        let branches = try OrganizationStore.branches(actor.organization, in: tx).filter {
            actor.reaches($0.id)
        }
        let member =
            try actor.person.map { try PersonStore.membership(actor.organization, $0, in: tx) } ?? nil
        let device = try actor.device.map { try DeviceStore.device(actor.organization, $0, in: tx) } ?? nil
        return Caller(
            actor: actor, person: member?.person, organization: organization, branches: branches,
            device: device)
    }
}
