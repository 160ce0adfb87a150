public import Base
public import Store

/// What a kind of work may do.
public struct Role: Sendable, Equatable {
    /// Its id: `cashier`.
    public let id: String
    /// Its name on screens.
    public let name: String
    /// What it may do; an action that is missing is denied.
    public let grants: [Action: Grant]

    /// A role as stored.
    public init(id: String, name: String, grants: [Action: Grant]) {
        self.id = id
        self.name = name
        self.grants = grants
    }
}

/// Reading and changing roles.
public enum Roles {
    /// All roles of an organization, in their order.
    public static func all(_ organization: ID<Organization>, in tx: borrowing Transaction) throws -> [Role] {
        try RoleStore.all(organization, in: tx)
    }

    /// Replaces a role's grants; people signed in have the new ones within five seconds (at once after
    /// `forget`).
    ///
    /// - Throws: `PersonRefusal.lastOwner` when nobody could edit staff any more;
    ///   `PermissionRefusal.notApprovable` for an approval that nobody could give.
    public static func change(
        _ id: String, to grants: [Action: Grant], _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> Role {
        try context.require(.editStaff, subject: nil, in: tx)
        let organization = context.actor.organization
        let before = try RoleStore.all(organization, in: tx)
        guard let old = before.first(where: { $0.id == id }) else { throw PersonRefusal.unknownRole }
        guard id != DefaultRoles.owner.id || context.actor.role == id || context.actor.kind == .system else {
            throw PermissionRefusal.forbidden(.editStaff)
        }
        let sorted = grants.sorted { $0.key.rawValue < $1.key.rawValue }
        if let bad = sorted.first(where: { $1.permission == .approve && !$0.isApprovable }) {
            throw PermissionRefusal.notApprovable(bad.key)
        }
        RoleStore.replaceGrants(organization, id, grants, in: tx)
        guard try PersonStore.someoneEditsStaff(organization, in: tx) else { throw PersonRefusal.lastOwner }
        let role = Role(id: id, name: old.name, grants: grants)
        context.audit(
            "role.changed", entity: "role", id: organization.raw, branch: nil, before: old.json,
            after: role.json)
        try context.showEverywhere(
            "role.changed", entity: "role", id: organization.raw, version: context.now.microseconds,
            data: role.json, audience: .pos, in: tx)
        return role
    }
}

extension Role {
    /// The role as it is shown and audited.
    public var json: JSON {
        let grants = grants.sorted { $0.key.rawValue < $1.key.rawValue }.map { action, grant in
            (
                action.rawValue,
                JSON.object([
                    ("permission", .string(grant.permission.rawValue)),
                    ("limit", grant.limit.map { .integer($0) } ?? .null),
                ])
            )
        }
        return ["id": .string(id), "name": .string(name), "grants": .object(grants)]
    }
}
