import Base
import Store

/// All SQL of roles and grants.
enum RoleStore {
    static func insert(
        _ organization: ID<Organization>, _ preset: DefaultRoles.Preset, position: Int,
        in tx: borrowing Transaction
    ) {
        tx.later(
            """
            insert into roles (organization, id, name, position)
            values (\(organization), \(preset.id), \(preset.name), \(position))
            """)
        insertGrants(organization, preset.id, preset.grants, in: tx)
    }

    static func replaceGrants(
        _ organization: ID<Organization>, _ role: String, _ grants: [Action: Grant],
        in tx: borrowing Transaction
    ) {
        tx.later("delete from role_grants where organization = \(organization) and role = \(role)")
        insertGrants(organization, role, grants, in: tx)
    }

    private static func insertGrants(
        _ organization: ID<Organization>, _ role: String, _ grants: [Action: Grant],
        in tx: borrowing Transaction
    ) {
        let rows = grants.sorted { $0.key.rawValue < $1.key.rawValue }
        tx.later(
            """
            insert into role_grants (organization, role, action, permission, value_limit)
            select \(organization)::uuid, \(role)::text, line.action, line.permission, line.value_limit
            from unnest(\(rows.map(\.key))::text[], \(rows.map(\.value.permission))::text[],
                \(rows.map(\.value.limit))::bigint[]) as line (action, permission, value_limit)
            """)
    }

    static func all(_ organization: ID<Organization>, in tx: borrowing Transaction) throws -> [Role] {
        try tx.rows(
            """
            select id, name, (select coalesce(json_agg(json_build_array(action, permission, value_limit)), '[]')
                from role_grants where organization = roles.organization and role = roles.id)
            from roles where organization = \(organization) order by position, id
            """, as: (String, String, JSON).self
        ).map { Role(id: $0.0, name: $0.1, grants: grants($0.2)) }
    }

    static func grants(
        of person: ID<Person>, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> [Action: Grant] {
        let rows = try tx.value(
            """
            select coalesce(json_agg(json_build_array(action, permission, value_limit)), '[]')
            from role_grants join memberships using (organization, role)
            where organization = \(organization) and person = \(person) and disabled_at is null
            """, as: JSON.self)
        return grants(rows ?? [])
    }

    /// Reads `[[action, permission, limit], …]`; an action that this version does not know is left out, and
    /// an approval that nobody could give denies.
    static func grants(_ json: JSON) -> [Action: Grant] {
        var grants: [Action: Grant] = [:]
        for row in json.array ?? [] {
            guard let fields = row.array, fields.count == 3,
                let action = fields[0].text.flatMap(Action.init(rawValue:)),
                let permission = fields[1].text.flatMap(Permission.init(rawValue:))
            else { continue }
            let isKnown = action.permissions.contains(permission)
            grants[action] = isKnown ? Grant(permission, limit: fields[2].integer) : Grant(.deny)
        }
        return grants
    }
}
