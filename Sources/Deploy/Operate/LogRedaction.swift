/// Takes out of lines of logs what looks like a secret: a server of ours writes none, but others' lines pass
/// too.
enum LogRedaction {
    /// Names whose values are nobody's to read, in any case of letters.
    private static let names = [
        "password", "passwd", "secret", "token", "authorization", "api_key", "apikey", "access_key",
        "private_key", "cookie", "pgpassword", "credential",
    ]

    /// The line without them.
    static func clean(_ line: String) -> String {
        var bytes = Array(line.utf8)
        hideNamed(&bytes)
        hideTokens(&bytes)
        hideAddresses(&bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let hidden = Array("***".utf8)

    /// `"password":"…"`, `password=…`, `Authorization: Bearer …`: the value behind a name that tells of
    /// one.
    private static func hideNamed(_ bytes: inout [UInt8]) {
        let lower = bytes.map { (0x41...0x5a).contains($0) ? $0 + 32 : $0 }
        var found: [Range<Int>] = []
        for name in names.map({ Array($0.utf8) }) {
            var at = 0
            while let start = first(name, in: lower, from: at) {
                at = start + name.count
                if let value = value(in: bytes, behind: at) { found.append(value) }
            }
        }
        replace(found, in: &bytes)
    }

    private static func value(in bytes: [UInt8], behind end: Int) -> Range<Int>? {
        var at = end
        // The rest of the name: `password_hash`, `tokens`.
        while at < bytes.count, isWord(bytes[at]) { at += 1 }
        if at < bytes.count, bytes[at] == quote || bytes[at] == 0x27 { at += 1 }
        guard at < bytes.count, bytes[at] == 0x3a || bytes[at] == 0x3d else { return nil }
        at += 1
        while at < bytes.count, bytes[at] == 0x20 { at += 1 }
        for scheme in ["Bearer ", "Basic ", "bearer ", "basic "] where bytes[at...].starts(with: scheme.utf8)
        {
            at += scheme.utf8.count
        }
        guard at < bytes.count else { return nil }
        if bytes[at] == quote || bytes[at] == 0x27 {
            let mark = bytes[at]
            var last = at + 1
            while last < bytes.count, bytes[last] != mark { last += bytes[last] == 0x5c ? 2 : 1 }
            return at + 1 < min(last, bytes.count) ? (at + 1)..<min(last, bytes.count) : nil
        }
        var last = at
        while last < bytes.count, !ends.contains(bytes[last]) { last += 1 }
        return at < last ? at..<last : nil
    }

    private static let quote: UInt8 = 0x22
    private static let ends = Set(" ,;&\"'}])\t".utf8)

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x5f, 0x2d: true
        default: false
        }
    }

    /// Tokens that tell by their beginning what they are, wherever they stand.
    private static func hideTokens(_ bytes: inout [UInt8]) {
        var found: [Range<Int>] = []
        for mark in ["eyJ", "sk_live_", "sk_test_", "AKIA", "ASIA"].map({ Array($0.utf8) }) {
            var at = 0
            while let start = first(mark, in: bytes, from: at) {
                var last = start + mark.count
                while last < bytes.count, isWord(bytes[last]) || bytes[last] == 0x2e { last += 1 }
                if last - start >= 16, start == 0 || !isWord(bytes[start - 1]) { found.append(start..<last) }
                at = last
            }
        }
        replace(found, in: &bytes)
    }

    /// `postgres://user:password@host`.
    private static func hideAddresses(_ bytes: inout [UInt8]) {
        let mark = Array("://".utf8)
        var found: [Range<Int>] = []
        var at = 0
        while let start = first(mark, in: bytes, from: at) {
            at = start + mark.count
            var colon: Int?
            var place = at
            while place < bytes.count, !Set(" /\"'?".utf8).contains(bytes[place]) {
                if bytes[place] == 0x40, let colon, colon + 1 < place { found.append((colon + 1)..<place) }
                if bytes[place] == 0x3a, colon == nil { colon = place }
                place += 1
            }
        }
        replace(found, in: &bytes)
    }

    private static func replace(_ ranges: [Range<Int>], in bytes: inout [UInt8]) {
        var end = bytes.count
        for range in ranges.sorted(by: { $0.lowerBound > $1.lowerBound }) where range.upperBound <= end {
            bytes.replaceSubrange(range, with: hidden)
            end = range.lowerBound
        }
    }

    private static func first(_ part: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard bytes.count >= part.count else { return nil }
        var at = start
        while at + part.count <= bytes.count {
            if bytes[at] == part[0], bytes[at..<(at + part.count)].elementsEqual(part) { return at }
            at += 1
        }
        return nil
    }
}
