public import Base
public import Organizations
public import Store

/// What kitchen screens begin with.
public struct KitchenSnapshot: Sendable {
    /// Open tickets, oldest first, then those finished lately, the same way.
    public let tickets: [KitchenTicket]

    /// How long ago a ticket may have been finished to be told still, and how many of those at most.
    static let recentMinutes = 60, recentMax = 60
    /// Open tickets older than this were forgotten by a kitchen that doesn't bump; `ClearKitchen` ends them.
    static let openHours = 24

    /// Reads a branch's tickets, or one station's, in one round trip.
    public static func load(
        _ branch: ID<Branch>, of organization: ID<Organization>, station: ID<Station>? = nil, at now: Instant,
        in tx: borrowing Transaction
    ) throws -> KitchenSnapshot {
        let since = now.advanced(seconds: -Int64(recentMinutes) * 60)
        let opened = now.advanced(seconds: -Int64(openHours) * 3600)
        let open = TicketStore.statements(
            organization, .open(branch, station: station, since: opened), locked: false)
        let recent = TicketStore.statements(
            organization, .bumped(branch, station: station, since: since, atMost: recentMax), locked: false)
        let answers = try tx.all(open + recent)
        return KitchenSnapshot(
            tickets: try TicketStore.decode(Array(answers[0...1]), open)
                + TicketStore.decode(Array(answers[2...3]), recent))
    }

    /// The wire's form, with where the branch's stream stood.
    public func view(seq: Int64) -> KitchenView { KitchenView(tickets: tickets.map(\.view), seq: seq) }
}
