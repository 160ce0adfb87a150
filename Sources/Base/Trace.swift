/// A finished span: a piece of work with its beginning and end.
public struct Span: Sendable {
    /// Which side of a call the span is.
    public enum Kind: Int64, Sendable {
        /// Work inside.
        case inside = 1
        /// A request that we answer.
        case server = 2
        /// A call that we make.
        case client = 3
    }

    /// Its place in the trace.
    public let context: SpanContext
    /// The span above it.
    public let parent: SpanID?
    /// A constant name, such as a route's template.
    public let name: String
    /// Which side of a call it is.
    public let kind: Kind
    /// When it began.
    public let start: Instant
    /// When it ended.
    public let end: Instant
    /// Facts; personal ones are masked when they are sent.
    public let attributes: [(String, String)]
    /// Whether it ended in an error.
    public let failed: Bool
}

/// Where finished spans go. It must not block.
public protocol SpanSink: Sendable {
    /// Takes a finished span.
    func take(_ span: Span)
}

/// Measures pieces of work and hands them on; switched off it costs nothing.
public struct Trace: Sendable {
    private let surroundings: Surroundings
    private let sink: (any SpanSink)?

    /// Spans go to `sink`; without one nothing is measured.
    public init(_ surroundings: Surroundings, to sink: (any SpanSink)?) {
        self.surroundings = surroundings
        self.sink = sink
    }

    /// Whether spans are kept at all.
    public var isOn: Bool { sink != nil }

    /// Runs `work` as a span under the current one (or under `parent`, a caller's `traceparent`).
    public func span<Result>(
        _ name: String, _ kind: Span.Kind = .inside, parent: SpanContext? = nil,
        _ attributes: @autoclosure () -> [(String, String)] = [], _ work: () async throws -> Result
    ) async rethrows -> Result {
        guard let sink else { return try await work() }
        let (begun, observation) = begin(name, kind, parent)
        let facts = attributes()
        do {
            let result = try await Observation.$current.withValue(observation) { try await work() }
            begun.end(facts, failed: false, at: surroundings.now(), to: sink)
            return result
        } catch {
            begun.end(facts, failed: true, at: surroundings.now(), to: sink)
            throw error
        }
    }

    /// The same for work without waiting, such as a transaction's body.
    public func span<Result>(
        _ name: String, _ kind: Span.Kind = .inside, _ attributes: @autoclosure () -> [(String, String)] = [],
        _ work: () throws -> Result
    ) rethrows -> Result {
        guard let sink else { return try work() }
        let (begun, observation) = begin(name, kind, nil)
        let facts = attributes()
        do {
            let result = try Observation.$current.withValue(observation) { try work() }
            begun.end(facts, failed: false, at: surroundings.now(), to: sink)
            return result
        } catch {
            begun.end(facts, failed: true, at: surroundings.now(), to: sink)
            throw error
        }
    }

    private func begin(_ name: String, _ kind: Span.Kind, _ parent: SpanContext?) -> (Begun, Observation) {
        let current = Observation.current
        let above = parent ?? current?.span
        let context = above?.child(surroundings) ?? .root(surroundings)
        let begun = Begun(
            context: context, parent: above?.span, name: name, kind: kind, start: surroundings.now())
        return (begun, Observation(request: current?.request, span: context))
    }

    private struct Begun {
        let context: SpanContext
        let parent: SpanID?
        let name: String
        let kind: Span.Kind
        let start: Instant

        func end(_ facts: [(String, String)], failed: Bool, at end: Instant, to sink: any SpanSink) {
            guard context.isSampled else { return }
            sink.take(
                Span(
                    context: context, parent: parent, name: name, kind: kind, start: start, end: end,
                    attributes: facts, failed: failed))
        }
    }
}
