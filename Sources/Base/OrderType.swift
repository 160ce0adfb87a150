/// How the guest takes the order: prices, tax and the kitchen's routing may differ by it.
public enum OrderType: String, CaseIterable, Sendable {
    /// Eaten at a table.
    case dineIn = "dine_in"
    /// Packed and taken away.
    case takeaway
    /// Brought to the guest's address.
    case delivery
    /// Sold over the counter without a table.
    case quick
}
