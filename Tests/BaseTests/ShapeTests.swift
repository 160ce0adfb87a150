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
