import Base
import Web
import Checks
import Drawers
import Menu

extension Endpoints {
    static let drawers: [Endpoint] = [
        .get(
            "\(branchPrefix)/drawers", "listDrawers", "drawers", "The branch's cash drawers.",
            answers: DrawerView.page
        ) {
            inBranch($0, .drawers(.list))
        }.asking(.optional("archived", .oneOf(["true", "false"]), "With those that are out of use.")),
        .write(
            "\(branchPrefix)/drawers", "addDrawer", "drawers", "Adds a cash drawer to the branch.",
            takes: AddDrawerBody.shape, answers: DrawerView.shape, status: 201
        ) { inBranch($0, .drawers(.add)) },
        .write(
            "\(branchPrefix)/drawers/{drawer}", "renameDrawer", "drawers", "Gives a drawer another name.",
            by: .patch, takes: RenameDrawerBody.shape, answers: DrawerView.shape
        ) { values in values.id("drawer").flatMap { inBranch(values, .drawers(.rename($0))) } },
        .write(
            "\(branchPrefix)/drawers/{drawer}/archive", "archiveDrawer", "drawers",
            "Takes a closed drawer out of use.", takes: ArchiveRequest.shape, answers: DrawerView.shape
        ) { values in values.id("drawer").flatMap { inBranch(values, .drawers(.archive($0))) } },
        .write(
            "\(branchPrefix)/drawers/{drawer}/restore", "restoreDrawer", "drawers",
            "Takes a drawer into use again.", takes: ArchiveRequest.shape, answers: DrawerView.shape
        ) { values in values.id("drawer").flatMap { inBranch(values, .drawers(.restore($0))) } },
        .write(
            "\(branchPrefix)/drawers/{drawer}/sessions", "openDrawer", "drawers",
            "Opens a drawer with its float.",
            takes: OpenDrawerBody.shape, answers: DrawerSessionView.shape, status: 201
        ) { values in values.id("drawer").flatMap { inBranch(values, .drawers(.open($0))) } },
        .get(
            "\(branchPrefix)/drawer-sessions", "listDrawerSessions", "drawers",
            "The sessions of the branch's drawers, newest first.", answers: DrawerSessionView.page
        ) { inBranch($0, .drawers(.sessions)) }.asking(.limit, .after),
        .get(
            "\(branchPrefix)/drawer-sessions/{session}", "getDrawerSession", "drawers",
            "One session of a drawer.",
            answers: DrawerSessionView.shape
        ) { inSession($0, .show) },
        session(
            "movements", "moveDrawerCash", "Puts cash in or takes it out.", DrawerMovementBody.shape, .move),
        session(
            "count", "countDrawer", "Counts the drawer without being told what should be in it.",
            CountDrawerBody.shape, .count),
        session(
            "recount", "recountDrawer", "Opens the counted drawer again, once.", ApprovedBody.shape, .recount),
        session(
            "close", "closeDrawer", "Closes the counted drawer and books the difference.", ApprovedBody.shape,
            .close),
        .get(
            "\(branchPrefix)/x-report", "getXReport", "drawers",
            "The running day's figures; blind for who counts.",
            answers: DayReportView.shape
        ) {
            inBranch($0, .drawers(.xReport))
        },
        .write(
            "\(branchPrefix)/z-reports", "closeDay", "drawers",
            "Closes the business day with its numbered Z report.",
            takes: CloseDayBody.shape, answers: DayReportView.shape, status: 201
        ) { inBranch($0, .drawers(.closeDay)) },
        .get(
            "\(branchPrefix)/z-reports", "listZReports", "drawers", "The branch's Z reports, newest first.",
            answers: DayReportView.page
        ) {
            inBranch($0, .drawers(.zReports))
        }.asking(.limit, .after),
        .get(
            "\(branchPrefix)/z-reports/{no:int}", "getZReport", "drawers", "One Z report.",
            answers: DayReportView.shape
        ) {
            values in values.number("no").flatMap { inBranch(values, .drawers(.zReport($0))) }
        }.asking(.optional("format", .oneOf(["json", "html", "pdf", "escpos"]), "json when left out."))
            .also(200, "The page.", mediaType: "text/html").also(
                200, "The page.", mediaType: "application/pdf"
            )
            .also(200, "Bytes for the printer.", mediaType: "application/octet-stream"),
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
