import Base
import Web
import Checks
import Drawers

extension Endpoints {
    static let drawers: [Endpoint] = [
        .get("\(branchPrefix)/drawers", "listDrawers", "drawers", "The branch's cash drawers.", answers: DrawerView.page) {
            inBranch($0, .drawers(.list))
        },
        .write(
            "\(branchPrefix)/drawers/{drawer}/sessions", "openDrawer", "drawers", "Opens a drawer with its float.",
            takes: OpenDrawerBody.shape, answers: DrawerSessionView.shape, status: 201
        ) { values in values.id("drawer").flatMap { inBranch(values, .drawers(.open($0))) } },
        .get(
            "\(branchPrefix)/drawer-sessions/{session}", "getDrawerSession", "drawers", "One session of a drawer.",
            answers: DrawerSessionView.shape
        ) { inSession($0, .show) },
        session("movements", "moveDrawerCash", "Puts cash in or takes it out.", DrawerMovementBody.shape, .move),
        session("count", "countDrawer", "Counts the drawer without being told what should be in it.", CountDrawerBody.shape, .count),
        session("recount", "recountDrawer", "Opens the counted drawer again, once.", EmptyBody.shape, .recount),
        session("close", "closeDrawer", "Closes the counted drawer and books the difference.", EmptyBody.shape, .close),
//REPORTS
    ]

    private static func inSession(_ values: PathValues, _ route: DrawerSessionRoute) -> Route? {
        values.id("session").flatMap { inBranch(values, .drawers(.session($0, route))) }
    }

    private static func session<Body>(
        _ verb: String, _ id: String, _ summary: String, _ body: Shape<Body>, _ route: DrawerSessionRoute
    ) -> Endpoint {
        .write(
            "\(branchPrefix)/drawer-sessions/{session}/\(verb)", id, "drawers", summary, takes: body,
            answers: DrawerSessionView.shape
        ) { inSession($0, route) }
    }
}
