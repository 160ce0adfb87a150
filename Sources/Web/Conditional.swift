extension Response {
    /// This answer, or 304 without a body when the client already has what the `ETag` field names.
    ///
    /// If-None-Match compares weakly and lists several tags or `*` (RFC 9110 §13.1.2).
    public func conditional(for head: RequestHead) -> Response {
        guard head.method == .get, status == 200, let wanted = head.headers["If-None-Match"],
            let tag = headers["ETag"], matches(tag, anyOf: wanted)
        else { return self }
        var kept = Headers()
        for field in headers.fields where !sameName(field.name, "Content-Type") {
            kept.add(field.name, field.value)
        }
        return Response(304, headers: kept, route: route)
    }

    /// This answer, or the part of it that a `Range` field asks for: 206, or 416 when there is no such part.
    ///
    /// For bodies in memory and files. Several ranges at once, other units and a stale `If-Range` get the
    /// whole.
    public func ranged(for head: RequestHead) -> Response {
        guard head.method == .get, status == 200, let size = bodyCount else { return self }
        var answer = self
        answer.headers.set("Accept-Ranges", "bytes")
        guard let asked = head.headers["Range"], isFresh(head.headers["If-Range"]) else { return answer }
        switch ByteRange.parse(asked, size: size) {
        case .whole: return answer
        case .unsatisfiable:
            answer.headers.set("Content-Range", "bytes */\(size)")
            answer.status = 416
            answer.body = .none
        case .part(let range):
            answer.headers.set("Content-Range", "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)")
            answer.status = 206
            answer.body = part(range)
        }
        return answer
    }

    private func isFresh(_ condition: String?) -> Bool {
        guard let condition else { return true }
        return condition == headers["ETag"] && !condition.hasPrefix("W/")
    }

    private func part(_ range: Range<Int>) -> Body {
        switch body {
        case .none, .stream: body
        case .bytes(let bytes): .bytes(Array(bytes[range]))
        case .shared(let shared): .shared(shared.slice(range))
        case .file(let path, let size, let within):
            .file(path: path, size: size, range: range.shifted(by: within?.lowerBound ?? 0))
        }
    }
}

/// What a Range field asks of a body of a known size (RFC 9110 §14.1.2).
enum ByteRange: Equatable {
    case whole
    case part(Range<Int>)
    case unsatisfiable

    static func parse(_ field: String, size: Int) -> ByteRange {
        guard field.hasPrefix("bytes="), !field.contains(",") else { return .whole }
        let sides = field.dropFirst(6).split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard sides.count == 2 else { return .whole }
        let first = trimmed(sides[0])
        let last = trimmed(sides[1])
        if first.isEmpty {
            guard let suffix = count(last) else { return .whole }
            return suffix == 0 || size == 0 ? .unsatisfiable : .part(max(size - suffix, 0)..<size)
        }
        guard let start = count(first), last.isEmpty || count(last) != nil else { return .whole }
        let end = count(last) ?? Int.max
        guard start <= end else { return .whole }
        return start < size ? .part(start..<min(end, size - 1) + 1) : .unsatisfiable
    }

    private static func count(_ text: String) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        return Int(text) ?? Int.max - 1
    }
}

extension Range<Int> {
    fileprivate func shifted(by offset: Int) -> Range<Int> {
        lowerBound + offset..<upperBound + offset
    }
}

/// Whether one of the tags in an If-None-Match field names the same content, weakness apart.
func matches(_ tag: String, anyOf field: String) -> Bool {
    if trimmed(field) == "*" { return true }
    let strong = tag.hasPrefix("W/") ? String(tag.dropFirst(2)) : tag
    return field.split(separator: ",").contains { each in
        let other = trimmed(each)
        return (other.hasPrefix("W/") ? String(other.dropFirst(2)) : other) == strong
    }
}

/// A strong entity tag of these bytes.
public func entityTag(of bytes: [UInt8]) -> String {
    "\"" + hexadecimal(sha1(bytes).prefix(12)) + "\""
}

func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}
