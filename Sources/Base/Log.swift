/// Structured log lines: a constant message and facts beside it, as JSON or as text for a terminal.
///
/// ```swift
/// log.notice("payment settled", ["payment": "\(id)", "organization": "\(organization)"])
/// ```
/// A refusal is info, money events are notices, a fault is error. Facts are built only when the line is
/// written.
public struct Log: Sendable {
    /// How much a line matters.
    public enum Level: String, CaseIterable, Comparable, Sendable {
        /// Every step.
        case trace
        /// For people who look for a fault.
        case debug
        /// What happens all day, refusals too.
        case info
        /// What matters to the venue: money, sign-ins, starts and stops.
        case notice
        /// Something is not as it should be, and work goes on.
        case warning
        /// A request or job failed through our fault.
        case error
        /// The server cannot go on.
        case critical

        var rank: Int { Level.allCases.firstIndex(of: self) ?? 0 }
        /// Order by weight.
        public static func < (left: Level, right: Level) -> Bool { left.rank < right.rank }
    }

    /// How a line looks.
    public enum Form: Sendable {
        /// One JSON object a line.
        case json
        /// For a terminal.
        case text
    }

    /// The facts of a line.
    public typealias Metadata = KeyValuePairs<String, String>

    /// Lines below this level are not written.
    public let level: Level
    private let form: Form
    private let now: @Sendable () -> Instant
    private let write: @Sendable ([UInt8]) -> Void

    /// A log whose finished lines, each with its line feed, go to `write`; it must be safe to call from any
    /// thread.
    public init(
        _ level: Level, form: Form = .json, now: @escaping @Sendable () -> Instant,
        write: @escaping @Sendable ([UInt8]) -> Void
    ) {
        self.level = level
        self.form = form
        self.now = now
        self.write = write
    }

    /// A log that writes nothing.
    public static let silent = Log(.critical, now: { Instant(microseconds: 0) }, write: { _ in })

    /// Writes a line when its level is asked for.
    public func log(_ level: Level, _ message: StaticString, _ metadata: @autoclosure () -> Metadata = [:]) {
        guard level >= self.level else { return }
        let line = LogLine(
            at: now(), level: level, message: message.description,
            facts: metadata().map { ($0.key, $0.value) },
            observation: Observation.current)
        write(form == .json ? line.json : line.text)
    }

    /// Every step.
    public func trace(_ message: StaticString, _ metadata: @autoclosure () -> Metadata = [:]) {
        log(.trace, message, metadata())
    }
    /// For people who look for a fault.
    public func debug(_ message: StaticString, _ metadata: @autoclosure () -> Metadata = [:]) {
        log(.debug, message, metadata())
    }
    /// What happens all day, refusals too.
    public func info(_ message: StaticString, _ metadata: @autoclosure () -> Metadata = [:]) {
        log(.info, message, metadata())
    }
    /// What matters to the venue: money, sign-ins, starts and stops.
    public func notice(_ message: StaticString, _ metadata: @autoclosure () -> Metadata = [:]) {
        log(.notice, message, metadata())
    }
    /// Something is not as it should be, and work goes on.
    public func warning(_ message: StaticString, _ metadata: @autoclosure () -> Metadata = [:]) {
        log(.warning, message, metadata())
    }
    /// A request or job failed through our fault.
    public func error(_ message: StaticString, _ metadata: @autoclosure () -> Metadata = [:]) {
        log(.error, message, metadata())
    }
    /// The server cannot go on.
    public func critical(_ message: StaticString, _ metadata: @autoclosure () -> Metadata = [:]) {
        log(.critical, message, metadata())
    }
}
