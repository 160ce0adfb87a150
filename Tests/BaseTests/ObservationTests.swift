import Synchronization
import Testing

@testable import Base

@Suite struct LogTests {
    let lines = Lines()

    /// Keeps what was logged.
    final class Lines: Sendable {
        let all = Mutex<[String]>([])
        var last: String { all.withLock { $0.last ?? "" } }
        func take(_ bytes: [UInt8]) { all.withLock { $0.append(String(decoding: bytes, as: UTF8.self)) } }
    }

    func log(_ level: Log.Level = .info, _ form: Log.Form = .json) -> Log {
        let lines = lines
        return Log(
            level, form: form, now: { Instant(microseconds: 1_780_000_000_123_456) },
            write: { lines.take($0) })
    }

    @Test func `a line is one JSON object with its facts in order`() throws {
        log().notice("payment settled", ["payment": "p1", "amount": "9500"])
        #expect(
            lines.last
                == #"{"ts":"2026-05-28T20:26:40.123Z","level":"notice","message":"payment settled","payment":"p1","#
                + #""amount":"9500"}"# + "\n")
        log().info("odd", ["text": "a\"b\nc\u{1}"])
        #expect(try JSON(parsing: lines.last)["text"] == "a\"b\nc\u{1}")
        log(.info, .text).warning("slow", ["what": "a\nb"])
        #expect(lines.last == "2026-05-28T20:26:40.123Z WARNING slow what=a b\n")
    }

    @Test func `lines below the level cost nothing`() {
        let built = Atomic<Int>(0)
        func fact() -> String {
            built.add(1, ordering: .relaxed)
            return "x"
        }
        log(.warning).info("quiet", ["fact": fact()])
        #expect(lines.last == "" && built.load(ordering: .relaxed) == 0)
        log(.warning).error("loud", ["fact": fact()])
        #expect(built.load(ordering: .relaxed) == 1)
    }

    @Test(arguments: [
        "email", "personEmail", "phone_number", "PIN", "card", "cardNumber", "Authorization", "password",
        "jwt", "iban",
        "customerId", "api-token", "apikey",
    ])
    func `facts about people and secrets are masked`(name: String) {
        #expect(LogMask.masked("value", of: name) == "***")
        #expect(
            LogMask.masked("value", of: "branch") == "value"
                && LogMask.masked("value", of: "pinned") == "value")
    }

    @Test func `a card number is masked wherever it stands`() {
        log().error("provider failed", ["answer": "declined 4242 4242 4242 4242 today"])
        #expect(!lines.last.contains("4242"))
        #expect(CardNumber.isIn("5555-5555-5555-4444") && CardNumber.isIn("x378282246310005y"))
        #expect(CardNumber.isIn("9792030000000000"))
        for text in [
            "4242424242424241", "1234567890123452", "4242 4242",
            "8690504020018",
            "0192d3a4-5b6c-7d8e-9f00-112233445566", "4242, 4242, 4242, 4242", "",
        ] { #expect(!CardNumber.isIn(text), "\(text)") }
    }

    @Test func `a line names the request and trace it belongs to`() throws {
        let span = try #require(
            SpanContext(traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"))
        Observation.$current.withValue(Observation(request: "r1", span: span)) { log().info("inside") }
        let line = try JSON(parsing: lines.last)
        #expect(line["request"] == "r1" && line["trace"] == "0af7651916cd43dd8448eb211c80319c")
        log().info("outside")
        #expect(try JSON(parsing: lines.last)["request"] == nil)
    }
}

@Suite struct TraceTests {
    @Test func `traceparent is that of the W3C's example`() throws {
        let text = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
        let context = try #require(SpanContext(traceparent: text))
        #expect(context.traceparent == text && context.isSampled)
        #expect(
            SpanContext(traceparent: "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what") != nil)
        for wrong in [
            "", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331", text + "-00", text.uppercased(),
            "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "00-00000000000000000000000000000000-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
            "00-0af7651916cd43dd8448eb211c80319x-b7ad6b7169203331-01", String(repeating: "é", count: 40),
        ] { #expect(SpanContext(traceparent: wrong) == nil, "\(wrong)") }
    }

    @Test func `spans nest, carry their failure and are sent as OTLP says`() async throws {
        struct Broken: Error {}
        let clock = Atomic<Int64>(1_780_000_000_000_000)
        let surroundings = Surroundings.on { Instant(microseconds: clock.load(ordering: .relaxed)) }
        let buffer = SpanBuffer(most: 2)
        let trace = Trace(surroundings, to: buffer)
        let caller = SpanContext(traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
        await #expect(throws: Broken.self) {
            try await trace.span("POST /checks", .server, parent: caller, [("email", "a@b.c")]) {
                clock.add(250, ordering: .relaxed)
                try trace.span("transaction") { throw Broken() }
            }
        }
        trace.span("dropped") {}
        #expect(buffer.dropped == 1)
        let spans = buffer.drain()
        #expect(spans.map(\.name) == ["transaction", "POST /checks"] && spans.allSatisfy(\.failed))
        #expect(spans[0].parent == spans[1].context.span && spans[1].parent == caller?.span)
        #expect(buffer.waiting == 0)
        let body = OTLP.traces(spans, service: "hesap", version: "1.0")
        let scope = try #require(body["resourceSpans"]?.array?.first?["scopeSpans"]?.array?.first)
        let server = try #require(scope["spans"]?.array?.last)
        #expect(
            server["traceId"] == "0af7651916cd43dd8448eb211c80319c"
                && server["parentSpanId"] == "b7ad6b7169203331")
        #expect(
            server["startTimeUnixNano"] == "1780000000000000000"
                && server["endTimeUnixNano"] == "1780000000000250000")
        #expect(server["kind"] == 2 && server["status"] == ["code": 2])
        #expect(server["attributes"] == [["key": "email", "value": ["stringValue": "***"]]])
    }

    @Test func `without a receiver nothing is measured, and unsampled traces stay out`() async throws {
        let off = Trace(.live, to: nil)
        let inside = off.span("x") { Observation.current?.span }
        #expect(inside == nil && !off.isOn)
        let buffer = SpanBuffer()
        let parent = SpanContext.root(.live, isSampled: false)
        await Trace(.live, to: buffer).span("x", parent: parent) { () async in
            #expect(Observation.current?.span?.trace == parent.trace)
        }
        #expect(buffer.waiting == 0)
    }
}

