/// An amount in the minor unit of one currency (kuruş for TRY), never a fraction of it.
///
/// Arithmetic is checked: a sum that would not fit in 64 bits, or that mixes currencies, is a `MoneyFault`.
public struct Money: Hashable, Sendable {
    /// The amount in minor units; negative for money that goes back.
    public let minor: Int64
    /// The currency that `minor` counts in.
    public let currency: Currency

    /// An amount of `minor` units of `currency`.
    public init(minor: Int64, _ currency: Currency) {
        self.minor = minor
        self.currency = currency
    }

    /// Nothing, in this currency.
    public static func zero(_ currency: Currency) -> Money { Money(minor: 0, currency) }

    /// Whether the amount is exactly nothing.
    public var isZero: Bool { minor == 0 }

    /// The sum of two amounts of one currency.
    public func adding(_ other: Money) throws(MoneyFault) -> Money {
        try checkSame(other)
        return Money(minor: try minor.plus(other.minor), currency)
    }

    /// What is left when `other` is taken away; may be negative.
    public func subtracting(_ other: Money) throws(MoneyFault) -> Money {
        try checkSame(other)
        return Money(minor: try minor.minus(other.minor), currency)
    }

    /// The amount with its sign turned.
    public func negated() throws(MoneyFault) -> Money {
        Money(minor: try Int64(0).minus(minor), currency)
    }

    private func checkSame(_ other: Money) throws(MoneyFault) {
        guard currency == other.currency else {
            throw .currencyMismatch(currency, other.currency)
        }
    }
}

extension Money: CustomStringConvertible {
    /// For logs: `149600 TRY`, minor units, never a formatted price.
    public var description: String { "\(minor) \(currency.code)" }
}

/// Why an amount could not be computed.
public enum MoneyFault: Error, Hashable, Sendable {
    /// The result does not fit in 64 bits.
    case overflow
    /// Two currencies met in one sum.
    case currencyMismatch(Currency, Currency)
    /// A ratio's lower number was zero or below.
    case divisionByZero
    /// A split into less than one part, or by weights that are all zero.
    case noParts
    /// More was to be taken than there is.
    case exceeds(most: Int64)
}

extension Int64 {
    /// Checked sum in minor units.
    public func plus(_ other: Int64) throws(MoneyFault) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        guard !overflow else { throw .overflow }
        return sum
    }

    /// Checked difference in minor units.
    public func minus(_ other: Int64) throws(MoneyFault) -> Int64 {
        let (difference, overflow) = subtractingReportingOverflow(other)
        guard !overflow else { throw .overflow }
        return difference
    }

    /// `self × numerator / denominator`, rounded as asked, exact in 128 bits in between.
    ///
    /// The only place in Hesap where money is multiplied or divided.
    public func scaled(
        by numerator: Int64, over denominator: Int64, rounding: Rounding
    ) throws(MoneyFault) -> Int64 {
        guard denominator > 0 else { throw .divisionByZero }
        let product = Int128(self) * Int128(numerator)
        let rounded = rounding.divide(product, by: Int128(denominator))
        guard let result = Int64(exactly: rounded) else { throw .overflow }
        return result
    }
}
