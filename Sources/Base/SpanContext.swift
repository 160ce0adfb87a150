/// Sixteen bytes that name a trace (W3C Trace Context); all zero is no trace.
public struct TraceID: Hashable, Sendable {
    let high: UInt64
    let low: UInt64

    /// The hexadecimal form, 32 digits.
    public var text: String { hexadecimal(high) + hexadecimal(low) }
}

/// Eight bytes that name a span within its trace; zero is no span.
public struct SpanID: Hashable, Sendable {
    let raw: UInt64

    /// The hexadecimal form, 16 digits.
    public var text: String { hexadecimal(raw) }
}

/// Where a piece of work stands in its trace: what travels in the header `traceparent`.
public struct SpanContext: Hashable, Sendable {
    /// The trace.
    public let trace: TraceID
    /// The span.
    public let span: SpanID
    /// Whether the caller keeps this trace.
    public let isSampled: Bool

    /// A place in a trace.
    public init(trace: TraceID, span: SpanID, isSampled: Bool) {
        self.trace = trace
        self.span = span
        self.isSampled = isSampled
    }

    /// Reads `traceparent` (W3C Trace Context, level 1): `00-<32 hex>-<16 hex>-<2 hex>`; nil for anything
    /// else.
    ///
    /// Later versions are read as far as version 00 goes; version ff is refused.
    public init?(traceparent: String) {
        let bytes = Array(traceparent.utf8)
        guard bytes.count >= 55, bytes[2] == 0x2d, bytes[35] == 0x2d, bytes[52] == 0x2d,
            let version = number(bytes[0..<2]), version != 0xff,
            bytes.count == 55 || (version > 0 && bytes[55] == 0x2d),
            let high = number(bytes[3..<19]), let low = number(bytes[19..<35]), high != 0 || low != 0,
            let span = number(bytes[36..<52]), span != 0, let flags = number(bytes[53..<55])
        else { return nil }
        self.init(trace: TraceID(high: high, low: low), span: SpanID(raw: span), isSampled: flags & 1 == 1)
    }

    /// The header's text.
    public var traceparent: String { "00-\(trace.text)-\(span.text)-\(isSampled ? "01" : "00")" }

    /// A new trace's first place.
    public static func root(_ surroundings: Surroundings, isSampled: Bool = true) -> SpanContext {
        let bytes = surroundings.randomBytes(24)
        let trace = TraceID(high: joined(bytes[0..<8]) | 1, low: joined(bytes[8..<16]))
        return SpanContext(trace: trace, span: SpanID(raw: joined(bytes[16..<24]) | 1), isSampled: isSampled)
    }

    /// The place of a span under this one.
    public func child(_ surroundings: Surroundings) -> SpanContext {
        let raw = joined(surroundings.randomBytes(8)[...]) | 1
        return SpanContext(trace: trace, span: SpanID(raw: raw), isSampled: isSampled)
    }
}

private func joined(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }

private func hexadecimal(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
}

/// Reads lower-case hexadecimal digits only, as the standard demands.
private func number(_ digits: ArraySlice<UInt8>) -> UInt64? {
    var value: UInt64 = 0
    for digit in digits {
        switch digit {
        case 0x30...0x39: value = value << 4 | UInt64(digit - 0x30)
        case 0x61...0x66: value = value << 4 | UInt64(digit - 0x61 + 10)
        default: return nil
        }
    }
    return value
}
