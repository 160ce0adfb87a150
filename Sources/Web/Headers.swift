/// Header fields in the order they came or were added; names compare without regard to case.
///
/// A value can never break out of its line: control characters become spaces on the way in, and a field whose
/// name isn't a token (RFC 9110 §5.1) is not kept at all.
public struct Headers: Sendable, ExpressibleByDictionaryLiteral {
    /// One field as it is written on the wire.
    public struct Field: Sendable {
        /// The name as written.
        public let name: String
        /// The value without line breaks.
        public let value: String
    }

    /// All fields in order.
    public private(set) var fields: [Field] = []

    /// No fields.
    public init() {}

    /// No fields yet, with room for so many.
    init(reserving count: Int) { fields.reserveCapacity(count) }

    /// The given fields in order; the same name may come more than once.
    public init(_ pairs: [(String, String)]) {
        for (name, value) in pairs { add(name, value) }
    }

    /// The given fields in order.
    public init(dictionaryLiteral elements: (String, String)...) {
        self.init(elements)
    }

    /// The first value of that name; setting replaces all of them, and nil removes them.
    public subscript(name: String) -> String? {
        get { fields.first { sameName($0.name, name) }?.value }
        set {
            fields.removeAll { sameName($0.name, name) }
            if let newValue { add(name, newValue) }
        }
    }

    /// Adds a field after the others.
    public mutating func add(_ name: String, _ value: String) {
        guard isToken(name) else { return }
        fields.append(Field(name: name, value: oneLine(value)))
    }

    /// Adds a field of a request, whose name is known to be a token and whose value came in one line.
    mutating func append(token name: String, _ value: String) {
        fields.append(Field(name: name, value: oneLine(value)))
    }

    /// Replaces all fields of that name by one.
    public mutating func set(_ name: String, _ value: String) {
        self[name] = value
    }

    /// Adds a field unless one of that name is there.
    public mutating func setDefault(_ name: String, _ value: String) {
        if self[name] == nil { add(name, value) }
    }

    /// Adds the fields of which no other has the name; they are known to be well formed.
    mutating func setDefaults(_ more: [Field]) {
        fields.reserveCapacity(fields.count + more.count)
        for field in more where self[field.name] == nil { fields.append(field) }
    }

    /// Every value of that name in order.
    public func all(_ name: String) -> [String] {
        fields.filter { sameName($0.name, name) }.map(\.value)
    }

    /// The comma-separated members of all fields of that name, trimmed, empty ones left out.
    public func list(_ name: String) -> [String] {
        all(name).flatMap { $0.split(separator: ",") }.map { trimmed($0) }.filter { !$0.isEmpty }
    }

    /// Adds `member` to the `Vary` field unless it is named there.
    public mutating func vary(_ member: String) {
        guard self["Vary"] != nil else { return add("Vary", member) }
        let members = list("Vary")
        guard !members.contains(where: { sameName($0, member) }) else { return }
        self["Vary"] = (members + [member]).joined(separator: ", ")
    }
}

/// Whether two header names are the same, ASCII case apart.
func sameName(_ left: String, _ right: String) -> Bool {
    let left = left.utf8
    let right = right.utf8
    guard left.count == right.count else { return false }
    var others = right.makeIterator()
    for byte in left {
        guard let other = others.next(), byte == other || lowered(byte) == lowered(other) else {
            return false
        }
    }
    return true
}

private func lowered(_ byte: UInt8) -> UInt8 {
    byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
}

/// Whether the text is a token: at least one character, none of them a separator or control (RFC 9110
/// §5.6.2).
func isToken(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy(isTokenByte)
}

private func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x5E...0x60, 0x7C, 0x7E: true
    default: false
    }
}

private func oneLine(_ value: String) -> String {
    guard value.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return value }
    let clean = value.utf8.map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }
    return String(decoding: clean, as: UTF8.self)
}

/// The text without spaces and tabs at its ends.
func trimmed(_ text: some StringProtocol) -> String {
    let bytes = Array(text.utf8)
    guard let first = bytes.firstIndex(where: { $0 != 0x20 && $0 != 0x09 }),
        let last = bytes.lastIndex(where: { $0 != 0x20 && $0 != 0x09 })
    else { return "" }
    return String(decoding: bytes[first...last], as: UTF8.self)
}
