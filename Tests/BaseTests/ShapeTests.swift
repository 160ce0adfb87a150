import Testing
import struct FoundationEssentials.UUID

@testable import Base

struct Body: Shaped, Equatable {
    let id: UUID
    let guests: Int
    let note: String?
    let lines: [Line]

    static let shape = Shape<Body>.object(
        "Body", Body.init(id:guests:note:lines:),
        Field("id", \.id, .uuid), Field("guests", \.guests, .int(1...99)),
        Field(optional: "note", \.note, .text(0...20)), Field("lines", \.lines, Line.shape.list()))
}

struct Line: Shaped, Equatable {
    let quantity: Int64
    static let shape = Shape<Line>.object(
        "Line", Line.init(quantity:), Field("quantity", \.quantity, .integer(1...9)))
}

@Test func `a body that fits is read whole`() throws {
    let id = UUID()
    let json = try JSON(parsing: #"{"id":"\#(id)","guests":4,"lines":[{"quantity":2}]}"#)
    let body = try Body.shape.read(json)
    #expect(body == Body(id: id, guests: 4, note: nil, lines: [Line(quantity: 2)]))
    #expect(Body.shape.encode(body)["lines"] == .array([.object([("quantity", 2)])]))
}

@Test func `every fault of a body is named with its pointer`() throws {
    let json = try JSON(parsing: #"{"id":"x","guests":100,"lines":[{"quantity":1.0}],"tip":1}"#)
    #expect(throws: Problem.self) { try Body.shape.read(json) }
    do { _ = try Body.shape.read(json) } catch {
        #expect(error.errors.map(\.pointer) == ["/tip", "/id", "/guests", "/lines/0/quantity"])
    }
}

@Test func `free text refuses a card number and takes other digits`() {
    var faults: [FieldFault] = []
    #expect(Shape<String>.freeText().decode("kart 4242 4242 4242 4242", "/note", &faults) == nil)
    #expect(faults.map(\.code) == ["card_number_refused"] && faults.map(\.pointer) == ["/note"])
    faults = []
    #expect(Shape<String>.freeText().decode("0532 123 45 67", "/note", &faults) == "0532 123 45 67")
    #expect(faults.isEmpty)
}

@Test func `a value's text is its tree's text`() throws {
    struct Everything: Shaped {
        let id: UUID
        let amount: Int64
        let flag: Bool
        let text: String?
        let at: Instant
        let day: Day
        let name: LocalText
        let bodies: [Body]

        static let shape = Shape<Everything>.object(
            "Everything",
            {
                Everything(
                    id: $0, amount: $1, flag: $2, text: $3, at: $4, day: $5, name: $6, bodies: $7)
            },
            Field("id", \.id, .uuid), Field("amount", \.amount, .amount), Field("flag", \.flag, .flag),
            Field(optional: "text", \.text, .text()), Field("at", \.at, .instant),
            Field("day", \.day, .day), Field("name", \.name, LocalText.shape),
            Field("bodies", \.bodies, Body.shape.list()))
    }
    let texts: [String?] = [nil, "", "çay", "\"a\\b\"", "line\nbreak\ttab\u{1}\u{1f}", "🫖"]
    let amounts: [Int64] = [0, -1, 7, 1_000_000, Int64.min, Int64.max]
    let names = [
        LocalText([:]), LocalText(tr: "Çay", en: "Tea"), LocalText(["de": "Tee", "en": "Tea", "az": "Ç"]),
    ]
    for (index, text) in texts.enumerated() {
        let line = Line(quantity: 3)
        let value = Everything(
            id: UUID(), amount: amounts[index], flag: index.isMultiple(of: 2), text: text,
            at: Instant(microseconds: 1_700_000_000_000_000 + Int64(index) * 1_001), day: Day(number: 20_000),
            name: names[index % names.count],
            bodies: [Body(id: UUID(), guests: index, note: text, lines: [line, line])])
        #expect(Everything.shape.text(of: value) == Everything.shape.encode(value).written)
    }
}

@Test func `ids and moments keep their text forms`() {
    for _ in 0..<1000 {
        let id = UUID()
        #expect(id.text == id.uuidString.lowercased() && UUID(text: id.uuidString) == id)
        var bytes = Array("x".utf8)
        id.append(to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == "x" + id.text)
    }
    #expect(UUID(text: "0192c7ab-0000-7000-8000-00000000000g") == nil)
    #expect(UUID(text: "0192c7ab00007000800000000000000000000") == nil)
    let moments: [Int64] = [
        0, 1, -1, 253_402_300_799_999_999, -62_135_596_800_000_000, 1_732_176_300_123_456,
    ]
    for microseconds in moments {
        let instant = Instant(microseconds: microseconds)
        #expect(Instant(instant.sql) == instant)
        #expect(Instant(instant.rfc3339)?.microseconds == floorDivide(microseconds, 1000) * 1000)
    }
    #expect(Instant(microseconds: 1_732_176_300_123_456).sql == "2024-11-21 08:05:00.123456+00")
    #expect(Instant("2024-11-21T11:05:00.5+03:00")?.microseconds == 1_732_176_300_500_000)
    for text in [
        "2024-11-21T08:05:00", "2024-13-21T08:05:00Z", "2024-11-21T24:05:00Z", "2024-11-21T08:05:00.Z",
    ] {
        #expect(Instant(text) == nil)
    }
}
