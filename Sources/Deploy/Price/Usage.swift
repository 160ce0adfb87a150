/// How much a system is used in a month, as ranges: from the growth that the profile plans, or a plain
/// assumption that every line names.
public struct Usage: Sendable, Equatable {
    /// Thousands of requests.
    public var requests: ClosedRange<Int>
    /// GB that leave to the internet.
    public var transfer: ClosedRange<Int>
    /// GB of files.
    public var files: ClosedRange<Int>
    /// GB of logs that are taken in.
    public var logs: ClosedRange<Int>
    /// Where the figures come from.
    public var basis: String

    /// Requests of the interface that one sale takes: looking, choosing, reserving, paying, the ticket.
    static let requestsPerSale = 10
    /// GB that leave for a thousand sales a day in a month, as the growth tables of the guides have it.
    static let gigabytesPerThousandDaily = 10

    /// The use that a profile plans.
    public static func of(_ profile: Profile) -> Usage {
        guard let capacity = profile.capacity, let first = capacity.perDay.min(),
            let last = capacity.perDay.max()
        else { return assumed(small: profile.environment.small || profile.environment.tier == .economy) }
        let requests = (first * 30 * requestsPerSale / 1_000)...(last * 30 * requestsPerSale / 1_000)
        return Usage(
            requests: requests,
            transfer: transfer(capacity, first, last),
            files: 1...(capacity.databaseGB.max() ?? 10), logs: logs(for: requests),
            basis: "the profile's growth: \(first) to \(last) sales a day, \(requestsPerSale) requests each")
    }

    private static func transfer(_ capacity: CapacityPlan, _ first: Int, _ last: Int) -> ClosedRange<Int> {
        if let low = capacity.bandwidthGB.min(), let high = capacity.bandwidthGB.max() { return low...high }
        return max(
            1, first * gigabytesPerThousandDaily / 1_000)...max(1, last * gigabytesPerThousandDaily / 1_000)
    }

    private static func assumed(small: Bool) -> Usage {
        let requests = small ? 300...3_000 : 1_000...10_000
        return Usage(
            requests: requests, transfer: small ? 5...50 : 20...200, files: small ? 1...10 : 5...50,
            logs: logs(for: requests),
            basis:
                "no growth is planned: \(Cost.grouped(requests.lowerBound * 1_000)) to "
                + "\(Cost.grouped(requests.upperBound * 1_000)) requests a month, 20 kB each, are assumed")
    }

    /// A kilobyte a request, and at least a GB for the rest.
    private static func logs(for requests: ClosedRange<Int>) -> ClosedRange<Int> {
        (1 + requests.lowerBound / 1_000)...(1 + requests.upperBound / 1_000)
    }
}