@Suite struct MetricsTests {
    @Test func `metrics read as Prometheus expects them`() {
        let metrics = Metrics()
        metrics.requests["GET", "/api/v1/menu", "200"].add()
        metrics.requests["GET", "/api/v1/menu", "200"].add(2)
        metrics.poolConnections["requests", "busy"].set(7)
        metrics.requestTime["/ \"x\\\n"].observe(microseconds: 400)
        metrics.requestTime["/ \"x\\\n"].observe(microseconds: 2_000_000)
        metrics.asked("hesap_up_seconds", "Seconds since the start.") { 42 }
        let lines = metrics.exposition.split(separator: "\n")
        for line in [
            "# TYPE hesap_requests_total counter",
            #"hesap_requests_total{method="GET",route="/api/v1/menu",status="200"} 3"#,
            #"hesap_pool_connections{pool="requests",state="busy"} 7"#,
            #"hesap_request_seconds_bucket{route="/ \"x\\\n",le="0.00025"} 0"#,
            #"hesap_request_seconds_bucket{route="/ \"x\\\n",le="0.0005"} 1"#,
            #"hesap_request_seconds_bucket{route="/ \"x\\\n",le="+Inf"} 2"#,
            #"hesap_request_seconds_sum{route="/ \"x\\\n"} 2.0004"#,
            #"hesap_request_seconds_count{route="/ \"x\\\n"} 2"#, "hesap_up_seconds 42",
            "hesap_faults_total 0",
        ] { #expect(lines.contains(Substring(line)), "\(line)") }
        #expect(metrics.exposition.hasSuffix("\n"))
    }

    @Test func `a hostile client cannot make endless label sets`() {
        let family = Metrics().counter("tries", "Tries.", ["who"])
        for index in 0..<(Limits.metricLabelSetsMax + 100) { family["\(index)"].add() }
        #expect(family.all.count == Limits.metricLabelSetsMax + 1 && family["other"].value == 100)
    }

    @Test func `counting from many tasks loses nothing`() async {
        let metrics = Metrics()
        await withTaskGroup { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<1000 {
                        metrics.orders["dine_in"].add()
                        metrics.queryTime["requests"].observe(microseconds: 90)
                    }
                }
            }
        }
        #expect(metrics.orders["dine_in"].value == 8000 && metrics.queryTime["requests"].count == 8000)
        #expect(metrics.queryTime["requests"].sumMicroseconds == 720_000)
    }
}
