import Base
import Organizations
import Store
import TestSupport
import Testing
import struct FoundationEssentials.UUID

/// What each role may do from the start: `+` allow, `?` approve, anything else deny.
private let matrix:
    [(Action, owner: String, manager: String, cashier: String, waiter: String, cook: String)] = [
        (.openCheck, "+", "+", "+", "+", "-"), (.addLines, "+", "+", "+", "+", "-"),
        (.sendLines, "+", "+", "+", "+", "-"), (.voidNew, "+", "+", "+", "+", "-"),
        (.voidSent, "+", "+", "+", "?", "-"), (.voidPrepared, "+", "+", "?", "?", "-"),
        (.comp, "+", "+", "?", "?", "-"), (.discount, "+", "+", "+", "?", "-"),
        (.moveCheck, "+", "+", "+", "+", "-"), (.mergeChecks, "+", "+", "+", "+", "-"),
        (.bill, "+", "+", "+", "+", "-"), (.unbill, "+", "+", "+", "?", "-"),
        (.voidCheck, "+", "+", "?", "?", "-"),
        (.pay, "+", "+", "+", "+", "-"), (.resolvePayment, "+", "+", "?", "?", "-"),
        (.refund, "+", "+", "?", "?", "-"), (.bump, "+", "+", "-", "-", "+"),
        (.recall, "+", "+", "-", "-", "+"),
        (.setAvailability, "+", "+", "+", "-", "+"), (.editMenu, "+", "+", "-", "-", "-"),
        (.openDrawer, "+", "+", "+", "-", "-"), (.moveDrawerCash, "+", "+", "+", "-", "-"),
        (.countDrawer, "+", "+", "+", "-", "-"), (.closeDrawer, "+", "+", "+", "-", "-"),
        (.readX, "+", "+", "+", "-", "-"), (.closeDay, "+", "+", "?", "-", "-"),
        (.readReports, "+", "+", "-", "-", "-"), (.readAudit, "+", "+", "-", "-", "-"),
        (.editStaff, "+", "+", "-", "-", "-"), (.pairDevice, "+", "+", "-", "-", "-"),
        (.editKeys, "+", "-", "-", "-", "-"),
    ]

@Suite(.database)
struct PermissionTests {
    @Test func `each role may do what the matrix says`() async throws {
        #expect(Set(matrix.map(\.0)) == Set(Action.allCases))
        let staffed = try await Staffed.make()
        let organization = staffed.organization
        let roles = try await TestDatabase.current.transaction(.organization(organization.raw)) { tx in
            try Roles.all(organization, in: tx)
        }
        #expect(roles.map(\.id) == ["owner", "manager", "cashier", "waiter", "cook"])
        for row in matrix {
            let wanted = [row.owner, row.manager, row.cashier, row.waiter, row.cook]
            for (role, sign) in zip(roles, wanted) {
                let permission = role.grants[row.0]?.permission ?? .deny
                let expected: Permission = sign == "+" ? .allow : sign == "?" ? .approve : .deny
                #expect(permission == expected, "\(role.id) \(row.0.rawValue)")
            }
        }
    }

