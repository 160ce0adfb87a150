public import Base
import Organizations
public import Store
public import Web

import Menu
import Synchronization

/// The menus of all organizations as guests see them: made when first asked for, kept ready while they are
/// asked for, and made anew when anything on them has changed.
public final class MenuPages: Sendable {
    /// One menu with its ready answers.
    private struct Entry {
        let organization: Organization
        let branch: Branch
        let menu: PublicMenuView
        let answers: [MenuAddress.Form: Packed]
        /// When organization and branch were looked up.
        let foundAt: Instant
        var askedAt: Instant
    }

    /// One answer, plain and for clients that take gzip.
    struct Packed: Sendable {
        let plain: Response
        let gzip: Response

        func answer(to head: RequestHead) -> Response {
            head.headers.accepts(coding: "gzip") ? gzip : plain
        }
    }

    /// Menus kept at once; beyond that the one that was asked for longest ago goes.
    static let menusMax = 500
    /// A menu that nobody has asked for in so many seconds is no longer watched.
    static let watchedSeconds: Int64 = 30
    /// Names of organizations and branches are looked up again after so many seconds.
    static let namesSeconds: Int64 = 10

    private let database: any Database
    private let surroundings: Surroundings
    private let security: SecurityHeaders
    private let sheet: Response
    private let entries = Mutex<[MenuAddress.Place: Entry]>([:])

    /// Pages from this database, with these headers.
    public init(database: any Database, surroundings: Surroundings, security: SecurityHeaders) {
        self.database = database
        self.surroundings = surroundings
        self.security = security
        var sheet = MenuSheet.response
        security.apply(to: &sheet.headers, isSecure: false)
        self.sheet = sheet.prepared()
    }

    /// The answer from memory, with every header that it needs; nil when the menu isn't ready here or the
    /// request is another page's.
    public func ready(_ head: RequestHead) -> Response? {
        guard head.path.hasPrefix("/menu/") || head.path.hasPrefix("/api/v1/public/menus/") else {
            return nil
        }
        if head.path == MenuSheet.path { return sheet.conditional(for: head) }
        guard let address = MenuAddress(head) else { return nil }
        let now = surroundings.now()
        let answer = entries.withLock { entries -> Packed? in
            guard let index = entries.index(forKey: address.place) else { return nil }
            entries.values[index].askedAt = now
            return entries.values[index].answers[address.form]
        }
        return answer?.answer(to: head).conditional(for: head)
    }

    /// The answer, made if it isn't ready.
    ///
    /// - Throws: `Problem` 404 when there is no such organization or branch.
    public func answer(_ address: MenuAddress, to head: RequestHead) async throws -> Response {
        let entry = try await make(address.place)
        entries.withLock { entries in
            entries[address.place] = entry
            guard entries.count > MenuPages.menusMax,
                let oldest = entries.min(by: { $0.value.askedAt < $1.value.askedAt })?.key
            else { return }
            entries[oldest] = nil
        }
        guard let answer = entry.answers[address.form] else { throw Problem(404, "not_found") }
        return answer.answer(to: head).conditional(for: head)
    }

    /// What a guest sees whose link leads to no menu: 404, in the page's language.
    public static func missing(language: String) -> Response {
        Response(
            404,
            headers: [
                "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store",
                "Content-Language": language, "Vary": "Accept-Language",
            ], body: .bytes(MenuPage.missing(.of(language))))
    }

    /// Looks at every menu that is being asked for, whoever may have changed it: this process, another one,
    /// or the clock (happy hours). Run it twice a second; a page is never older than that.
    public func refresh() async throws {
        let now = surroundings.now()
        let oldest = now.advanced(seconds: -MenuPages.watchedSeconds)
        let watched = entries.withLock { entries in
            entries = entries.filter { $0.value.askedAt >= oldest }
            return entries
        }
        for (place, entry) in watched {
            do {
                try await look(at: place, entry, now)
            } catch {
                // What cannot be checked is not shown as current.
                entries.withLock { $0[place] = nil }
                if !(error is Problem) { throw error }
            }
        }
    }

    private func look(at place: MenuAddress.Place, _ entry: Entry, _ now: Instant) async throws {
        let isOld = now >= entry.foundAt.advanced(seconds: MenuPages.namesSeconds)
        let (organization, branch) =
            isOld ? try await find(place) : (entry.organization, entry.branch)
        let menu = try await read(organization, branch)
        guard isOld || menu != entry.menu else { return }
        let fresh = Entry(
            organization: organization, branch: branch, menu: menu,
            answers: menu == entry.menu ? entry.answers : answers(menu),
            foundAt: isOld ? now : entry.foundAt, askedAt: now)
        entries.withLock { entries in
            guard let known = entries[place] else { return }
            entries[place] = fresh
            entries[place]?.askedAt = known.askedAt
        }
    }

    private func make(_ place: MenuAddress.Place) async throws -> Entry {
        let now = surroundings.now()
        let (organization, branch) = try await find(place)
        let menu = try await read(organization, branch)
        return Entry(
            organization: organization, branch: branch, menu: menu, answers: answers(menu), foundAt: now,
            askedAt: now)
    }

    private func find(_ place: MenuAddress.Place) async throws -> (Organization, Branch) {
        let found = try await database.transaction(.system, .read) { tx -> (Organization, Branch)? in
            guard let organization = try Directory.find(slug: place.slug, in: tx) else { return nil }
            let branches = try Directory.branches(organization.id, in: tx)
            guard let wanted = place.branch else { return branches.first.map { (organization, $0) } }
            return branches.first { $0.id == wanted }.map { (organization, $0) }
        }
        guard let found else { throw Problem(404, "not_found") }
        return found
    }

    private func read(_ organization: Organization, _ branch: Branch) async throws -> PublicMenuView {
        let now = surroundings.now()
        return try await database.transaction(.organization(organization.id.raw), .read) { tx in
            PublicMenuView(
                try BranchMenu.load(branch.id, of: organization.id, in: tx).view(at: now), of: organization,
                at: branch)
        }
    }

    private func answers(_ menu: PublicMenuView) -> [MenuAddress.Form: Packed] {
        var answers: [MenuAddress.Form: Packed] = [:]
        for language in ["tr", "en"] {
            answers[.page(language: language)] = packed(
                MenuPage.bytes(of: menu, .of(language)), "text/html; charset=utf-8", "/menu/{slug}",
                ["Content-Language": language, "Vary": "Accept-Language, Accept-Encoding"])
        }
        answers[.json] = packed(
            PublicMenuView.shape.encode(menu).bytes, "application/json", "/api/v1/public/menus/{slug}",
            ["Vary": "Accept-Encoding"])
        return answers
    }

    private func packed(
        _ bytes: [UInt8], _ type: String, _ route: String, _ more: Headers
    ) -> Packed {
        let plain = prepared(bytes, type, route, more)
        guard let packed = gzipped(bytes) else { return Packed(plain: plain, gzip: plain) }
        var coded = more
        coded.set("Content-Encoding", "gzip")
        return Packed(plain: plain, gzip: prepared(packed, type, route, coded))
    }

    private func prepared(
        _ bytes: [UInt8], _ type: String, _ route: String, _ more: Headers
    ) -> Response {
        var headers: Headers = [
            "Content-Type": type, "Cache-Control": "no-cache", "ETag": entityTag(of: bytes),
        ]
        for field in more.fields { headers.set(field.name, field.value) }
        security.apply(to: &headers, isSecure: false)
        return Response(200, headers: headers, body: .bytes(bytes), route: route).prepared()
    }
}
