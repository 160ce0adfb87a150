/// How much of a product a line holds, in thousandths: 2 pieces are 2000, 350 g of a weighed product 350.
public struct Quantity: Hashable, Comparable, Sendable {
    /// Thousandths of a piece or of a kilogram.
    public let thousandths: Int64

    /// A quantity of that many thousandths.
    public init(thousandths: Int64) { self.thousandths = thousandths }

    /// One piece.
    public static let one = Quantity(thousandths: 1000)
    /// None.
    public static let zero = Quantity(thousandths: 0)

    /// That many whole pieces.
    public static func pieces(_ count: Int64) throws(MoneyFault) -> Quantity {
        Quantity(thousandths: try count.scaled(by: 1000, over: 1, rounding: .down))
    }

    /// Order by size.
    public static func < (left: Quantity, right: Quantity) -> Bool { left.thousandths < right.thousandths }

    /// What this quantity costs at a unit price in minor units.
    ///
    /// Restaurant money rule 1: `round_half_up((unit + Σ options) × quantity)`.
    public func times(_ unitPrice: Int64) throws(MoneyFault) -> Int64 {
        try unitPrice.scaled(by: thousandths, over: 1000, rounding: .halfUp)
    }

    /// Both quantities together.
    public func adding(_ other: Quantity) throws(MoneyFault) -> Quantity {
        Quantity(thousandths: try thousandths.plus(other.thousandths))
    }

    /// What is left when `other` is taken away; may be negative.
    public func subtracting(_ other: Quantity) throws(MoneyFault) -> Quantity {
        Quantity(thousandths: try thousandths.minus(other.thousandths))
    }

    /// Whether it is a whole number of pieces.
    public var isWhole: Bool { thousandths % 1000 == 0 }

    /// The quantity for people, with the shortest fraction: `2`, `0,35` (`decimal` is the separator).
    public func text(decimal: String = ",") -> String {
        let magnitude = thousandths.magnitude
        let sign = thousandths < 0 ? "-" : ""
        var fraction = pad(Int64(magnitude % 1000), 3)
        while fraction.hasSuffix("0") { fraction.removeLast() }
        return "\(sign)\(magnitude / 1000)" + (fraction.isEmpty ? "" : decimal + fraction)
    }
}

extension Quantity: CustomStringConvertible {
    /// Thousandths, for logs.
    public var description: String { "\(thousandths)/1000" }
}

extension Shape where Value == Quantity {
    /// A quantity in thousandths, above zero and up to 1,000 pieces.
    public static var quantity: Shape {
        Shape<Int64>.integer(1...1_000_000)
            .map(
                to: { Quantity(thousandths: $0) }, from: { $0.thousandths }, code: "out_of_range",
                message: "Not a quantity.")
    }
}
