public import Base
public import Store

/// Reading organizations and their branches.
public enum Directory {
    /// The organization with this slug, for the command line and host names; needs the system's scope.
    public static func find(slug: String, in tx: borrowing Transaction) throws -> Organization? {
        try OrganizationStore.organization(slug: slug, in: tx)
    }

    /// All organizations by slug; needs the system's scope.
    public static func all(in tx: borrowing Transaction) throws -> [Organization] {
        try OrganizationStore.organizations(in: tx)
    }

    /// The organization itself.
    public static func organization(
        _ id: ID<Organization>, in tx: borrowing Transaction
    ) throws -> Organization {
        guard let found = try OrganizationStore.organization(id, in: tx) else {
            throw OrganizationRefusal.unknownOrganization
        }
        return found
    }

    /// Its branches in the order they were opened.
    public static func branches(
        _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> [Branch] { try OrganizationStore.branches(organization, in: tx) }

    /// One branch, which the caller must be able to reach; what they cannot reach does not exist for them
    /// (I14).
    public static func branch(
        _ branch: ID<Branch>, for actor: Actor, in tx: borrowing Transaction
    ) throws -> Branch {
        let all = try OrganizationStore.branches(actor.organization, in: tx)
        guard actor.reaches(branch), let found = all.first(where: { $0.id == branch }) else {
            throw OrganizationRefusal.unknownBranch
        }
        return found
    }
}
