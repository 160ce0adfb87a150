public import Base
public import struct FoundationEssentials.UUID

/// Why a caller may not do something.
public enum PermissionRefusal: Refusal, Equatable {
    /// The role denies the action.
    case forbidden(Action)
    /// Someone with the right must approve it first.
    case approvalRequired(Action, subject: UUID?, ApprovalTerms)
    /// What was approved is not what is done: another amount, line or reason.
    case approvalDiffers(Action, subject: UUID, ApprovalTerms)
    /// The approval was used already.
    case approvalUsed
    /// The approval has lapsed.
    case approvalExpired
    /// The approver's own limit is lower.
    case approvalTooSmall(limit: Int64)
    /// Nobody can approve that action: a role may do it or not.
    case notApprovable(Action)

    /// 403 with what is missing; 422 for what cannot be approved at all.
    public var problem: Problem {
        switch self {
        case .forbidden(let action):
            Problem(
                403, "forbidden", "The role does not allow it.", facts: ["action": .string(action.rawValue)])
        case .approvalRequired(let action, let subject, let terms):
            Problem(
                403, "approval_required", "Someone with the right has to approve it.",
                facts: PermissionRefusal.facts(action, subject, terms))
        case .approvalDiffers(let action, let subject, let terms):
            Problem(
                403, "approval_differs", "Something else was approved: this has to be approved itself.",
                facts: PermissionRefusal.facts(action, subject, terms))
        case .approvalUsed: Problem(403, "approval_used", "The approval has been used.")
        case .approvalExpired: Problem(403, "approval_expired", "The approval has lapsed.")
        case .approvalTooSmall(let limit):
            Problem(
                403, "approval_limit", "The approver's limit is lower.", facts: ["limit": .integer(limit)])
        case .notApprovable(let action):
            Problem(
                422, "not_approvable", "Nobody can approve this action: it is allowed or denied.",
                facts: ["action": .string(action.rawValue)])
        }
    }

    /// What an approver has to be shown, and has to be asked for.
    private static func facts(_ action: Action, _ subject: UUID?, _ terms: ApprovalTerms) -> [String: JSON] {
        [
            "action": .string(action.rawValue), "subject": subject.map { .string($0.text) } ?? .null,
            "terms": ApprovalTerms.shape.encode(terms),
        ]
    }
}
