public import Base
public import Organizations
public import Web

/// What a guest's address asks for: whose menu, at which branch, in which form.
public struct MenuAddress: Hashable, Sendable {
    /// HTML in a language, or JSON.
    public enum Form: Hashable, Sendable {
        /// A page, `tr` or `en`.
        case page(language: String)
        /// The same for programs.
        case json
    }

    /// Whose menu and where; the organization's first branch when none is named.
    struct Place: Hashable, Sendable {
        let slug: String
        let branch: ID<Branch>?
    }

    let place: Place
    let form: Form

    /// The menu of the organization with this slug.
    public init(slug: String, branch: ID<Branch>?, form: Form) {
        place = Place(slug: slug, branch: branch)
        self.form = form
    }

    /// Reads `/menu/{slug}`, `/menu/{slug}/{branch}` and `/api/v1/public/menus/{slug}`; nil for anything
    /// else.
    init?(_ head: RequestHead) {
        let path = head.path
        if path.hasPrefix("/menu/") {
            let parts = path.dropFirst(6).split(separator: "/", omittingEmptySubsequences: false)
            guard let slug = parts.first, MenuAddress.isSlug(slug), parts.count <= 2 else { return nil }
            var branch: ID<Branch>?
            if parts.count == 2 {
                guard let named = ID<Branch>(String(parts[1])) else { return nil }
                branch = named
            }
            self.init(
                slug: String(slug), branch: branch, form: .page(language: MenuAddress.language(head)))
        } else if path.hasPrefix("/api/v1/public/menus/"), !head.rawTarget.contains("?") {
            let slug = path.dropFirst(21)
            guard MenuAddress.isSlug(slug) else { return nil }
            self.init(slug: String(slug), branch: nil, form: .json)
        } else {
            return nil
        }
    }

    /// The page's language: `?lang=`, then what the browser prefers of Turkish and English, then Turkish.
    public static func language(_ head: RequestHead) -> String {
        if head.rawTarget.contains("?"),
            let asked = head.query?.last(where: { $0.name == "lang" })?.value, asked == "tr" || asked == "en"
        {
            return asked
        }
        guard let header = head.headers["Accept-Language"] else { return "tr" }
        for part in header.split(separator: ",") {
            let tag = part.drop { $0 == " " }.prefix { $0 != ";" && $0 != "-" }.lowercased()
            if tag == "tr" || tag == "en" { return tag }
        }
        return header.isEmpty ? "tr" : "en"
    }

    private static func isSlug(_ text: Substring) -> Bool {
        (1...63).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d
            }
    }
}
