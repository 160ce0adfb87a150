import Base
import Organizations
import Pages
import Web

extension Endpoints {
    static let pages: [Endpoint] = [
        page("/menu/{slug:text}", "menuPage", "An organization's menu for guests, as a page.") { values in
            values.text("slug").map { .pages(.menu(slug: $0, branch: nil)) }
        },
        page("/menu/{slug:text}/{branch}", "branchMenuPage", "A branch's menu for guests, as a page.") {
            values in
            guard let slug = values.text("slug"), let branch = values.id("branch", Branch.self) else {
                return nil
            }
            return .pages(.menu(slug: slug, branch: branch))
        },
        .get(
            "\(prefix)/public/menus/{slug:text}", "publicMenu", "pages", "An organization's menu for guests.",
            .anyone, answers: PublicMenuView.shape
        ) { values in values.text("slug").map { .pages(.publicMenu(slug: $0)) } }
        .asking(.optional("branch", Shape<ID<Branch>>.id(), "The branch; the first one when left out.")),
    ]

    private static func page(
        _ template: String, _ id: String, _ summary: String,
        _ route: @escaping @Sendable (PathValues) -> Route?
    ) -> Endpoint {
        Endpoint(
            method: .get, template: template, id: id, tag: "pages", summary: summary, access: .anyone,
            queries: [.optional("lang", .oneOf(["tr", "en"]), "The page's language.")],
            answers: [
                Endpoint.Answer(status: 200, summary: "The page.", schema: nil, mediaType: "text/html")
            ], route: route
        ).also(404, "A page that says that there is no such menu.", mediaType: "text/html")
    }
}
