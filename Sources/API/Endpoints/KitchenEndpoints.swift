import Base
import Web
import Kitchen

extension Endpoints {
    static let kitchen: [Endpoint] = [
        .get(
            "\(branchPrefix)/stations", "listStations", "kitchen", "The kitchen's stations.", .device,
            answers: StationsView.shape
        ) {
            inBranch($0, .kitchen(.stations))
        },
        .get(
            "\(branchPrefix)/kitchen", "getKitchen", "kitchen",
            "Open and lately finished tickets, oldest first.", .device,
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

    private static func item(_ verb: String, _ id: String, _ summary: String, _ route: ItemRoute) -> Endpoint
    {
        .write(
            "\(branchPrefix)/kitchen/items/{item}/\(verb)", id, "kitchen", summary, .device,
            takes: EmptyBody.shape,
            answers: TicketView.shape
        ) { values in values.id("item").flatMap { inBranch(values, .kitchen(.item($0, route))) } }
    }

    private static func ticket(_ verb: String, _ id: String, _ summary: String, _ route: TicketRoute)
        -> Endpoint
    {
        .write(
            "\(branchPrefix)/kitchen/tickets/{ticket}/\(verb)", id, "kitchen", summary, .device,
            takes: EmptyBody.shape,
            answers: TicketView.shape
        ) { values in values.id("ticket").flatMap { inBranch(values, .kitchen(.ticket($0, route))) } }
    }
}
