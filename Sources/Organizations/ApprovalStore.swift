import Base
import Store
import struct FoundationEssentials.UUID

/// All SQL of approvals.
enum ApprovalStore {
    static func insert(
        _ organization: ID<Organization>, _ approval: Approval, person: ID<Person>, device: ID<Device>,
        action: Action, subject: UUID, terms: ApprovalTerms, limit: Int64?,
        at now: Instant, in tx: borrowing Transaction
    ) {
        tx.later(
            """
            insert into approvals (organization, id, person, device, action, subject, terms, value_limit,
                created_at, expires_at)
            values (\(organization), \(approval.id), \(person), \(device), \(action), \(subject),
                \(terms.written), \(limit), \(now), \(approval.expiresAt))
            """)
    }

    /// What is asked for, and where: an approval is good for the same, on the same device.
    struct Wanted {
        let action: Action
        let subject: UUID
        let terms: ApprovalTerms
        let value: Int64?
        let device: ID<Device>?
    }

    /// Uses an approval up, once, and says whose it was.
    static func use(
        _ organization: ID<Organization>, _ approval: ID<Approval>, for wanted: Wanted, at now: Instant,
        by command: UUID, in tx: borrowing Transaction
    ) throws -> ID<Person> {
        let used = try tx.row(
            """
            update approvals set used_at = \(now), used_by = \(command)
            where organization = \(organization) and id = \(approval) and action = \(wanted.action)
                and subject = \(wanted.subject) and device is not distinct from \(wanted.device)
                and terms = \(wanted.terms.written) and used_at is null and expires_at > \(now)
            returning person, value_limit
            """, as: (ID<Person>, Int64?).self)
        guard let used else {
            throw try refusal(organization, approval, for: wanted, at: now, in: tx)
        }
        if let limit = used.1, let value = wanted.value, value > limit {
            throw PermissionRefusal.approvalTooSmall(limit: limit)
        }
        return used.0
    }

    private static func refusal(
        _ organization: ID<Organization>, _ approval: ID<Approval>, for wanted: Wanted, at now: Instant,
        in tx: borrowing Transaction
    ) throws -> PermissionRefusal {
        let seen = try tx.row(
            """
            select used_at is not null, expires_at <= \(now) from approvals
            where organization = \(organization) and id = \(approval) and action = \(wanted.action)
                and subject = \(wanted.subject) and device is not distinct from \(wanted.device)
            """, as: (Bool, Bool).self)
        guard let seen else {
            return .approvalRequired(wanted.action, subject: wanted.subject, wanted.terms)
        }
        if seen.0 { return .approvalUsed }
        return seen.1
            ? .approvalExpired : .approvalDiffers(wanted.action, subject: wanted.subject, wanted.terms)
    }
}
