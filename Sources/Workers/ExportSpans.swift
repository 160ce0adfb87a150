public import Base
public import HTTPClient

/// Sends finished spans to a collector: OTLP over HTTP, as JSON, in batches.
public struct ExportSpans: Sendable {
    private let buffer: SpanBuffer
    private let endpoint: String
    private let service: String
    private let version: String
    private let client: HTTPClient

    /// Spans of `buffer` go to `endpoint` (`http://collector:4318`).
    public init(
        _ buffer: SpanBuffer, to endpoint: String, service: String, version: String, client: HTTPClient
    ) {
        self.buffer = buffer
        self.endpoint = endpoint.hasSuffix("/") ? String(endpoint.dropLast()) : endpoint
        self.service = service
        self.version = version
        self.client = client
    }

    /// Sends what has been collected; a batch that the collector does not take is dropped, so that memory
    /// stays bounded.
    public func run() async throws {
        while true {
            let spans = buffer.drain()
            guard !spans.isEmpty else { return }
            let body = OTLP.traces(spans, service: service, version: version).bytes
            let request = HTTPRequest(
                "POST", endpoint + OTLP.tracesPath, headers: [("Content-Type", "application/json")],
                body: body)
            let response = try await client.send(request)
            guard (200..<300).contains(response.status) else { throw ExportRefused(status: response.status) }
        }
    }
}

/// The collector did not take a batch.
public struct ExportRefused: Error {
    /// Its HTTP status.
    public let status: Int
}
