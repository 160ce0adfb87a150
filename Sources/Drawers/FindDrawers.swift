public import Base
public import Organizations
public import Store

/// Looks drawers and their sessions up.
public enum FindDrawers {
    /// All drawers of a branch with their open sessions, by name; `archived`: those out of use too, last.
    public static func all(
        of organization: ID<Organization>, branch: ID<Branch>, archived: Bool = false,
        in tx: borrowing Transaction
    ) throws -> [DrawerView] {
        let sessions = try DrawerStore.unclosed(of: organization, branch: branch, in: tx)
        let drawers = try DrawerStore.drawers(
            of: organization, branch: branch, archived: archived, in: tx)
        return drawers.map { drawer in
            DrawerView(
                drawer, session: sessions.first { $0.drawer == drawer.id }.map { DrawerSessionView($0) })
        }
    }

    /// The sessions of a branch, newest first, and what to continue after; nil when this was the last page.
    ///
    /// - Throws: `Problem` `cursor_invalid` for an `after` that no page gave out.
    public static func sessions(
        of organization: ID<Organization>, branch: ID<Branch>, limit: Int, after: String?,
        in tx: borrowing Transaction
    ) throws -> (items: [DrawerSessionView], next: String?) {
        let place = try after.map { text throws(Problem) in
            guard let place = DrawerSessionPlace(text) else {
                throw Problem(422, "cursor_invalid", "This is no cursor of this list.")
            }
            return place
        }
        let found = try DrawerStore.page(
            of: organization, branch: branch, before: place, limit: limit + 1, in: tx)
        let page = found.prefix(limit)
        let next = found.count > limit ? page.last.map { DrawerSessionPlace($0).text } : nil
        return (page.map { DrawerSessionView($0) }, next)
    }

    /// A session of this branch; nil when there is none such.
    public static func session(
        _ id: ID<DrawerSession>, of organization: ID<Organization>, branch: ID<Branch>,
        in tx: borrowing Transaction
    ) throws -> DrawerSession? {
        try DrawerStore.find(id, of: organization, branch: branch, in: tx)
    }

    /// What went in and out of a session, the oldest first.
    public static func movements(
        of session: ID<DrawerSession>, _ organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> [DrawerMovement] {
        try DrawerStore.movements(of: session, organization, in: tx)
    }

    /// What must be in a session's drawer now, in minor units: for whoever plays the counting person, never
    /// for a screen.
    public static func expected(
        _ session: ID<DrawerSession>, of organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> Int64 { try DrawerStore.expected(session, of: organization, in: tx) }
}
