import Base
import Menu
import Organizations
import Synchronization
import Web

/// The menus of branches as tills get them, encoded once for as long as nothing on them changes.
///
/// Whether anything has changed is asked of the database with every call, so an answer is never older than
/// the call, whoever made the change; only the encoding is spared.
final class MenuAnswers: Sendable {
    private static let menusMax = 500

    private struct Entry {
        let moment: MenuMoment
        let response: Response
    }

    private let entries = Mutex<[ID<Branch>: Entry]>([:])

    /// The answer for this menu at this moment.
    func answer(_ menu: BranchMenu, at now: Instant) -> Response {
        let moment = menu.moment(at: now)
        if let known = entries.withLock({ $0[menu.branch] }), known.moment == moment { return known.response }
        let bytes = MenuView.shape.encode(menu.view(at: now)).bytes
        let response = Response(
            200,
            headers: [
                "Content-Type": "application/json", "Cache-Control": "private, no-cache",
                "ETag": entityTag(of: bytes),
            ], body: .shared(SharedBytes(bytes)))
        entries.withLock { entries in
            if entries.count >= MenuAnswers.menusMax, entries[menu.branch] == nil { entries = [:] }
            entries[menu.branch] = Entry(moment: moment, response: response)
        }
        return response
    }
}
