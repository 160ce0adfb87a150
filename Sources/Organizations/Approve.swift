public import Base
import Store
public import struct FoundationEssentials.UUID

/// Takes a colleague's approval for one action on one subject, on the terms that they were shown, by their
/// PIN on the same device (I13).
public struct Approve: Sendable {
    let identity: Identity

    /// With this process's keys.
    public init(_ identity: Identity) { self.identity = identity }

    /// - Returns: an approval that one command may use within a minute, up to the approver's own limit.
    /// - Throws: `SignInRefusal` for the PIN, `PermissionRefusal.forbidden` when the approver's role does not
    ///   allow it, `PermissionRefusal.notApprovable` for what no command takes an approval for.
    public func run(
        person: ID<Person>, pin: String, action: Action, subject: UUID, terms: ApprovalTerms, on device: Actor
    ) async throws -> Approval {
        guard action.isApprovable else { throw PermissionRefusal.notApprovable(action) }
        guard let id = device.device, let branch = device.branch else { throw SignInRefusal.deviceNeeded }
        try await PINCheck(identity: identity).run(
            device.organization, person, pin: pin, device: id, branch: branch)
        let surroundings = identity.surroundings
        let runner = CommandRunner(database: identity.database, surroundings: surroundings)
        return try await runner.run(device, command: surroundings.newUUID()) { context, tx in
            let grants = try RoleStore.grants(of: person, device.organization, in: tx)
            guard let grant = grants[action], grant.permission == .allow else {
                throw PermissionRefusal.forbidden(action)
            }
            let approval = Approval(
                id: surroundings.newID(), expiresAt: context.now.advanced(seconds: Approval.seconds))
            ApprovalStore.insert(
                device.organization, approval, person: person, device: id, action: action, subject: subject,
                terms: terms, limit: grant.limit, at: context.now, in: tx)
            context.audit(
                "approval.given", entity: "approval", id: approval.id.raw, branch: branch,
                after: [
                    "action": .string(action.rawValue), "subject": .string(subject.text),
                    "terms": terms.withoutReason,
                ], reason: terms.reason,
                approver: person)
            return approval
        }
    }
}