    @Test func `a limit allows up to its value and asks for approval above`() {
        let organization = ID<Organization>(UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)))
        let actor = Actor(
            kind: .person, organization: organization, personName: "Ali", role: "cashier",
            grants: [.discount: Grant(.allow, limit: 1_500), .comp: Grant(.approve), .refund: Grant(.deny)])
        #expect(actor.decide(.discount, value: 1_500) == .allowed)
        #expect(actor.decide(.discount, value: 1_501) == .needsApproval)
        #expect(actor.decide(.comp) == .needsApproval)
        #expect(actor.decide(.refund) == .forbidden)
        #expect(actor.decide(.pay) == .forbidden)
    }

    @Test func `what nobody can approve is allowed or denied, also in roles that were stored before`()
        async throws
    {
        let staffed = try await Staffed.make()
        let organization = staffed.organization
        for action in Action.allCases {
            let change = { @Sendable (context: CommandContext, tx: borrowing Transaction) in
                try Roles.change("cook", to: [action: Grant(.approve)], context, in: tx)
            }
            if action.isApprovable {
                _ = try await staffed.command(by: .system(organization), change)
            } else {
                await #expect(throws: PermissionRefusal.notApprovable(action)) {
                    try await staffed.command(by: .system(organization), change)
                }
            }
        }
        #expect(PermissionRefusal.notApprovable(.readX).problem.status == 422)
        let database = TestDatabase.current
        try await database.transaction(.system) { tx in
            try tx.run("update role_grants set permission = 'approve' where role = 'cashier'")
        }
        let before = try await database.transaction(.organization(organization.raw)) { tx in
            try Roles.all(organization, in: tx).first { $0.id == "cashier" }
        }
        #expect(before?.grants[.pay] == Grant(.deny) && before?.grants[.discount]?.permission == .approve)
        let migration = try #require(OrganizationsSchema.migrations.first { $0.name.hasSuffix("approvable") })
        try await database.apply(again: migration)
        let kept = try await database.transaction(.system) { tx in
            try tx.rows(
                "select action from role_grants where role = 'cashier' and permission = 'approve' order by action",
                as: String.self)
        }
        let granted = try #require(before).grants.keys.filter(\.isApprovable).map(\.rawValue)
        #expect(kept == granted.sorted())
    }

    @Test func `a changed role counts for those signed in already`() async throws {
        let staffed = try await Staffed.make()
        let signedIn = try await staffed.pinSignIn(staffed.cashier)
        _ = try await staffed.command(by: .system(staffed.organization)) { context, tx in
            try Roles.change("cashier", to: [.pay: Grant(.deny)], context, in: tx)
        }
        staffed.identity.forget()
        let actor = try await ResolveBearer(staffed.identity).run(signedIn.token)
        #expect(actor.grants == [.pay: Grant(.deny)])
    }

    @Test func `a manager makes no owner and changes none`() async throws {
        let staffed = try await Staffed.make()
        let manager = try await staffed.pinSignIn(staffed.manager).caller.actor
        let (cashier, owner) = (staffed.cashier.person.id, staffed.founded.owner.person.id)
        await #expect(throws: PermissionRefusal.forbidden(.editStaff)) {
            try await staffed.command(by: manager) {
                try ChangePerson(cashier, role: "owner").run($0, in: $1)
            }
        }
        await #expect(throws: PermissionRefusal.forbidden(.editStaff)) {
            try await staffed.command(by: manager) { try DisablePerson(owner).run($0, in: $1) }
        }
        let changed = try await staffed.command(by: manager) {
            try ChangePerson(cashier, name: "Ali", role: "waiter").run($0, in: $1)
        }
        #expect(changed.role == "waiter" && changed.person.name == "Ali")
    }

    @Test func `somebody is always left who can edit staff`() async throws {
        let staffed = try await Staffed.make()
        let owner = staffed.founded.owner.person.id
        await #expect(throws: PersonRefusal.lastOwner) {
            try await staffed.command(by: .system(staffed.organization)) {
                try DisablePerson(owner).run($0, in: $1)
            }
        }
        await #expect(throws: PersonRefusal.lastOwner) {
            try await staffed.command(by: .system(staffed.organization)) {
                try Roles.change("owner", to: [:], $0, in: $1)
            }
        }
    }

    @Test func `a cashier may not edit staff, devices or keys`() async throws {
        let staffed = try await Staffed.make()
        let cashier = try await staffed.pinSignIn(staffed.cashier).caller.actor
        let branch = staffed.founded.branch.id
        let waiter = staffed.waiter.person.id
        await #expect(throws: PermissionRefusal.forbidden(.editStaff)) {
            try await staffed.command(by: cashier) { try DisablePerson(waiter).run($0, in: $1) }
        }
        await #expect(throws: PermissionRefusal.forbidden(.pairDevice)) {
            try await staffed.command(by: cashier) {
                try CreateDeviceCode(branch, kind: .pos).run(staffed.identity.keys, $0, in: $1)
            }
        }
        await #expect(throws: PermissionRefusal.forbidden(.editKeys)) {
            try await staffed.command(by: cashier) {
                try CreateKey(name: "x", mode: .test).run(staffed.identity.keys, $0, in: $1).key
            }
        }
    }
}
