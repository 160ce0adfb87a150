import Base
import Organizations

/// A branch's clock and money as one transaction sees them.
struct BranchDay: Sendable {
    let zone: LocalZone
    /// Minutes after midnight at which a business day begins.
    let dayStart: Int
    let currency: Currency
    /// What paper says at the top: the organization's and the branch's name, its address, its tax office.
    let header: [String]
    /// The tax number that receipts name; nil when nobody gave one.
    let taxNumber: String?
    /// What its tills take cards with.
    let cardRoute: CardRoute
    /// The transactions that wrote the branch's and the organization's rows: the same as long as nothing of
    /// this has changed, nor the kitchen's stations and routing.
    let stamp: String

    /// The business day by the clock. A check keeps it until it is closed; then the day still open counts.
    func natural(at now: Instant) -> Day { zone.businessDay(of: now, dayStart: dayStart) }
}
