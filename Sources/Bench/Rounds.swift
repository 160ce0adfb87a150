/// The figures of one side of a comparison, a round each.
struct Rounds {
    private(set) var figures: [Double] = []

    mutating func add(_ figure: Double) { figures.append(figure) }

    /// The middle one; with an even number the lower of the two.
    var median: Double {
        let sorted = figures.sorted()
        return sorted.isEmpty ? 0 : sorted[(sorted.count - 1) / 2]
    }
}

/// Durations in microseconds.
struct Latencies {
    private let sorted: [Int64]

    init(_ microseconds: [Int64]) { sorted = microseconds.sorted() }

    /// The duration that so many percent stay under, in milliseconds.
    func percentile(_ percent: Int) -> Double {
        guard !sorted.isEmpty else { return 0 }
        return Double(sorted[min(sorted.count - 1, sorted.count * percent / 100)]) / 1000
    }

    /// p50, p95 and p99 in words.
    var text: String {
        [50, 95, 99].map { "p\($0) \(Decimals.text(percentile($0), 1)) ms" }.joined(separator: ", ")
    }
}

/// Numbers as the tables write them.
enum Decimals {
    /// With so many digits after the point.
    static func text(_ value: Double, _ digits: Int) -> String {
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let scaled = (value * scale).rounded()
        guard digits > 0 else { return "\(Int64(scaled))" }
        let whole = Int64(scaled / scale)
        let rest = String(Int64(scaled) - whole * Int64(scale))
        return "\(whole)." + String(repeating: "0", count: max(0, digits - rest.count)) + rest
    }
}
