import Base
import Web
import Checks
import Menu

extension Endpoints {
    static let floorAndChecks: [Endpoint] = [
        .get(
            "\(branchPrefix)/menu", "getMenu", "menu", "The menu as the branch sells it now.", .kitchen,
            answers: MenuView.shape
        ) { inBranch($0, .menu) }.also(304, "As the caller has it.", mediaType: Endpoint.noType),
        .write(
            "\(branchPrefix)/availability/{subject}", "setAvailability", "menu",
            "Says whether a product or option is to be had: on, off, or so many left.", .kitchen,
            by: .put, takes: AvailabilityChange.shape, answers: AvailabilityView.shape
        ) { values in values.uuid("subject").flatMap { inBranch(values, .setAvailability($0)) } },
        .get(
            "\(branchPrefix)/floor", "getFloor", "checks", "Floors and tables with their state.",
            answers: FloorView.shape
        ) {
            inBranch($0, .floor)
        },
        .get(
            "\(branchPrefix)/checks", "listChecks", "checks", "Checks of the branch, newest first.",
            answers: CheckSummary.page
        ) { inBranch($0, .checks(.list)) }
        .asking(
            .optional("state", .oneOf(["open", "closed"]), "Only these."),
            .optional("day", .day, "Only this business day."), .limit, .after),
        .write(
            "\(branchPrefix)/checks", "openCheck", "checks", "Opens a check.", takes: OpenCheckBody.shape,
            answers: CheckView.shape, status: 201
        ) { inBranch($0, .checks(.open)) },
        .get("\(branchPrefix)/checks/{check}", "getCheck", "checks", "One check.", answers: CheckView.shape) {
            inCheck($0, .show)
        },
        .get(
            "\(branchPrefix)/checks/{check}/receipt", "getReceipt", "checks",
            "The bill or the receipt: as data, as HTML, as PDF or as bytes for the printer.",
            answers: ReceiptView.shape
        ) { inCheck($0, .receipt) }
        .asking(
            .optional("format", .oneOf(["json", "html", "pdf", "escpos"]), "json when left out."),
            .optional("kind", .oneOf(["bill", "receipt"]), "What to print; receipt once it is paid.")
        )
        .also(200, "The page.", mediaType: "text/html").also(200, "The page.", mediaType: "application/pdf")
        .also(200, "Bytes for the printer.", mediaType: "application/octet-stream"),
        check(
            "lines", "addLines", "Adds lines; never conflicts with another device.", AddLinesBody.shape,
            .addLines),
        check("send", "sendLines", "Sends all new lines to the kitchen.", EmptyBody.shape, .send),
        check("bill", "billCheck", "Marks the check as billed.", EmptyBody.shape, .bill),
        check("unbill", "unbillCheck", "Takes the mark back.", UnbillCheckBody.shape, .unbill),
        check("move", "moveCheck", "Moves the check to another table.", MoveCheckBody.shape, .move),
        check("merge", "mergeCheck", "Merges the check into another one.", MergeCheckBody.shape, .merge),
        check("void", "voidCheck", "Voids a check that has nothing left to pay.", ReasonedBody.shape, .void),
        check("guests", "setGuests", "Sets the number of guests.", GuestsBody.shape, .guests),
        check("discounts", "giveDiscount", "Gives a discount.", DiscountBody.shape, .discount),
        .write(
            "\(branchPrefix)/checks/{check}/discounts/{discount}/remove", "removeDiscount", "checks",
            "Takes a discount back.", takes: VersionBody.shape, answers: CheckView.shape
        ) { values in values.id("discount").flatMap { inCheck(values, .removeDiscount($0)) } },
    ]

    static let lines: [Endpoint] = [
        line("change", "changeLine", "Changes a line that was not sent.", ChangeLine.Change.shape, .change),
        line("delete", "deleteLine", "Takes a line away that was not sent.", EmptyBody.shape, .delete),
        line("void", "voidLine", "Voids a line that was sent.", VoidLineBody.shape, .void),
        line("comp", "compLine", "Gives a line for free (ikram).", ReasonedBody.shape, .comp),
    ]

    static let payments: [Endpoint] = [
        check("payments", "payCheck", "Pays: all tenders are booked, or none.", PayBody.shape, .pay)
            .also(202, "A card's outcome is not known yet.", CheckView.shape),
        tender("inquire", "inquireTender", "Asks the connector again.", EmptyBody.shape, .inquire),
        tender(
            "resolve", "resolveTender", "Says by hand what became of it.", ResolveTenderBody.shape, .resolve),
        tender("refund", "refundTender", "Gives money back.", RefundTenderBody.shape, .refund),
    ]

    /// The route in the check that the path names.
    static func inCheck(_ values: PathValues, _ route: CheckRoute) -> Route? {
        values.id("check").flatMap { inBranch(values, .check($0, route)) }
    }

    private static func check<Body>(
        _ verb: String, _ id: String, _ summary: String, _ body: Shape<Body>, _ route: CheckRoute
    ) -> Endpoint {
        .write(
            "\(branchPrefix)/checks/{check}/\(verb)", id, "checks", summary, takes: body,
            answers: CheckView.shape
        ) { inCheck($0, route) }
    }

    private static func line<Body>(
        _ verb: String, _ id: String, _ summary: String, _ body: Shape<Body>, _ route: LineRoute
    ) -> Endpoint {
        .write(
            "\(branchPrefix)/checks/{check}/lines/{line}/\(verb)", id, "checks", summary, takes: body,
            answers: CheckView.shape
        ) { values in values.id("line").flatMap { inCheck(values, .line($0, route)) } }
    }

    private static func tender<Body>(
        _ verb: String, _ id: String, _ summary: String, _ body: Shape<Body>, _ route: TenderRoute
    ) -> Endpoint {
        .write(
            "\(branchPrefix)/checks/{check}/tenders/{tender}/\(verb)", id, "checks", summary, takes: body,
            answers: CheckView.shape
        ) { values in values.id("tender").flatMap { inCheck(values, .tender($0, route)) } }
    }
}
