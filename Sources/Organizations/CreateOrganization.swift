public import Base
public import Store

/// Founds an organization: its first branch, the usual roles, and an owner who can sign in.
public struct CreateOrganization: Sendable {
    let organization: Organization
    let branch: Branch
    let owner: (id: ID<Person>, name: String, email: String)

    /// What is founded; ids come from `Surroundings`.
    ///
    /// - Parameter dayStart: minutes after midnight at which the business day begins.
    public init(
        slug: String, name: String, currency: Currency = .lira, jurisdiction: String = "TR",
        locales: [String] = ["tr", "en"], branch: String, timeZone: String = "Europe/Istanbul",
        dayStart: Int = 240, cardRoute: CardRoute = .bankTerminal,
        ownerName: String, ownerEmail: String, _ surroundings: Surroundings
    ) {
        organization = Organization(
            id: surroundings.newID(), slug: slug, name: name, currency: currency, jurisdiction: jurisdiction,
            locales: locales)
        self.branch = Branch(
            id: surroundings.newID(), organization: organization.id, name: branch, timeZone: timeZone,
            dayStart: dayStart, cardRoute: cardRoute)
        owner = (surroundings.newID(), ownerName, ownerEmail)
    }

    /// What was founded.
    public struct Founded: Sendable {
        /// The organization.
        public let organization: Organization
        /// Its first branch.
        public let branch: Branch
        /// Its owner.
        public let owner: Membership
    }

    /// Founds it, in one transaction.
    ///
    /// - Throws: `OrganizationRefusal.slugTaken`, `.badSlug`, `.unknownTimeZone`; `PersonRefusal` for the
    ///   owner.
    public func run(_ runner: CommandRunner, secrets: NewSecrets) async throws -> Founded {
        guard CreateOrganization.isSlug(organization.slug) else { throw OrganizationRefusal.badSlug }
        let actor = Actor.system(organization.id)
        return try await runner.run(actor, command: organization.id.raw, scope: .system) { context, tx in
            OrganizationStore.insert(organization, at: context.now, in: tx)
            try AddBranch(branch).run(context, in: tx)
            for (position, preset) in DefaultRoles.all.enumerated() {
                RoleStore.insert(organization.id, preset, position: position, in: tx)
            }
            let owner = try AddPerson(
                id: owner.id, name: owner.name, email: owner.email,
                language: organization.locales.first ?? "tr", role: DefaultRoles.owner.id
            ).run(secrets, context, in: tx)
            context.audit(
                "organization.created", entity: "organization", id: organization.id.raw, branch: nil,
                after: ["slug": .string(organization.slug), "name": .string(organization.name)])
            return Founded(organization: organization, branch: branch, owner: owner)
        }
    }

    static func isSlug(_ text: String) -> Bool {
        let letters = text.utf8
        return (1...63).contains(letters.count) && text.first != "-"
            && letters.allSatisfy { (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d }
    }
}

/// Opens another branch of an organization, with a stream of its own. Runs in the system's scope.
public struct AddBranch: Sendable {
    let branch: Branch

    /// Which.
    public init(_ branch: Branch) { self.branch = branch }

    /// - Throws: `OrganizationRefusal.unknownTimeZone`.
    public func run(_ context: CommandContext, in tx: borrowing Transaction) throws {
        guard LocalZone(branch.timeZone) != nil, (0...1439).contains(branch.dayStart) else {
            throw OrganizationRefusal.unknownTimeZone
        }
        OrganizationStore.insert(branch, at: context.now, in: tx)
        context.audit(
            "branch.added", entity: "branch", id: branch.id.raw, branch: branch.id,
            after: ["name": .string(branch.name), "timeZone": .string(branch.timeZone)])
    }
}
