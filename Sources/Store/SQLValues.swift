/// The values of a statement in PostgreSQL's text form: one run of bytes, every value ended by a zero, as the
/// driver hands them on.
public struct SQLValues: Sendable, Equatable {
    /// All values' bytes, with the zeros.
    public private(set) var bytes: [UInt8] = []
    /// Where each value begins; `null` for SQL null.
    public private(set) var starts: [Int] = []
    /// Whether a value holds a zero byte, which PostgreSQL's texts cannot.
    public private(set) var holdsZero = false

    /// Stands in place of a value's beginning.
    public static let null = -1

    /// No values.
    public init() {}

    /// How many values there are.
    public var count: Int { starts.count }

    /// Room for so many values.
    mutating func reserve(_ count: Int) {
        bytes.reserveCapacity(count * 40)
        starts.reserveCapacity(count)
    }

    /// Adds a text, or null.
    public mutating func append(_ text: String?) {
        guard let text else {
            starts.append(SQLValues.null)
            return
        }
        let start = bytes.count
        starts.append(start)
        bytes.append(contentsOf: text.utf8)
        // Looks at every byte without leaving early: so many are looked at at once.
        var least: UInt8 = 1
        for index in start..<bytes.count { least = min(least, bytes[index]) }
        holdsZero = holdsZero || least == 0
        bytes.append(0)
    }

    /// Adds a value whose bytes, none of them zero, `write` puts behind what is there.
    public mutating func append(writing write: (inout [UInt8]) -> Void) {
        starts.append(bytes.count)
        write(&bytes)
        bytes.append(0)
    }

    /// Adds these values as one, in the text form of an array: every element quoted.
    public mutating func append(array elements: SQLValues) {
        holdsZero = holdsZero || elements.holdsZero
        append { bytes in
            bytes.append(UInt8(ascii: "{"))
            for index in 0..<elements.count {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                guard let range = elements.range(index) else {
                    bytes += "NULL".utf8
                    continue
                }
                bytes.append(UInt8(ascii: "\""))
                for byte in elements.bytes[range] {
                    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                        bytes.append(UInt8(ascii: "\\"))
                    }
                    bytes.append(byte)
                }
                bytes.append(UInt8(ascii: "\""))
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    /// Adds others behind these.
    mutating func append(contentsOf others: SQLValues) {
        holdsZero = holdsZero || others.holdsZero
        let shift = bytes.count
        for start in others.starts { starts.append(start == SQLValues.null ? start : start + shift) }
        bytes += others.bytes
    }

    /// Adds the value at a place of others.
    mutating func append(_ others: SQLValues, at index: Int) {
        guard let range = others.range(index) else {
            starts.append(SQLValues.null)
            return
        }
        holdsZero = holdsZero || others.holdsZero
        starts.append(bytes.count)
        bytes.append(contentsOf: others.bytes[range.lowerBound...range.upperBound])
    }

    /// The value at a place as text; nil is SQL null.
    public subscript(index: Int) -> String? {
        range(index).map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    /// Where a value's bytes are, without the zero.
    private func range(_ index: Int) -> Range<Int>? {
        let start = starts[index]
        guard start != SQLValues.null else { return nil }
        let end = starts[(index + 1)...].first { $0 != SQLValues.null } ?? bytes.count
        return start..<(end - 1)
    }
}
