import Base
import Organizations
import Pages
import Web

extension API {
    func handle(_ route: PagesRoute, _ call: Call) async throws -> Reply {
        switch route {
        case .menu(let slug, let branch):
            let form = MenuAddress.Form.page(language: MenuAddress.language(call.request.head))
            let page = try await application.pages.answer(
                MenuAddress(slug: slug, branch: branch, form: form))
            return .response(page.conditional(for: call.request.head))
        case .publicMenu(let slug):
            let branch = try call.query("branch", Shape<ID<Branch>>.id())
            let menu = try await application.pages.answer(
                MenuAddress(slug: slug, branch: branch, form: .json))
            return .response(menu.conditional(for: call.request.head))
        }
    }
}
