import Base
import Web
import Kitchen
import Menu

extension Endpoints {
    static let kitchen: [Endpoint] = [
        .get(
            "\(branchPrefix)/stations", "listStations", "kitchen", "The kitchen's stations.", .kitchen,
            answers: StationsView.shape
        ) {
            inBranch($0, .kitchen(.stations))
        },
        .get(
            "\(branchPrefix)/kitchen", "getKitchen", "kitchen",
            "Open and lately finished tickets, oldest first.", .kitchen,
            answers: KitchenView.shape
        ) { inBranch($0, .kitchen(.show)) }
        .asking(.optional("station", .uuid, "One station's only.")),
        item("start", "startItem", "Work on it begins.", .start),
        item("bump", "bumpItem", "It is ready.", .bump),
        item("recall", "recallItem", "It was not ready after all.", .recall),
        item("serve", "serveItem", "It was brought to the guest.", .serve),
        item("confirm-void", "confirmVoid", "The cook has seen that it was voided.", .confirmVoid),
        ticket("bump", "bumpTicket", "All of it is ready.", .bump),
        ticket("recall", "recallTicket", "Brings the ticket back to its old place.", .recall),
        ticket("serve", "serveTicket", "All of it was brought to the guests.", .serve),
    ]

    static let stations: [Endpoint] = [
        .write(
            "\(branchPrefix)/stations", "addStation", "kitchen",
            "Sets up a station after the others; the first cooks everything, until the routing says otherwise.",
            takes: StationDraft.shape, answers: StationView.shape, status: 201
        ) { inBranch($0, .stations(.add)) },
        .write(
            "\(branchPrefix)/stations/order", "orderStations", "kitchen",
            "Puts the stations into another order.",
            by: .put, takes: OrderBody<Station>.shape, answers: StationsView.shape
        ) { inBranch($0, .stations(.order)) },
        .write(
            "\(branchPrefix)/stations/{station}", "changeStation", "kitchen",
            "Renames a station, moves its thresholds, or pauses it.",
            by: .patch, takes: StationChange.shape, answers: StationView.shape
        ) { values in values.id("station").flatMap { inBranch(values, .stations(.change($0))) } },
        .write(
            "\(branchPrefix)/stations/{station}/archive", "archiveStation", "kitchen",
            "Takes a station without open tickets out of use.",
            takes: StationArchive.shape, answers: StationView.shape
        ) { values in values.id("station").flatMap { inBranch(values, .stations(.archive($0))) } },
        .write(
            "\(branchPrefix)/stations/{station}/restore", "restoreStation", "kitchen",
            "Takes a station into use again, after the others.",
            takes: ArchiveRequest.shape, answers: StationView.shape
        ) { values in values.id("station").flatMap { inBranch(values, .stations(.restore($0))) } },
        .write(
            "\(branchPrefix)/stations/{station}/printer", "giveStationPrinter", "kitchen",
            "Says which printer a station's slips come out of; null: none.",
            by: .put, takes: StationPrinterBody.shape, answers: StationPrinterBody.shape
        ) { values in values.id("station").flatMap { inBranch(values, .stations(.givePrinter($0))) } },
        .get(
            "\(branchPrefix)/routing", "getRouting", "kitchen", "Which station cooks what.",
            answers: RoutingView.shape
        ) { inBranch($0, .stations(.routing)) },
        .write(
            "\(branchPrefix)/routing", "setRouting", "kitchen",
            "Says anew which station cooks what; open tickets stay where they are.",
            by: .put, takes: RoutingView.shape, answers: RoutingView.shape
        ) { inBranch($0, .stations(.setRouting)) },
    ]

    private static func item(_ verb: String, _ id: String, _ summary: String, _ route: ItemRoute) -> Endpoint
    {
        .write(
            "\(branchPrefix)/kitchen/items/{item}/\(verb)", id, "kitchen", summary, .kitchen,
            takes: EmptyBody.shape,
            answers: TicketView.shape
        ) { values in values.id("item").flatMap { inBranch(values, .kitchen(.item($0, route))) } }
    }

    private static func ticket(_ verb: String, _ id: String, _ summary: String, _ route: TicketRoute)
        -> Endpoint
    {
        .write(
            "\(branchPrefix)/kitchen/tickets/{ticket}/\(verb)", id, "kitchen", summary, .kitchen,
            takes: EmptyBody.shape,
            answers: TicketView.shape
        ) { values in values.id("ticket").flatMap { inBranch(values, .kitchen(.ticket($0, route))) } }
    }
}
