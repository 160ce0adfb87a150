public import Base
public import Checks
import Kitchen
import Menu
import Organizations
import Payments
public import Store

/// Days of sales of the demo organization, made by the real commands on a moved clock.
public struct DemoSales: Sendable {
    let database: any Database
    let made: DemoOrganization.Made
    let means: PaymentMeans
    let days: Int
    let now: Instant

    /// So many days that end now.
    public init(
        database: any Database, made: DemoOrganization.Made, means: PaymentMeans, days: Int, now: Instant
    ) {
        self.database = database
        self.made = made
        self.means = means
        self.days = days
        self.now = now
    }

    /// Makes them, branch beside branch; `say` gets a line for each day.
    public func make(say: @escaping @Sendable (String) -> Void) async throws {
        let organization = made.organization.id
        let (menu, roles, members) = try await database.transaction(.system) { tx in
            (
                try MenuSnapshot.load(organization, in: tx), try Roles.all(organization, in: tx),
                try StaffList.all(organization, in: tx)
            )
        }
        try await withThrowingTaskGroup { group in
            for (index, branch) in made.branches.enumerated() {
                let staff = DemoStaff(members, roles, at: branch)
                group.addTask {
                    let shop = try await DemoShop(self, branch, menu, staff, seed: UInt64(index) + 7)
                    try await shop.run(say: say)
                }
            }
            try await group.waitForAll()
        }
    }
}

/// The people of a branch as callers of commands.
struct DemoStaff: Sendable {
    let manager: Actor
    let cashier: Actor
    let waiters: [Actor]
    let cook: Actor

    init(_ members: [Membership], _ roles: [Role], at branch: Branch) {
        func actors(_ role: String) -> [Actor] {
            let grants = roles.first { $0.id == role }?.grants ?? [:]
            return members.filter { $0.role == role && ($0.branches?.contains(branch.id) ?? true) }.map {
                member in
                Actor(
                    kind: .person, organization: branch.organization, branch: branch.id,
                    person: member.person.id,
                    personName: member.person.name, role: role, grants: grants,
                    language: member.person.language)
            }
        }
        let system = Actor.system(branch.organization)
        manager = actors("manager").first ?? actors("owner").first ?? system
        cashier = actors("cashier").first ?? manager
        waiters = actors("waiter").isEmpty ? [manager] : actors("waiter")
        cook = actors("cook").first ?? manager
    }
}
