/// The cards that the simulator knows, by token.
public enum SimulatorCard: String, CaseIterable, Sendable {
    /// Pays.
    case ok = "sim_ok"
    /// Declined by the bank.
    case declined = "sim_declined"
    /// Declined for want of money.
    case insufficientFunds = "sim_insufficient_funds"
    /// The answer gets lost; the money was taken.
    case timeout = "sim_timeout"
    /// The answer gets lost; the bank had declined.
    case timeoutDeclined = "sim_timeout_declined"
    /// The terminal cannot be reached: nothing leaves.
    case notSent = "sim_not_sent"
    /// Pays after two seconds, over the network as it were: never decided inside a transaction.
    case slowOK = "sim_slow_ok"

    /// What really happens at the bank: nil when it takes the money, else its reason to refuse.
    var refusal: String? {
        switch self {
        case .ok, .timeout, .slowOK, .notSent: nil
        case .declined, .timeoutDeclined: "card_declined"
        case .insufficientFunds: "insufficient_funds"
        }
    }

    /// Whether the answer to the first question gets lost.
    var losesAnswer: Bool { self == .timeout || self == .timeoutDeclined }

    /// Brand and last four digits, as a provider tells them.
    var face: (brand: String, last4: String) {
        switch self {
        case .ok: ("visa", "4242")
        case .declined: ("visa", "0002")
        case .insufficientFunds: ("visa", "9995")
        case .timeout: ("mastercard", "4444")
        case .timeoutDeclined: ("mastercard", "0119")
        case .notSent: ("mastercard", "3222")
        case .slowOK: ("troy", "0008")
        }
    }
}
