public import Base
public import Store

/// The body that changes an organization; what is left out stays.
public struct OrganizationChange: Shaped, Equatable {
    /// The version that the caller saw.
    public let version: Int64
    /// Its name on screens and paper.
    public let name: String?

    /// A change of the organization as it was at `version`; nil stays as it is.
    public init(version: Int64, name: String? = nil) {
        self.version = version
        self.name = name
    }

    /// The wire's form.
    public static let shape = Shape<OrganizationChange>.object(
        "OrganizationChange", OrganizationChange.init(version:name:),
        Field("version", \.version, .integer(1...1_000_000_000), "The version that the caller saw."),
        Field(optional: "name", \.name, .freeText(1...80), "Its name on screens and paper."))
}

/// Changes what screens and paper call an organization. Its currency and law stay: its books go by them.
public enum ChangeOrganization {
    /// For whoever sees all branches and works on their people.
    ///
    /// - Throws: `OrganizationRefusal.staleVersion`; `PermissionRefusal`.
    public static func run(
        _ change: OrganizationChange, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> Organization {
        try context.requireEverywhere(in: tx)
        let found = try OrganizationStore.locked(context.actor.organization, in: tx)
        guard let before = found else { throw OrganizationRefusal.unknownOrganization }
        guard before.version == change.version else {
            throw OrganizationRefusal.staleVersion(current: before.version)
        }
        let after = Organization(
            id: before.id, slug: before.slug, name: change.name ?? before.name, currency: before.currency,
            jurisdiction: before.jurisdiction, locales: before.locales, version: before.version + 1)
        OrganizationStore.update(after, in: tx)
        for branch in try OrganizationStore.branches(before.id, in: tx) {
            context.show(
                Frame(
                    branch: branch.id, type: "organization.changed", entity: "organization",
                    id: after.id.raw, version: after.version, data: ["name": .string(after.name)]))
        }
        context.audit(
            "organization.change", entity: "organization", id: after.id.raw, branch: nil,
            before: ["name": .string(before.name)], after: ["name": .string(after.name)])
        return after
    }
}

extension CommandContext {
    /// Asks for the right to set up the whole organization: a venue's set-up, at every branch.
    func requireEverywhere(in tx: borrowing Transaction) throws {
        try require(.pairDevice, subject: nil, in: tx)
        try require(.editStaff, subject: nil, in: tx)
        guard actor.branch == nil, actor.branches == nil else {
            throw PermissionRefusal.forbidden(.editStaff)
        }
    }
}
