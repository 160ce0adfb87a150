/// US dollars in millionths, as a range: prices of AWS have up to six places, and a sum must be exact.
public struct Cost: Sendable, Equatable {
    /// The least, in millionths of a dollar.
    public var low: Int
    /// The most, in millionths of a dollar.
    public var high: Int

    /// Nothing, to add to.
    public static let zero = Cost(low: 0, high: 0)

    /// A range, in millionths of a dollar.
    public init(low: Int, high: Int) {
        self.low = low
        self.high = high
    }

    /// So many whole dollars.
    public static func dollars(_ dollars: Int) -> Cost {
        Cost(low: dollars * 1_000_000, high: dollars * 1_000_000)
    }

    /// Both ends added.
    public static func + (one: Cost, other: Cost) -> Cost {
        Cost(low: one.low + other.low, high: one.high + other.high)
    }

    /// Both ends added to this one.
    public static func += (one: inout Cost, other: Cost) { one = one + other }

    /// The sum of all.
    public static func sum(_ costs: some Sequence<Cost>) -> Cost { costs.reduce(.zero, +) }

    /// Both ends so many times.
    public func times(_ count: Int) -> Cost { Cost(low: low * count, high: high * count) }

    /// A share in per cent of both ends, rounded half up to a millionth.
    public func percent(_ percent: Int) -> Cost {
        Cost(low: (low * percent + 50) / 100, high: (high * percent + 50) / 100)
    }

    /// `$1,234.56`, or `$1,234.56-2,345.67` for a range.
    public var text: String {
        let one = Self.text(low)
        let other = Self.text(high)
        return one == other ? "$\(one)" : "$\(one)-\(other)"
    }

    /// Whole dollars: `$1,235`, or `$1,235-2,346`.
    public var rounded: String {
        let one = Self.grouped((low + 500_000) / 1_000_000)
        let other = Self.grouped((high + 500_000) / 1_000_000)
        return one == other ? "$\(one)" : "$\(one)-\(other)"
    }

    /// An amount with cents; amounts below a cent keep their places.
    static func text(_ micros: Int) -> String {
        guard micros >= 10_000 || micros == 0 else {
            return "0." + padded(micros, to: 6)
        }
        let cents = (micros + 5_000) / 10_000
        return grouped(cents / 100) + "." + padded(cents % 100, to: 2)
    }

    /// A unit price with all of its places, at least two: `0.0832`, `1.00`.
    static func unitText(_ micros: Int) -> String {
        var places = padded(micros % 1_000_000, to: 6)
        while places.count > 2, places.hasSuffix("0") { places.removeLast() }
        return grouped(micros / 1_000_000) + "." + places
    }

    /// Millionths of a dollar that a decimal says, `0.0832`; nil when it is none or has more than six places.
    static func micros(_ text: some StringProtocol) -> Int? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, let whole = parts.first.map({ $0.isEmpty ? 0 : Int($0) }) ?? nil, whole >= 0
        else { return nil }
        let places = parts.count == 2 ? String(parts[1]) : ""
        let kept = places.prefix(6)
        guard places.dropFirst(6).allSatisfy({ $0 == "0" }), kept.allSatisfy(\.isNumber),
            let fraction = Int(kept + String(repeating: "0", count: 6 - kept.count))
        else { return nil }
        return whole * 1_000_000 + fraction
    }

    private static func padded(_ number: Int, to count: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }

    /// A whole number with its thousands set apart.
    static func grouped(_ number: Int) -> String {
        var rest = String(number)
        var groups: [String] = []
        while rest.count > 3 {
            groups.insert(String(rest.suffix(3)), at: 0)
            rest.removeLast(3)
        }
        return ([rest] + groups).joined(separator: ",")
    }
}
