import Synchronization

/// All metrics of a process, by name, and their Prometheus text.
///
/// The ones that every part shares are members; a part with metrics of its own registers them at its start.
public final class Metrics: Sendable {
    private struct Entry: Sendable {
        let name: String
        let help: String
        let kind: String
        let lines: @Sendable () -> [String]
    }

    private let entries = Mutex<[Entry]>([])

    /// Answered requests, by method, route template and status.
    public let requests: Labelled<Counter>
    /// From the request's head to its answer, by route template.
    public let requestTime: Labelled<Histogram>
    /// Statements, by pool.
    public let queryTime: Labelled<Histogram>
    /// Connections, by pool and state (`busy`, `idle`).
    public let poolConnections: Labelled<Gauge>
    /// Waiting for a connection, by pool.
    public let poolWait: Labelled<Histogram>
    /// Runs of a transaction that a conflict made necessary, by pool.
    public let transactionRetries: Labelled<Counter>
    /// Age of the oldest row that waits, in milliseconds, by outbox (`audit`, `webhooks`, `stream`).
    public let outboxLag: Labelled<Gauge>
    /// What waits to be worked off, by the role that does it: what copies follow when they scale by backlog.
    public let backlog: Labelled<Gauge>
    /// Open sockets, by screen.
    public let sockets: Labelled<Gauge>
    /// Frames sent, by screen.
    public let frames: Labelled<Counter>
    /// From commit to the socket, by screen.
    public let frameTime: Labelled<Histogram>
    /// Rounds sent to the kitchen, by order type.
    public let orders: Labelled<Counter>
    /// Closed sales in minor units, by currency.
    public let sales: Labelled<Counter>
    /// Ends of payment attempts, by connector and outcome.
    public let payments: Labelled<Counter>
    /// Print jobs, by outcome.
    public let printJobs: Labelled<Counter>
    /// Runs of background jobs, by job and outcome (`done`, `failed`).
    public let jobs: Labelled<Counter>
    /// Faults: requests answered with a status of 500 and above, and failed jobs.
    public let faults: Counter

    /// A registry with the common metrics, all at zero.
    public init() {
        let made = Catalogue()
        requests = made.counter("hesap_requests_total", "Answered requests.", ["method", "route", "status"])
        requestTime = made.histogram("hesap_request_seconds", "Time to answer a request.", ["route"])
        queryTime = made.histogram("hesap_query_seconds", "Time of a statement or pipeline.", ["pool"])
        poolConnections = made.gauge("hesap_pool_connections", "Database connections.", ["pool", "state"])
        poolWait = made.histogram("hesap_pool_wait_seconds", "Waiting for a database connection.", ["pool"])
        transactionRetries = made.counter(
            "hesap_transaction_retries_total", "Transactions run again.", ["pool"])
        outboxLag = made.gauge(
            "hesap_outbox_lag_milliseconds", "Age of the oldest row that waits.", ["outbox"])
        backlog = made.gauge("hesap_backlog", "What waits to be worked off, by role.", ["role"])
        sockets = made.gauge("hesap_sockets", "Open sockets.", ["screen"])
        frames = made.counter("hesap_frames_total", "Frames sent to sockets.", ["screen"])
        frameTime = made.histogram("hesap_frame_seconds", "Time from commit to the socket.", ["screen"])
        orders = made.counter("hesap_orders_total", "Rounds sent to the kitchen.", ["order_type"])
        sales = made.counter("hesap_sales_minor_units_total", "Closed sales in minor units.", ["currency"])
        payments = made.counter(
            "hesap_payments_total", "Ends of payment attempts.", ["connector", "outcome"])
        printJobs = made.counter("hesap_print_jobs_total", "Ends of print jobs.", ["outcome"])
        jobs = made.counter("hesap_jobs_total", "Runs of background jobs.", ["job", "outcome"])
        let faults = Counter()
        self.faults = faults
        made.add("hesap_faults_total", "Requests and jobs that failed through the server.", "counter") {
            ["hesap_faults_total \(faults.value)"]
        }
        entries.withLock { $0 = made.entries }
    }

    /// A counter of one part of the server; register each name once, at the start.
    public func counter(_ name: String, _ help: String, _ labels: [String]) -> Labelled<Counter> {
        registered { $0.counter(name, help, labels) }
    }

