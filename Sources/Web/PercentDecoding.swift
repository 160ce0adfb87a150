/// The bytes that a percent-encoded text stands for, as text; nil when an escape is broken, the result isn't
/// UTF-8, or it holds a zero byte.
///
/// `plusIsSpace` follows the form encoding of query strings.
public func percentDecoded(_ text: some StringProtocol, plusIsSpace: Bool = false) -> String? {
    var decoded: [UInt8] = []
    var bytes = text.utf8.makeIterator()
    while let byte = bytes.next() {
        switch byte {
        case 0x25:
            guard let high = hexDigit(bytes.next()), let low = hexDigit(bytes.next()) else { return nil }
            decoded.append(high << 4 | low)
        case 0x2B where plusIsSpace: decoded.append(0x20)
        default: decoded.append(byte)
        }
    }
    guard !decoded.contains(0) else { return nil }
    return String(validating: decoded, as: UTF8.self)
}

private func hexDigit(_ byte: UInt8?) -> UInt8? {
    switch byte {
    case .some(let digit) where digit >= 0x30 && digit <= 0x39: digit - 0x30
    case .some(let digit) where digit >= 0x41 && digit <= 0x46: digit - 0x37
    case .some(let digit) where digit >= 0x61 && digit <= 0x66: digit - 0x57
    default: nil
    }
}

/// The decoded segments of a raw path without its leading slash; one trailing slash makes no segment.
///
/// Nil when a segment is `.` or `..`, decodes to something with a slash or a zero byte, or isn't UTF-8: such
/// a path names nothing that Hesap serves.
func decodedSegments(of path: String) -> [String]? {
    guard path.utf8.first == 0x2F else { return nil }
    var rest = path.dropFirst()
    if rest.utf8.last == 0x2F { rest = rest.dropLast() }
    guard !rest.isEmpty else { return [] }
    var segments: [String] = []
    for part in rest.utf8.split(separator: 0x2F, omittingEmptySubsequences: false) {
        let raw = Substring(part)
        guard let segment = part.contains(0x25) ? percentDecoded(raw) : String(raw), segment != ".",
            segment != "..",
            !segment.utf8.contains(where: { $0 == 0x2F || $0 == 0x5C })
        else { return nil }
        segments.append(segment)
    }
    return segments
}

/// The decoded names and values of a raw query; nil when one of them is not properly encoded UTF-8.
func decodedQuery(_ raw: Substring) -> [(name: String, value: String)]? {
    var pairs: [(name: String, value: String)] = []
    for part in raw.split(separator: "&") {
        let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = percentDecoded(sides[0], plusIsSpace: true),
            let value = percentDecoded(sides.count == 2 ? sides[1] : "", plusIsSpace: true)
        else { return nil }
        pairs.append((name, value))
    }
    return pairs
}
