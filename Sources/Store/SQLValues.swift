public import Base
public import struct FoundationEssentials.UUID

/// The values of a statement as they travel: one run of bytes, every text ended by a zero, as the driver
/// hands them on.
public struct SQLValues: Sendable, Equatable {
    /// Where a value's bytes are.
    public struct Place: Sendable, Equatable {
        /// Where they begin; -1 for null.
        public let start: Int32
        /// How many there are, without the zero behind a text.
        public let length: Int32
        /// Whether they are no text.
        public let isBinary: Bool

        @usableFromInline init(start: Int, length: Int, isBinary: Bool) {
            self.start = Int32(truncatingIfNeeded: start)
            self.length = Int32(truncatingIfNeeded: length)
            self.isBinary = isBinary
        }

        static let null = Place(start: -1, length: 0, isBinary: false)

        /// Whether it is SQL null.
        public var isNull: Bool { start < 0 }
        fileprivate var range: Range<Int> { Int(start)..<(Int(start) + Int(length)) }
        fileprivate func moved(by shift: Int) -> Place {
            isNull ? self : Place(start: Int(start) + shift, length: Int(length), isBinary: isBinary)
        }
    }

    /// All values' bytes.
    public private(set) var bytes: [UInt8] = []
    /// Where each value is.
    public private(set) var places: [Place] = []
    /// Whether a text holds a zero byte, which PostgreSQL's cannot.
    public private(set) var holdsZero = false

    /// No values.
    public init() {}

    /// How many values there are.
    public var count: Int { places.count }

    /// Room for so many values, of so many bytes if that is known.
    mutating func reserve(_ count: Int, bytes length: Int? = nil) {
        bytes.reserveCapacity(length ?? count * 24)
        places.reserveCapacity(count)
    }

    /// Adds a text, or null.
    public mutating func append(_ text: String?) {
        guard let text else {
            places.append(.null)
            return
        }
        let start = bytes.count
        bytes.append(contentsOf: text.utf8)
        // Looks at every byte without leaving early: so many are looked at at once.
        var least: UInt8 = 1
        for index in start..<bytes.count { least = min(least, bytes[index]) }
        holdsZero = holdsZero || least == 0
        end(start)
    }

    /// Adds a text whose bytes, none of them zero, `write` puts behind what is there.
    public mutating func append(writing write: (inout [UInt8]) -> Void) {
        let start = bytes.count
        write(&bytes)
        end(start)
    }

    /// Adds an id's bytes.
    public mutating func append(_ id: UUID) {
        places.append(Place(start: bytes.count, length: 16, isBinary: true))
        let b = id.uuid
        bytes.append(contentsOf: [
            b.0, b.1, b.2, b.3, b.4, b.5, b.6, b.7, b.8, b.9, b.10, b.11, b.12, b.13, b.14, b.15,
        ])
    }

    /// Adds a moment's microseconds.
    public mutating func append(_ moment: Instant) {
        places.append(Place(start: bytes.count, length: 8, isBinary: true))
        let count = moment.microseconds &- SQLForm.epoch
        for shift in stride(from: 56, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: count >> Int64(shift)))
        }
    }

    private mutating func end(_ start: Int) {
        places.append(Place(start: start, length: bytes.count - start, isBinary: false))
        bytes.append(0)
    }

    /// Adds these values, all of them texts, as one, in the text form of an array: every element quoted.
    public mutating func append(array elements: SQLValues) {
        holdsZero = holdsZero || elements.holdsZero
        append { bytes in
            bytes.append(UInt8(ascii: "{"))
            for (index, place) in elements.places.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                guard !place.isNull else {
                    bytes += "NULL".utf8
                    continue
                }
                bytes.append(UInt8(ascii: "\""))
                for byte in elements.bytes[place.range] {
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
        for place in others.places { places.append(place.moved(by: shift)) }
        bytes += others.bytes
    }

    /// Adds so many nulls.
    mutating func append(nulls count: Int) {
        places.append(contentsOf: repeatElement(.null, count: count))
    }

    /// The value at a place as text; nil is SQL null.
    public subscript(index: Int) -> String? {
        let place = places[index]
        guard !place.isNull else { return nil }
        let own = bytes[place.range]
        guard place.isBinary else { return String(decoding: own, as: UTF8.self) }
        if place.length == 16 {
            let b = Array(own)
            return UUID(
                uuid: (
                    b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13],
                    b[14], b[15]
                )
            ).text
        }
        let count = own.reduce(Int64(0)) { $0 << 8 | Int64($1) }
        return Instant(microseconds: count &+ SQLForm.epoch).sql
    }
}
