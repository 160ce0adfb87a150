public import Base
public import Store

/// The body that opens a branch.
public struct BranchDraft: Shaped, Equatable {
    /// Its name on screens and paper.
    public let name: String
    /// Its IANA time zone; nil: that of the first branch.
    public let timeZone: String?

    /// A branch to be.
    public init(name: String, timeZone: String? = nil) {
        self.name = name
        self.timeZone = timeZone
    }

    /// The wire's form.
    public static let shape = Shape<BranchDraft>.object(
        "BranchDraft", BranchDraft.init(name:timeZone:),
        Field("name", \.name, .freeText(1...80), "Its name on screens and paper."),
        Field(
            optional: "timeZone", \.timeZone, .text(1...60),
            "An IANA name; that of the first branch when left out."))
}

/// Opens one more branch. It begins as the first one did: with the menu and the people of the organization,
/// and without tables, stations and drawers.
public enum OpenBranch {
    /// Branches that an organization has at most.
    static let most = 200

    /// For whoever sees all branches and works on their people.
    ///
    /// - Throws: `OrganizationRefusal`: `branchNameTaken`, `unknownTimeZone`, `tooManyBranches`;
    ///   `PermissionRefusal`.
    public static func run(
        _ draft: BranchDraft, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> Branch {
        try context.requireEverywhere(in: tx)
        let organization = context.actor.organization
        // Two that open a branch at once take turns.
        guard try OrganizationStore.locked(organization, in: tx) != nil else {
            throw OrganizationRefusal.unknownOrganization
        }
        let known = try OrganizationStore.branches(organization, in: tx)
        let branch = try decide(draft, known, organization, context.surroundings)
        try AddBranch(branch).run(context, in: tx)
        return branch
    }

    /// ORG-002 Branches of one organization have different names; a new one keeps the first one's hours.
    static func decide(
        _ draft: BranchDraft, _ known: [Branch], _ organization: ID<Organization>,
        _ surroundings: Surroundings
    ) throws(OrganizationRefusal) -> Branch {
        guard known.count < most else { throw .tooManyBranches(most: most) }
        guard !known.contains(where: { $0.name == draft.name }) else { throw .branchNameTaken }
        let first = known.first
        return Branch(
            id: surroundings.newID(), organization: organization, name: draft.name,
            timeZone: draft.timeZone ?? first?.timeZone ?? "Europe/Istanbul",
            dayStart: first?.dayStart ?? 240, cardRoute: first?.cardRoute ?? .bankTerminal)
    }
}
