public import Base

/// A line that a service wrote.
public struct LogEntry: Sendable, Equatable {
    /// When, in microseconds since 1970.
    public var at: Int64
    /// Which service, and which of its copies.
    public var from: String
    /// What it says, without secrets.
    public var text: String
    /// What tells it from every other line.
    var id: String

    /// `2026-11-21T15:00:00.000Z api …`.
    public var line: String { "\(Instant(microseconds: at).rfc3339) \(from) \(text)" }
}

/// Reads what the services wrote: the log groups of the tasks, the pods of the cluster, the machine's
/// journal; merged by time, without secrets.
public struct LogReading {
    private let reader: AccountReader
    private let services: [ServicePlan]
    private let filter: String?
    private let folder: String
    private var profile: Profile { reader.profile }

    /// Of some services, all when none is named; `folder` is the machine's, for the shape `host`.
    public init(_ reader: AccountReader, services: [ServicePlan], filter: String?, folder: String) {
        self.reader = reader
        self.services = services
        self.filter = filter
        self.folder = folder
    }

    /// What was written from a moment on, in the order of time.
    public func entries(since: Instant) throws(RunFault) -> [LogEntry] {
        var all: [LogEntry] = []
        switch profile.shape {
        case .ecsFargate: for service in services { all += try group(service, since) }
        case .eks: for service in services { all += try pods(service, since) }
        case .host: all = try machine(since)
        }
        let kept = all.filter { entry in
            entry.at >= since.microseconds && filter.map { entry.text.contains($0) } ?? true
        }
        return kept.map { entry in
            var clean = entry
            clean.text = LogRedaction.clean(reader.runner.redaction.clean(entry.text))
            return clean
        }.sorted { ($0.at, $0.from, $0.id) < ($1.at, $1.from, $1.id) }
    }

    /// The first line is the newest that is wanted in one go.
    static let most = 10_000

    private func group(_ service: ServicePlan, _ since: Instant) throws(RunFault) -> [LogEntry] {
        var words = [
            "logs", "filter-log-events", "--log-group-name", profile.name(.logs, service.name),
            "--start-time", String(since.microseconds / 1000), "--max-items", String(Self.most),
        ]
        if let filter {
            words += ["--filter-pattern", "\"" + filter.replacing("\"", with: "\\\"") + "\""]
        }
        guard let found = try reader.find(words) else { return [] }
        return found.list("events").enumerated().compactMap { index, event in
            guard let at = event["timestamp"]?.integer, let text = event["message"]?.text else { return nil }
            let stream = event["logStreamName"]?.text ?? ""
            let copy = stream.split(separator: "/").last.map { String($0.prefix(8)) } ?? stream
            return LogEntry(
                at: at * 1000, from: "\(service.name)/\(copy)", text: Self.bare(text),
                id: event["eventId"]?.text ?? "\(stream) \(at) \(index)")
        }
    }

    private func pods(_ service: ServicePlan, _ since: Instant) throws(RunFault) -> [LogEntry] {
        let words = [
            "logs", "-l", "app=\(profile.name(.workload, service.name))", "--all-containers", "--prefix",
            "--timestamps", "--tail=-1", "--max-log-requests=50", "--since-time=\(since.rfc3339)",
        ]
        let answer = try reader.kubectl(words)
        guard answer.isGood else { throw reader.runner.fault(answer, "kubectl", words) }
        return answer.output.split(separator: "\n").compactMap { Self.pod(String($0), service.name) }
    }

    /// `[pod/pixpos-api-blue-7d9f-x2x1k/pixpos-api] 2026-11-21T15:00:00.123456789Z text`.
    static func pod(_ line: String, _ service: String) -> LogEntry? {
        guard line.hasPrefix("["), let end = line.firstIndex(of: "]") else { return nil }
        let place = line[line.index(after: line.startIndex)..<end].split(separator: "/")
        let rest = line[line.index(after: end)...].drop { $0 == " " }
        guard let gap = rest.firstIndex(of: " "), let at = Instant(Self.micros(rest[..<gap])) else {
            return nil
        }
        let copy = place.count > 1 ? place[1].split(separator: "-").last.map(String.init) ?? "" : ""
        return LogEntry(
            at: at.microseconds, from: "\(service)/\(copy)",
            text: Self.bare(String(rest[rest.index(after: gap)...])),
            id: line)
    }

