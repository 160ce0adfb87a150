import Base
import Organizations
import Pages
import Web

extension API {
    func handle(_ route: PagesRoute, _ call: Call) async throws -> Reply {
        switch route {
        case .menu(let slug, let branch):
            let language = MenuAddress.language(call.request.head)
            do {
                let address = MenuAddress(slug: slug, branch: branch, form: .page(language: language))
                return .response(try await application.pages.answer(address, to: call.request.head))
            } catch let problem as Problem where problem.status == 404 {
                return .response(MenuPages.missing(language: language))
            }
        case .publicMenu(let slug):
            let branch = try call.query("branch", Shape<ID<Branch>>.id())
            let address = MenuAddress(slug: slug, branch: branch, form: .json)
            return .response(try await application.pages.answer(address, to: call.request.head))
        }
    }
}
