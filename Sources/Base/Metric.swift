import Synchronization

/// A number that only grows: requests, sales.
public final class Counter: Sendable {
    private let total = Atomic<Int64>(0)

    /// Adds to it; below zero is ignored.
    public func add(_ amount: Int64 = 1) {
        if amount > 0 { total.wrappingAdd(amount, ordering: .relaxed) }
    }

    /// What it stands at.
    public var value: Int64 { total.load(ordering: .relaxed) }
}

/// A number that goes up and down: open sockets, busy connections.
public final class Gauge: Sendable {
    private let current = Atomic<Int64>(0)

    /// Sets it.
    public func set(_ value: Int64) { current.store(value, ordering: .relaxed) }

    /// Moves it.
    public func add(_ amount: Int64) { current.wrappingAdd(amount, ordering: .relaxed) }

    /// What it stands at.
    public var value: Int64 { current.load(ordering: .relaxed) }
}

/// How long things take, counted in buckets from 0.1 ms to 30 s.
public final class Histogram: Sendable {
    /// Upper bounds of the buckets in microseconds; one without bound comes after them.
    static let bounds: [Int64] = [
        100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000,
        2_500_000,
        10_000_000, 30_000_000,
    ]

    private let buckets = bounds.map { _ in Counter() } + [Counter()]
    private let sum = Counter()

    /// Counts one that took so many microseconds.
    public func observe(microseconds: Int64) {
        buckets[Histogram.bounds.firstIndex { microseconds <= $0 } ?? Histogram.bounds.count].add()
        sum.add(microseconds)
    }

    /// Counts one that began then and ended now.
    public func observe(from start: Instant, to end: Instant) {
        observe(microseconds: max(0, end.microseconds - start.microseconds))
    }

    /// How many were counted.
    public var count: Int64 { buckets.reduce(0) { $0 + $1.value } }

    /// What they took together, in microseconds.
    public var sumMicroseconds: Int64 { sum.value }

    /// For each bound, how many took at most that long; last, all.
    var cumulative: [Int64] {
        var running: Int64 = 0
        return buckets.map { bucket in
            running += bucket.value
            return running
        }
    }
}

/// One metric for every set of label values that occurs, at most `Limits.metricLabelSetsMax` of them.
public final class Labelled<Metric: AnyObject & Sendable>: Sendable {
    /// The labels' names.
    public let labels: [String]
    private let make: @Sendable () -> Metric
    private let most: Int
    private let members = Mutex<[[String]: Metric]>([:])

    init(_ labels: [String], most: Int, make: @escaping @Sendable () -> Metric) {
        self.labels = labels
        self.most = most
        self.make = make
    }

    /// The metric of these label values, in the order of the names. Keep it where it is used often.
    ///
    /// Values beyond the bound are counted together under `other`: a hostile client cannot fill the memory.
    public subscript(_ values: String...) -> Metric {
        precondition(values.count == labels.count, "a metric was given another number of labels than it has")
        return members.withLock { members in
            if let metric = members[values] { return metric }
            let key = members.count < most ? values : labels.map { _ in "other" }
            if let metric = members[key] { return metric }
            let metric = make()
            members[key] = metric
            return metric
        }
    }

    /// All metrics with their label values, in order.
    var all: [(values: [String], metric: Metric)] {
        members.withLock { $0.map { ($0.key, $0.value) } }
            .sorted { $0.values.lexicographicallyPrecedes($1.values) }
    }
}