    /// Nanoseconds are more than a moment holds.
    private static func micros(_ text: Substring) -> String {
        guard let dot = text.firstIndex(of: ".") else { return String(text) }
        let digits = text[text.index(after: dot)...].prefix(while: \.isNumber)
        let zone = text[text.index(after: dot)...].drop(while: \.isNumber)
        return "\(text[..<dot]).\(digits.prefix(6))\(zone)"
    }

    private func machine(_ since: Instant) throws(RunFault) -> [LogEntry] {
        let units = services.flatMap { ["--unit", "\(profile.system)@\($0.name)-*.service"] }
        let words =
            units + [
                "--since", "@\(since.microseconds / 1_000_000)", "--output", "json", "--no-pager", "--quiet",
            ]
        let compose = "\(folder)/compose.yaml"
        let runner = reader.runner
        if try StateFile.read("\(folder)/slot") == nil, try StateFile.read(compose) != nil {
            return try composed(compose, since)
        }
        let answer = try runner.run("journalctl", words, region: nil)
        guard answer.isGood else { throw runner.fault(answer, "journalctl", words) }
        return answer.output.split(separator: "\n").compactMap { Self.journal(String($0)) }
    }

    /// An entry of the machine's journal as JSON.
    static func journal(_ line: String) -> LogEntry? {
        guard let json = try? JSON(parsing: line), let text = json["MESSAGE"]?.text,
            let at = json["__REALTIME_TIMESTAMP"]?.text.flatMap({ Int64($0) })
        else { return nil }
        let unit = json["_SYSTEMD_UNIT"]?.text ?? ""
        let name = unit.split(separator: "@").last?.split(separator: ".").first.map(String.init) ?? unit
        return LogEntry(at: at, from: name, text: bare(text), id: json["__CURSOR"]?.text ?? "\(at) \(unit)")
    }

    private func composed(_ file: String, _ since: Instant) throws(RunFault) -> [LogEntry] {
        let names = services.flatMap { service in Colour.allCases.map { "\(service.name)-\($0.rawValue)" } }
        let words =
            [
                "compose", "-f", file, "logs", "--no-color", "--timestamps", "--since", since.rfc3339,
            ] + names
        let answer = try reader.runner.run("docker", words, region: nil)
        guard answer.isGood else { throw reader.runner.fault(answer, "docker", words) }
        return answer.output.split(separator: "\n").compactMap { Self.composed(String($0)) }
    }

    /// `api-blue-1  | 2026-11-21T15:00:00.123456789Z text`.
    static func composed(_ line: String) -> LogEntry? {
        guard let bar = line.firstRange(of: "| ") else { return nil }
        let name = line[..<bar.lowerBound].split(separator: " ").first.map(String.init) ?? ""
        let rest = line[bar.upperBound...]
        guard let gap = rest.firstIndex(of: " "), let at = Instant(micros(rest[..<gap])) else { return nil }
        return LogEntry(
            at: at.microseconds, from: name, text: bare(String(rest[rest.index(after: gap)...])), id: line)
    }

    private static func bare(_ text: String) -> String {
        var end = Substring(text)
        while end.last?.isNewline == true { end.removeLast() }
        return String(end)
    }
}

/// Which lines were shown before.
public struct LogFeed {
    /// From where the next reading begins.
    public private(set) var start: Instant
    private var shown: [String: Int64] = [:]

    /// From a moment on.
    public init(since: Instant) { start = since }

    /// Seconds for which a line may come late.
    static let late: Int64 = 30

    /// Those of a reading that were not shown before.
    public mutating func fresh(of entries: [LogEntry]) -> [LogEntry] {
        let new = entries.filter { shown[$0.id] == nil }
        for entry in new { shown[entry.id] = entry.at }
        guard let last = shown.values.max() else { return new }
        let from = Instant(microseconds: last - Self.late * 1_000_000)
        if from > start { start = from }
        shown = shown.filter { $0.value >= start.microseconds }
        return new
    }
}
