import Base
import Organizations

/// Where a session stands in the order of their opening, as a page's cursor writes it.
struct DrawerSessionPlace {
    let openedAt: Instant
    let id: ID<DrawerSession>

    init(_ session: DrawerSession) {
        openedAt = session.openedAt
        id = session.id
    }

    /// Reads what `text` wrote; nil for anything else.
    init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        // Up to the year 9999, the last one that the database is asked about.
        guard parts.count == 2, let microseconds = Int64(parts[0]),
            let id = ID<DrawerSession>(String(parts[1])),
            (0...253_402_300_799_999_999).contains(microseconds)
        else { return nil }
        openedAt = Instant(microseconds: microseconds)
        self.id = id
    }

    var text: String { "\(openedAt.microseconds).\(id)" }
}
