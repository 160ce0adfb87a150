import Base
import Store
import struct FoundationEssentials.UUID

/// All SQL of approvals.
enum ApprovalStore {
    static func insert(
        _ organization: ID<Organization>, _ approval: Approval, person: ID<Person>, device: ID<Device>,
        action: Action, subject: UUID, limit: Int64?, at now: Instant, in tx: borrowing Transaction
    ) {
        tx.later(
            """
            insert into approvals (organization, id, person, device, action, subject, value_limit, created_at,
                expires_at)
            values (\(organization), \(approval.id), \(person), \(device), \(action), \(subject), \(limit),
                \(now), \(approval.expiresAt))
            """)
    }

    /// Uses an approval up, once, and says whose it was.
    static func use(
        _ organization: ID<Organization>, _ approval: ID<Approval>, action: Action, subject: UUID,
        value: Int64?,
        at now: Instant, by command: UUID, in tx: borrowing Transaction
    ) throws -> ID<Person> {
        let used = try tx.row(
            """
            update approvals set used_at = \(now), used_by = \(command)
            where organization = \(organization) and id = \(approval) and action = \(action)
                and subject = \(subject) and used_at is null and expires_at > \(now)
            returning person, value_limit
            """, as: (ID<Person>, Int64?).self)
        guard let used else {
            throw try refusal(organization, approval, action: action, subject: subject, at: now, in: tx)
        }
        if let limit = used.1, let value, value > limit {
            throw PermissionRefusal.approvalTooSmall(limit: limit)
        }
        return used.0
    }

    private static func refusal(
        _ organization: ID<Organization>, _ approval: ID<Approval>, action: Action, subject: UUID,
        at now: Instant,
        in tx: borrowing Transaction
    ) throws -> PermissionRefusal {
        let seen = try tx.row(
            """
            select used_at is not null, expires_at <= \(now) from approvals
            where organization = \(organization) and id = \(approval) and action = \(action)
                and subject = \(subject)
            """, as: (Bool, Bool).self)
        guard let seen else { return .approvalRequired(action, subject: subject) }
        return seen.0 ? .approvalUsed : .approvalExpired
    }
}