    /// A gauge of one part of the server.
    public func gauge(_ name: String, _ help: String, _ labels: [String]) -> Labelled<Gauge> {
        registered { $0.gauge(name, help, labels) }
    }

    /// A histogram of one part of the server.
    public func histogram(_ name: String, _ help: String, _ labels: [String]) -> Labelled<Histogram> {
        registered { $0.histogram(name, help, labels) }
    }

    /// A gauge without labels that is asked when somebody reads it: memory, uptime.
    public func asked(_ name: String, _ help: String, _ value: @escaping @Sendable () -> Int64) {
        registered { $0.add(name, help, "gauge") { ["\(name) \(value())"] } }
    }

    /// Everything in Prometheus' text format 0.0.4 (content type `Metrics.contentType`).
    public var exposition: String {
        var text = ""
        for entry in entries.withLock({ $0 }) {
            text += "# HELP \(entry.name) \(entry.help)\n# TYPE \(entry.name) \(entry.kind)\n"
            for line in entry.lines() { text += line + "\n" }
        }
        return text
    }

    /// The content type of `exposition`.
    public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    private func registered<Result>(_ register: (Catalogue) -> Result) -> Result {
        let made = Catalogue()
        let result = register(made)
        entries.withLock { entries in
            for entry in made.entries {
                precondition(
                    !entries.contains { $0.name == entry.name }, "a metric's name was registered twice")
                entries.append(entry)
            }
        }
        return result
    }

    /// Collects entries while they are made.
    private final class Catalogue {
        var entries: [Entry] = []

        func add(_ name: String, _ help: String, _ kind: String, _ lines: @escaping @Sendable () -> [String])
        {
            entries.append(Entry(name: name, help: help, kind: kind, lines: lines))
        }

        func counter(_ name: String, _ help: String, _ labels: [String]) -> Labelled<Counter> {
            let family = Labelled<Counter>(labels, most: Limits.metricLabelSetsMax) { Counter() }
            add(name, help, "counter") {
                family.all.map { "\(name)\(MetricText.labels(labels, $0.values)) \($0.metric.value)" }
            }
            return family
        }

        func gauge(_ name: String, _ help: String, _ labels: [String]) -> Labelled<Gauge> {
            let family = Labelled<Gauge>(labels, most: Limits.metricLabelSetsMax) { Gauge() }
            add(name, help, "gauge") {
                family.all.map { "\(name)\(MetricText.labels(labels, $0.values)) \($0.metric.value)" }
            }
            return family
        }

        func histogram(_ name: String, _ help: String, _ labels: [String]) -> Labelled<Histogram> {
            let family = Labelled<Histogram>(labels, most: Limits.metricLabelSetsMax) { Histogram() }
            add(name, help, "histogram") {
                family.all.flatMap { MetricText.histogram(name, labels, $0.values, $0.metric) }
            }
            return family
        }
    }
}

/// Pieces of Prometheus' text format 0.0.4.
enum MetricText {
    static func labels(_ names: [String], _ values: [String]) -> String {
        guard !names.isEmpty else { return "" }
        return "{" + zip(names, values).map { "\($0)=\"\(escaped($1))\"" }.joined(separator: ",") + "}"
    }

    static func histogram(_ name: String, _ labels: [String], _ values: [String], _ metric: Histogram)
        -> [String]
    {
        let cumulative = metric.cumulative
        let bounds = Histogram.bounds.map(seconds) + ["+Inf"]
        var lines: [String] = []
        for (bound, count) in zip(bounds, cumulative) {
            lines.append("\(name)_bucket\(self.labels(labels + ["le"], values + [bound])) \(count)")
        }
        let own = self.labels(labels, values)
        lines.append("\(name)_sum\(own) \(seconds(metric.sumMicroseconds))")
        lines.append("\(name)_count\(own) \(cumulative.last ?? 0)")
        return lines
    }

    /// Seconds with six decimals at most, without floating point.
    static func seconds(_ microseconds: Int64) -> String {
        var fraction = pad(microseconds % 1_000_000, 6)
        while fraction.hasSuffix("0") { fraction.removeLast() }
        return "\(microseconds / 1_000_000)" + (fraction.isEmpty ? "" : "." + fraction)
    }

    private static func escaped(_ value: String) -> String {
        var text = ""
        for character in value.unicodeScalars {
            switch character {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n": text += "\\n"
            default: text.unicodeScalars.append(character)
            }
        }
        return text
    }
}
