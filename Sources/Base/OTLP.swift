/// OpenTelemetry's OTLP/HTTP in its JSON form (opentelemetry-proto 1.x, `ExportTraceServiceRequest`).
public enum OTLP {
    /// The path below the configured end point that traces are posted to.
    public static let tracesPath = "/v1/traces"

    /// The request's body for a batch of spans of one service.
    public static func traces(_ spans: [Span], service: String, version: String) -> JSON {
        let resource = attributes([("service.name", service), ("service.version", version)])
        return [
            "resourceSpans": [
                [
                    "resource": ["attributes": resource],
                    "scopeSpans": [["scope": ["name": "hesap"], "spans": .array(spans.map(span))]],
                ]
            ]
        ]
    }

    private static func span(_ span: Span) -> JSON {
        var members: [(String, JSON)] = [
            ("traceId", .string(span.context.trace.text)), ("spanId", .string(span.context.span.text)),
        ]
        if let parent = span.parent { members.append(("parentSpanId", .string(parent.text))) }
        members += [
            ("name", .string(span.name)), ("kind", .integer(span.kind.rawValue)),
            // 64-bit numbers are texts in proto3's JSON.
            ("startTimeUnixNano", .string("\(span.start.microseconds)000")),
            ("endTimeUnixNano", .string("\(span.end.microseconds)000")),
            ("attributes", attributes(span.attributes.map { ($0.0, LogMask.masked($0.1, of: $0.0)) })),
            ("status", span.failed ? ["code": 2] : ["code": 0]),
        ]
        return .object(members)
    }

    private static func attributes(_ facts: [(String, String)]) -> JSON {
        .array(facts.map { ["key": .string($0.0), "value": ["stringValue": .string($0.1)]] })
    }
}
