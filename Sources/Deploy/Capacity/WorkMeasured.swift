/// What one sale costs, measured on the server (docs/benchmarks.md, whole restaurant orders) and rounded up.
enum WorkMeasured {
    /// Requests that one sale takes in all: looking, choosing, paying, the ticket.
    static let requestsPerSale = Usage.requestsPerSale
    /// Millionths of a second of a processor that the server works for one request: 5 ms for an order of
    /// four commands, doubled for a crowded machine, over four.
    static let serverMicrosPerRequest = 2_500
    /// Millionths of a second of a processor that the database works for one sale.
    static let databaseMicrosPerSale = 7_000
    /// Per cent of the database's processors that may be busy in the peak.
    static let databaseBusyMost = 60
    /// Seconds until a new copy takes requests, with the balancer's health checks and the image's download.
    static let secondsToStart = 60
    /// Bytes of memory that RDS counts for one connection.
    static let bytesPerConnection = 9_531_392

    /// Requests a second that a copy with so many thousandths of a processor can answer at most.
    static func requests(of cpu: Int) -> Int { max(1, cpu * 1_000 / serverMicrosPerRequest) }

    /// Connections that RDS for PostgreSQL allows a class by itself.
    static func connections(of size: InstanceSize) -> Int {
        min(5_000, size.memory * 1_048_576 / bytesPerConnection)
    }

    /// Per cent of a processor that a burstable class may use for ever.
    static func baseline(of size: InstanceSize) -> Int {
        guard size.family.first == "t" else { return 100 }
        return ["micro": 10, "small": 20, "medium": 20, "large": 30, "xlarge": 40][size.size] ?? 40
    }

    /// Sales a second that a database of a class carries in the peak.
    static func sales(of size: InstanceSize) -> Int {
        let busy = size.processors * min(databaseBusyMost, baseline(of: size)) * 10_000
        return max(1, busy / databaseMicrosPerSale)
    }
}
