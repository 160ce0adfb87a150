/// Requests in each second of some hours.
public struct Trace: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// Requests, second by second.
    public var load: [Int]

    /// A trace.
    public init(name: String, load: [Int]) {
        self.name = name
        self.load = load
    }

    /// The second at which the spike begins.
    public static let spikeAt = 1_800

    /// An hour at the same load.
    public static func flat(_ base: Int) -> Trace {
        Trace(name: "flat", load: Array(repeating: base, count: 3_600))
    }

    /// An hour from the base to the peak, steadily.
    public static func ramp(_ base: Int, to peak: Int) -> Trace {
        Trace(name: "ramp", load: (0..<3_600).map { base + (peak - base) * $0 / 3_599 })
    }

    /// Ten times the base for ten minutes, from one minute to the next.
    public static func spike(_ base: Int, factor: Int = 10) -> Trace {
        Trace(
            name: "spike",
            load: (0..<5_400).map { second in
                let up = second - spikeAt
                guard up >= 0, up < 660 else { return base }
                return up < 60 ? base + base * (factor - 1) * up / 60 : base * factor
            })
    }

    /// A day in six hours: nothing at night, the peak at noon and in the evening.
    public static func diurnal(_ base: Int, to peak: Int) -> Trace {
        let shape = [
            10, 5, 5, 5, 10, 20, 35, 50, 60, 70, 85, 100, 95, 80, 65, 60, 65, 80, 100, 95, 80, 60, 40, 20,
        ]
        return Trace(
            name: "diurnal",
            load: (0..<21_600).map { second in
                let hour = second / 900
                let share = shape[hour] * 900 + (shape[(hour + 1) % 24] - shape[hour]) * (second % 900)
                return max(base / 10, peak * share / 90_000)
            })
    }

    /// Two minutes at the base, two at twice the base, for two hours.
    public static func flapping(_ base: Int) -> Trace {
        Trace(name: "flapping", load: (0..<7_200).map { ($0 / 120).isMultiple(of: 2) ? base : base * 2 })
    }

    /// The five that every policy is run over.
    public static func all(base: Int, peak: Int) -> [Trace] {
        [flat(base), ramp(base, to: peak), spike(base), diurnal(base, to: peak), flapping(base)]
    }
}
