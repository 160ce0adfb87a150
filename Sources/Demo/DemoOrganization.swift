public import Base
import Checks
import Drawers
import Menu
public import Organizations
import Payments
import Store

/// Makes the demo organization by the real commands: branches, people, drawers, tables, menu and kitchen.
public struct DemoOrganization: Sendable {
    /// What was made, with what the demo prints.
    public struct Made: Sendable {
        /// The organization.
        public let organization: Organization
        /// Its branches, in the plan's order.
        public let branches: [Branch]
        /// Everybody, in the plan's order.
        public let people: [ID<Person>]
    }

    private let plan: DemoPlan
    private let identity: Identity
    private let folder: String

    /// The organization of a demo folder.
    public init(folder: String, identity: Identity) throws {
        plan = try DemoPlan.read(folder: folder)
        self.identity = identity
        self.folder = folder
    }

    /// Makes everything at the moments of `surroundings`' clock.
    public func make(_ surroundings: Surroundings) async throws -> Made {
        let runner = CommandRunner(database: identity.database, surroundings: surroundings)
        let owner = plan.people[0]
        let first = plan.branches[0]
        let secrets = try await NewSecrets.prepare(pin: owner.pin, password: owner.password, identity.keys)
        let founded = try await CreateOrganization(
            slug: plan.slug, name: plan.name, branch: first.name, timeZone: first.timeZone,
            cardRoute: .connector, ownerName: owner.name,
            ownerEmail: owner.email ?? "", surroundings
        ).run(runner, secrets: secrets)
        let system = Actor.system(founded.organization.id)
        let branches = try await branches(after: founded, runner, system)
        let people = try await people(after: founded, branches, runner, system)
        for (branch, plan) in zip(branches, plan.branches) {
            try await furnish(branch, plan, runner, system)
        }
        _ = try await DemoMenu.create(runner, founded.organization.id, branches.map(\.id), folder: folder)
        return Made(organization: founded.organization, branches: branches, people: people)
    }

    private func branches(
        after founded: CreateOrganization.Founded, _ runner: CommandRunner, _ system: Actor
    ) async throws -> [Branch] {
        var branches = [founded.branch]
        for plan in plan.branches.dropFirst() {
            let branch = Branch(
                id: runner.surroundings.newID(), organization: founded.organization.id, name: plan.name,
                timeZone: plan.timeZone, dayStart: BusinessDay.usualStart,
                cardRoute: .connector)
            try await runner.run(system, command: branch.id.raw, scope: .system) { context, tx in
                try AddBranch(branch).run(context, in: tx)
            }
            branches.append(branch)
        }
        return branches
    }

    private func people(
        after founded: CreateOrganization.Founded, _ branches: [Branch], _ runner: CommandRunner,
        _ system: Actor
    ) async throws -> [ID<Person>] {
        var people = [founded.owner.person.id]
        for person in plan.people.dropFirst() {
            let secrets = try await NewSecrets.prepare(
                pin: person.pin, password: person.password, identity.keys)
            let everywhere = person.branches.count == branches.count
            let add = AddPerson(
                id: runner.surroundings.newID(), name: person.name, email: person.email,
                language: person.language,
                role: person.role, branches: everywhere ? nil : person.branches.map { branches[$0].id })
            let member = try await runner.run(system, command: runner.surroundings.newUUID(), scope: .system)
            {
                context, tx in try add.run(secrets, context, in: tx)
            }
            people.append(member.person.id)
        }
        return people
    }

    private func furnish(
        _ branch: Branch, _ plan: DemoPlan.BranchPlan, _ runner: CommandRunner, _ system: Actor
    ) async throws {
        let surroundings = runner.surroundings
        try await runner.run(system, command: surroundings.newUUID()) { context, tx in
            for name in plan.drawers {
                try AddDrawer.run(
                    Drawer(id: surroundings.newID(), branch: branch.id, name: name), context, in: tx)
            }
            try AddBankTerminal.run(.first(of: branch.id, in: "tr", surroundings), context, in: tx)
            for (position, floorPlan) in plan.floors.enumerated() {
                let floor = Floor(id: surroundings.newID(), name: floorPlan.name, position: position)
                try AddFloor.run(floor, at: branch.id, context, in: tx)
                for table in floorPlan.tables {
                    try AddTable.run(table.table(on: floor.id, surroundings), at: branch.id, context, in: tx)
                }
            }
        }
    }
}

extension DemoPlan.TablePlan {
    func table(on floor: ID<Floor>, _ surroundings: Surroundings) -> DiningTable {
        DiningTable(
            id: surroundings.newID(), floor: floor, name: name, seats: seats,
            shape: form == "round" ? .round : .square,
            place: TablePlace(x: x, y: y, width: width, height: height))
    }
}
