import Synchronization

/// What a statement answered: its rows as PostgreSQL's text, and how many rows it touched.
public struct Rows: Sendable {
    /// Column names in order.
    public let columns: [String]
    /// Rows inserted, updated, deleted or selected.
    public let affected: Int
    /// All values' bytes, row after row.
    private let bytes: [UInt8]
    /// Where each value lies in `bytes`; nil is SQL null.
    private let places: [Range<Int>?]
    /// What they were decoded to, when they are kept to be read again.
    @usableFromInline var decodedOnce: DecodedOnce?

    /// An answer put together by hand.
    public init(columns: [String], values: [String?], affected: Int) {
        var bytes: [UInt8] = []
        let places = values.map { value in
            value.map { value in
                let start = bytes.count
                bytes += value.utf8
                return start..<bytes.count
            }
        }
        self.init(columns: columns, bytes: bytes, places: places, affected: affected)
    }

    /// An answer as the driver read it: all values' bytes, row after row, and where each lies in them.
    public init(columns: [String], bytes: [UInt8], places: [Range<Int>?], affected: Int) {
        self.columns = columns
        self.bytes = bytes
        self.places = places
        self.affected = affected
    }

    /// All values, row after row; nil is SQL null.
    public var values: [String?] { places.indices.map { cell($0)?.text } }

    /// Whether the values are the same, row after row; both of one key's rows, or put together by hand.
    public func say(theSameAs others: Rows) -> Bool { bytes == others.bytes && places == others.places }

    /// The same rows, for who keeps them: they are decoded once.
    public func kept() -> Rows {
        var rows = self
        rows.decodedOnce = DecodedOnce()
        return rows
    }

    /// The value at a place, row after row; nil is SQL null.
    @usableFromInline
    func cell(_ index: Int) -> SQLCell? { places[index].map { SQLCell(bytes: bytes, place: $0) } }

    /// How many rows there are.
    public var count: Int { columns.isEmpty ? 0 : places.count / columns.count }

    /// The rows as tuples, by position. Specialized by its callers.
    @inlinable
    public func decoded<each Column: SQLValue>(
        as type: (repeat each Column).Type, statement: SQL
    ) throws(DatabaseError) -> [(repeat each Column)] {
        if let known = decodedOnce?.rows as? [(repeat each Column)] { return known }
        var expected = 0
        for _ in repeat (each Column).self { expected += 1 }
        guard count == 0 || expected == columns.count else {
            throw DatabaseError(
                kind: .decoding, message: "\(columns.count) columns, \(expected) expected",
                statement: statement.text)
        }
        var result: [(repeat each Column)] = []
        result.reserveCapacity(count)
        for row in 0..<count {
            var column = row * columns.count
            func next<One: SQLValue>(_ type: One.Type) throws(DatabaseError) -> One {
                defer { column += 1 }
                guard let value = One.read(cell(column)) else {
                    throw DatabaseError(
                        kind: .decoding,
                        message: "column \(columns[column - row * columns.count]) is no \(One.self)",
                        statement: statement.text)
                }
                return value
            }
            result.append((repeat try next((each Column).self)))
        }
        decodedOnce?.rows = result
        return result
    }
}

extension Rows {
    /// The rows of one key, without the key, which is the first column.
    public func of(_ key: String) -> Rows {
        let width = columns.count
        var (own, ownPlaces): ([UInt8], [Range<Int>?]) = ([], [])
        for row in 0..<count where cell(row * width)?.says(key) == true {
            for place in places[(row * width + 1)..<((row + 1) * width)] {
                guard let place else {
                    ownPlaces.append(nil)
                    continue
                }
                ownPlaces.append(own.count..<(own.count + place.count))
                own.append(contentsOf: bytes[place])
            }
        }
        return Rows(
            columns: Array(columns.dropFirst()), bytes: own, places: ownPlaces,
            affected: width > 1 ? ownPlaces.count / (width - 1) : 0)
    }
}

/// Rows as they were decoded.
@usableFromInline
final class DecodedOnce: Sendable {
    private let known = Mutex<(any Sendable)?>(nil)

    @usableFromInline init() {}

    @usableFromInline var rows: (any Sendable)? {
        get { known.withLock { $0 } }
        set { known.withLock { $0 = newValue } }
    }
}

/// One value of an answer, as PostgreSQL wrote it.
public struct SQLCell: Sendable {
    private let bytes: [UInt8]
    private let place: Range<Int>

    init(bytes: [UInt8], place: Range<Int>) {
        self.bytes = bytes
        self.place = place
    }

    /// The value's bytes.
    public var utf8: ArraySlice<UInt8> { bytes[place] }

    /// The value as a text of its own.
    public var text: String { String(decoding: utf8, as: UTF8.self) }

    /// Whether the value is this text.
    func says(_ text: String) -> Bool { place.count == text.utf8.count && utf8.elementsEqual(text.utf8) }

    /// The value as a whole number; nil when it is none.
    public var integer: Int64? {
        let isNegative = utf8.first == UInt8(ascii: "-")
        let digits = utf8.dropFirst(isNegative ? 1 : 0)
        guard !digits.isEmpty else { return nil }
        var value: Int64 = 0
        for digit in digits {
            guard (0x30...0x39).contains(digit) else { return nil }
            // Towards the sign, so that the least number has room too.
            let (tens, isOver) = value.multipliedReportingOverflow(by: 10)
            let one = Int64(digit - 0x30)
            let (next, isBeyond) =
                isNegative ? tens.subtractingReportingOverflow(one) : tens.addingReportingOverflow(one)
            guard !isOver, !isBeyond else { return nil }
            value = next
        }
        return value
    }
}
