import Testing

@testable import Base

@Suite struct JSONTests {
    @Test(arguments: [
        "null", "true", "-0", "9223372036854775807", "-9223372036854775808", "1.5", #""a\"\\\/\n\u00e7""#,
        "[]", "{}",
        #"{"b":[1,{"a":null}],"a":"ş🍽"}"#, " [ 1 , 2 ] ",
    ])
    func `what is written reads the same again`(text: String) throws {
        let value = try JSON(parsing: text)
        #expect(try JSON(parsing: value.written) == value)
    }

    @Test(arguments: [
        "", " ", "{", "[1,]", "{\"a\":1,}", "01", "+1", ".5", "1.", "NaN", "Infinity", "'a'", "{a:1}",
        "[1] 2", "nul",
        #"{"a":1,"a":2}"#, #""\u0000""#, #"{"\u0000":1}"#, #""\ud800""#, "\"\u{1}\"", "9223372036854775808",
        "1e999", "// no\n1", "\u{feff}1", "[1] x",
    ])
    func `what is not strict JSON is refused`(text: String) {
        #expect(throws: JSONFault.self) { try JSON(parsing: text) }
    }

    @Test func `bytes that are no UTF-8 are refused`() {
        for bytes: [UInt8] in [
            [0x22, 0xff, 0x22], [0x22, 0xc0, 0xaf, 0x22], [0x22, 0xed, 0xa0, 0x80, 0x22], [0x22],
        ] {
            #expect(throws: JSONFault.self) { try JSON(parsing: bytes) }
        }
    }

    @Test func `nesting has a bound`() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(try JSON(parsing: nested(Limits.jsonDepthMax)).array?.count == 1)
        #expect(throws: JSONFault.self) { try JSON(parsing: nested(Limits.jsonDepthMax + 1)) }
        #expect(throws: JSONFault.self) { try JSON(parsing: nested(100_000)) }
        #expect(throws: JSONFault.self) { try JSON(parsing: String(repeating: #"{"a":"#, count: 2000)) }
    }

    @Test func `members keep their order and integers stay integers`() throws {
        let value = try JSON(parsing: #"{"z":1,"a":1.0,"m":-7}"#)
        guard case .object(let members) = value else {
            throw JSONFault(message: "no object", line: 0, column: 0)
        }
        #expect(members.map { $0.0 } == ["z", "a", "m"])
        #expect(value["z"] == .integer(1) && value["a"] == .real(1) && value["m"]?.integer == -7)
        #expect(value["z"] != value["a"] && value["none"] == nil && JSON.null["z"] == nil)
    }

    @Test func `every control character is escaped`() throws {
        let all = String(String.UnicodeScalarView((1..<0x20).compactMap { Unicode.Scalar($0 as UInt32) }))
        let written = JSON.string(all).written
        #expect(written.utf8.allSatisfy { $0 >= 0x20 })
        #expect(try JSON(parsing: written).text == all)
    }
}

@Suite struct TimeTests {
    @Test(arguments: [
        ("2026-11-21T08:05:00.123456Z", 1_795_248_300_123_456),
        ("2026-11-21 08:05:00.5+00", 1_795_248_300_500_000),
        ("2026-11-21T11:05:00+03:00", 1_795_248_300_000_000), ("1969-12-31T23:59:59.999999Z", -1),
        ("2000-02-29T00:00:00Z", 951_782_400_000_000), ("2026-11-21T08:05:00-0330", 1_795_260_900_000_000),
    ])
    func `timestamps are read to the microsecond`(text: String, microseconds: Int64) throws {
        let instant = try #require(Instant(text))
        #expect(instant.microseconds == microseconds)
        #expect(Instant(instant.sql) == instant)
    }

    @Test(arguments: [
        "", "2026-11-21", "2026-11-21T08:05:00", "2026-11-21T24:00:00Z", "2026-13-01T00:00:00Z",
        "2026-02-29T00:00:00Z",
        "2026-11-21T08:05:00.Z", "2026-11-21T08:05:00z", "2026-11-21T08:05:00Zx", "2026-11-21T8:05:00Z0",
        "2026-11-21T08:05:00.1234567890Z", "+026-11-21T08:05:00Z", "2026-11-21T08:60:00Z",
        "2026-11-21T08:05:00+3:00",
    ])
    func `what is no timestamp is refused`(text: String) { #expect(Instant(text) == nil) }

    @Test func `days and instants agree over four centuries`() throws {
        var random = Seeded(9)
        for _ in 0..<20_000 {
            let day = Day(number: random.amount(-73_000...73_000))
            let parts = day.parts
            #expect(Day(year: parts.year, month: parts.month, day: parts.day) == day && Day(day.text) == day)
        }
        #expect(Day(number: 0).text == "1970-01-01" && Day(number: 0).weekday == 4)
        #expect(Day(year: 2026, month: 11, day: 21)?.weekday == 6)
        for text in [
            "2026-1-01", "2026-02-30", "0000-01-01", "2026-00-10", "abcd-ef-gh", "2026-11-2 ", "+026-11-21",
        ] {
            #expect(Day(text) == nil, "\(text)")
        }
    }

    @Test func `ids of one process only grow, and are version 7`() {
        let surroundings = Surroundings.on { Instant(microseconds: 1_780_000_000_000_000) }
        var last = ""
        for _ in 0..<10_000 {
            let id = surroundings.newUUID().text
            #expect(id > last && Array(id)[14] == "7" && "89ab".contains(Array(id)[19]))
            last = id
        }
    }

    @Test func `chance gives as many bytes as asked for, and every one of them varies`() {
        for count in [0, 1, 10, 1000] { #expect(Surroundings.live.randomBytes(count).count == count) }
        var seen = [Set<UInt8>](repeating: [], count: 16)
        for _ in 0..<200 {
            for (place, byte) in Surroundings.live.randomBytes(16).enumerated() { seen[place].insert(byte) }
        }
        #expect(seen.allSatisfy { $0.count > 80 })
    }
}

@Suite struct ShapeFaultTests {
    @Test func `numbers, texts, days and choices name what is wrong with them`() throws {
        func code<Value>(_ shape: Shape<Value>, _ json: JSON) -> String? {
            var faults: [FieldFault] = []
            return shape.decode(json, "", &faults) == nil ? faults.first?.code : nil
        }
        #expect(code(Shape<Int64>.integer(), 9_007_199_254_740_992) == "out_of_range")
        #expect(
            code(Shape<Int64>.integer(), .real(1)) == "wrong_type"
                && code(Shape<Int64>.integer(), "1") == "wrong_type")
        #expect(
            code(Shape<Int64>.positiveAmount, -1) == "out_of_range" && code(Shape<Int64>.amount, -1) == nil)
        #expect(
            code(Shape<String>.text(1...3), "") == "too_short"
                && code(Shape<String>.text(1...3), "abcd") == "too_long")
        #expect(
            code(Shape<String>.text(), "a\u{7}b") == "control_character"
                && code(Shape<String>.text(), "a\nb") == nil)
        #expect(
            code(Shape<Bool>.flag, 1) == "wrong_type" && code(Shape<Day>.day, "2026-02-30") == "not_a_date")
        #expect(
            code(Shape<Instant>.instant, "today") == "not_a_time"
                && code(Shape<Currency>.currency, "XYZ") == "not_allowed")
        #expect(code(Shape<Int64>.amount.list(1...2), []) == "wrong_count")
        #expect(
            code(Shape<Int64>.amount.nullable, .null) == nil
                && code(Shape<Quantity>.quantity, 0) == "out_of_range")
    }
}
