import Base
import Organizations
import Store
import TestSupport
import Testing
import struct FoundationEssentials.UUID

@Suite(.database)
struct ApprovalTests {
    /// What the manager of these tests is shown.
    private let shown = Self.shown
    private static let shown = ApprovalTerms(amount: 900, percent: 1_000, reason: "waited long")

    /// Demands a right with an approval, as a command of the waiter's.
    static func use(
        _ staffed: Staffed, _ approval: ID<Approval>?, _ action: Action = .comp, subject: UUID,
        _ terms: ApprovalTerms = shown, value: Int64? = nil, on device: Actor? = nil
    ) async throws -> ID<Person>? {
        let waiter = try await staffed.pinSignIn(staffed.waiter, on: device).caller.actor
        return try await staffed.runner.run(waiter, command: subject) { context, tx in
            try context.require(
                action, subject: subject, terms: terms, approval: approval, value: value, in: tx)
        }
    }

    static func approve(
        _ staffed: Staffed, _ action: Action = .comp, subject: UUID, by member: Membership? = nil
    ) async throws -> Approval {
        let approver = member ?? staffed.manager
        return try await Approve(staffed.identity).run(
            person: approver.person.id, pin: Staffed.pins[approver.role] ?? "", action: action,
            subject: subject, terms: shown,
            on: staffed.till.caller.actor)
    }

    @Test func `I13 an approval is good once, for its action and subject`() async throws {
        let staffed = try await Staffed.make()
        let line = staffed.founded.branch.id.raw
        await #expect(throws: PermissionRefusal.approvalRequired(.comp, subject: line, shown)) {
            try await Self.use(staffed, nil, subject: line)
        }
        let approval = try await Self.approve(staffed, subject: line)
        await #expect(throws: PermissionRefusal.approvalRequired(.voidPrepared, subject: line, shown)) {
            try await Self.use(staffed, approval.id, .voidPrepared, subject: line)
        }
        let elsewhere = staffed.organization.raw
        await #expect(throws: PermissionRefusal.approvalRequired(.comp, subject: elsewhere, shown)) {
            try await Self.use(staffed, approval.id, subject: elsewhere)
        }
        #expect(try await Self.use(staffed, approval.id, subject: line) == staffed.manager.person.id)
        await #expect(throws: PermissionRefusal.approvalUsed) {
            try await Self.use(staffed, approval.id, subject: line)
        }
    }

    @Test func `I13 an approval is good for what the approver was shown and nothing else`() async throws {
        let staffed = try await Staffed.make()
        let check = staffed.founded.branch.id.raw
        let approval = try await Self.approve(staffed, .discount, subject: check)
        let others = [
            ApprovalTerms(amount: 900, percent: 9_000, reason: "waited long"),
            ApprovalTerms(amount: 901, percent: 1_000, reason: "waited long"),
            ApprovalTerms(amount: 900, percent: 1_000, line: check, reason: "waited long"),
            ApprovalTerms(amount: 900, percent: 1_000, reason: "a friend"), ApprovalTerms(),
        ]
        for other in others {
            await #expect(throws: PermissionRefusal.approvalDiffers(.discount, subject: check, other)) {
                try await Self.use(staffed, approval.id, .discount, subject: check, other, value: 1_500)
            }
        }
        let refused = PermissionRefusal.approvalDiffers(.discount, subject: check, others[0]).problem
        #expect(refused.status == 403 && refused.code == "approval_differs")
        #expect(refused.facts["terms"] == ApprovalTerms.shape.encode(others[0]))
        #expect(
            try await Self.use(staffed, approval.id, .discount, subject: check, value: 1_500)
                == staffed.manager.person.id)
    }

    @Test func `I13 an approval given on one device is nothing on another`() async throws {
        let staffed = try await Staffed.make()
        let line = staffed.founded.branch.id.raw
        let approval = try await Self.approve(staffed, subject: line)
        let other = try await Staffed.pair(staffed.identity, staffed.founded).caller.actor
        await #expect(throws: PermissionRefusal.approvalRequired(.comp, subject: line, shown)) {
            try await Self.use(staffed, approval.id, subject: line, on: other)
        }
        #expect(try await Self.use(staffed, approval.id, subject: line) != nil)
    }

    @Test func `I13 an approval lasts a minute`() async throws {
        let staffed = try await Staffed.make()
        let line = staffed.founded.branch.id.raw
        let approval = try await Self.approve(staffed, subject: line)
        TestDatabase.current.clock.advance(seconds: 60)
        await #expect(throws: PermissionRefusal.approvalExpired) {
            try await Self.use(staffed, approval.id, subject: line)
        }
    }

    @Test func `an approver's own limit holds`() async throws {
        let staffed = try await Staffed.make()
        let check = staffed.founded.branch.id.raw
        let approval = try await Self.approve(staffed, .discount, subject: check)
        await #expect(throws: PermissionRefusal.approvalTooSmall(limit: 5_000)) {
            try await Self.use(staffed, approval.id, .discount, subject: check, value: 6_000)
        }
        #expect(
            try await Self.use(staffed, approval.id, .discount, subject: check, value: 5_000)
                == staffed.manager.person.id)
    }

    @Test func `who may not do it cannot approve it, and a wrong PIN approves nothing`() async throws {
        let staffed = try await Staffed.make()
        let line = staffed.founded.branch.id.raw
        await #expect(throws: PermissionRefusal.forbidden(.comp)) {
            try await Self.approve(staffed, subject: line, by: staffed.cashier)
        }
        await #expect(throws: SignInRefusal.wrongPIN(left: 4)) {
            try await Approve(staffed.identity).run(
                person: staffed.manager.person.id, pin: "0000", action: .comp, subject: line,
                terms: shown, on: staffed.till.caller.actor)
        }
    }

    @Test func `what nobody can approve is refused before the PIN is looked at`() async throws {
        let staffed = try await Staffed.make()
        await #expect(throws: PermissionRefusal.notApprovable(.pay)) {
            try await Approve(staffed.identity).run(
                person: staffed.manager.person.id, pin: "0000", action: .pay,
                subject: staffed.founded.branch.id.raw, terms: shown, on: staffed.till.caller.actor)
        }
    }

    @Test func `an approval used by a command that fails can be used again`() async throws {
        let staffed = try await Staffed.make()
        let line = staffed.founded.branch.id.raw
        let approval = try await Self.approve(staffed, subject: line)
        let (waiter, terms) = (try await staffed.pinSignIn(staffed.waiter).caller.actor, shown)
        await #expect(throws: Problem(409, "stale_version")) {
            try await staffed.runner.run(waiter, command: line) { context, tx in
                try context.require(.comp, subject: line, terms: terms, approval: approval.id, in: tx)
                throw Problem(409, "stale_version")
            }
        }
        _ = try await Self.use(staffed, approval.id, subject: line)
    }

    @Test func `twelve commands at once with one approval: one goes through`() async throws {
        let staffed = try await Staffed.make()
        let line = staffed.founded.branch.id.raw
        let approval = try await Self.approve(staffed, subject: line)
        let waiter = try await staffed.pinSignIn(staffed.waiter).caller.actor
        let (runner, terms) = (staffed.runner, shown)
        let passed = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<12 {
                group.addTask {
                    let used: ID<Person>?? = try? await runner.run(waiter, command: line) { context, tx in
                        try context.require(.comp, subject: line, terms: terms, approval: approval.id, in: tx)
                    }
                    return used != nil
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(passed == 1)
    }
}
