import Testing

@testable import Base

private struct Percent: Equatable, Sendable {
    let value: Int64
    static let shape = Shape<Percent>.object(
        "Percent", Percent.init(value:), Field("value", \.value, .integer(0...100)))
}

private struct Fixed: Equatable, Sendable {
    let amount: Int64
    static let shape = Shape<Fixed>.object(
        "Fixed", Fixed.init(amount:), Field("amount", \.amount, .positiveAmount))
}

private enum Discount: Equatable, Sendable {
    case percent(Percent), fixed(Fixed)
    static let shape = Shape<Discount>.union(
        "Discount", by: "kind",
        Alternative("percent", Percent.shape, { .percent($0) }) {
            if case .percent(let value) = $0 { value } else { nil }
        },
        Alternative("fixed", Fixed.shape, { .fixed($0) }) {
            if case .fixed(let value) = $0 { value } else { nil }
        })
}

private enum Kind: String, CaseIterable, Sendable { case big, small }

private struct Thing: Equatable, Sendable {
    let id: ID<Thing>
    let kind: Kind?
    let parts: [Percent]
    let part: Percent?
    static let shape = Shape<Thing>.object(
        "Thing", Thing.init(id:kind:parts:part:), Field("id", \.id, .id()),
        Field(optional: "kind", \.kind, .choice),
        Field("parts", \.parts, Percent.shape.list(0...9), "Its parts."),
        Field(optional: "part", \.part, Percent.shape))
}

@Suite struct OpenAPITests {
    func operation(
        _ method: Operation.Method = .post, _ path: String = "/things/{thing}", id: String = "changeThing"
    )
        -> Operation
    {
        Operation(
            method, path, id: id, tag: "Things", "Changes a thing.",
            parameters: [.path("thing", Shape<ID<Thing>>.id()), .query("limit", Shape<Int>.int(1...200))],
            body: .json(Discount.shape), answers: [Operation.Answer(200, "The thing.", .json(Thing.shape))],
            problems: [.init(409, "too_late"), .init(409, "too_early")], security: [.staff, .key])
    }

    func document(_ operations: [Operation]) throws(OpenAPI.Fault) -> JSON {
        try OpenAPI(
            title: "Hesap", version: "1", operations: operations,
            commonProblems: [.init(401, "token_invalid")],
            problemFacts: [.init(name: "max", schema: Shape<Int64>.amount.schema, required: false)]
        ).document()
    }

    @Test func `an operation is written with its parameters, body, answers and problems`() throws {
        let document = try document([operation(), operation(.get, id: "thing")])
        let post = try #require(document["paths"]?["/things/{thing}"]?["post"])
        #expect(post["operationId"] == "changeThing" && document["paths"]?["/things/{thing}"]?["get"] != nil)
        #expect(post["parameters"]?.array?.map { $0["in"]?.text } == ["path", "query"])
        let body = post["requestBody"]?["content"]?["application/json"]?["schema"]
        #expect(body == ["$ref": "#/components/schemas/Discount"])
        #expect(post["responses"]?["409"]?["description"] == "`too_late`, `too_early`")
        #expect(post["responses"]?["401"]?["content"]?["application/problem+json"] != nil)
        #expect(post["security"] == [["staff": []], ["key": []]])
    }

    @Test func `schemas are closed, and null is said where it may stand`() throws {
        let schemas = try #require(try document([operation()])["components"]?["schemas"])
        guard case .object(let members) = schemas else { throw OpenAPI.Fault.noAnswer("schemas") }
        #expect(
            members.map { $0.0 } == [
                "Discount", "DiscountFixed", "DiscountPercent", "FieldFault", "Percent", "Problem", "Thing",
            ])
        #expect(schemas["DiscountFixed"]?["properties"]?["kind"]?["enum"] == ["fixed"])
        for (name, schema) in members where name != "Discount" {
            #expect(schema["additionalProperties"] == false && schema["properties"] != nil, "\(name)")
        }
        let thing = try #require(schemas["Thing"]?["properties"])
        #expect(
            thing["kind"]?["type"] == ["string", "null"] && thing["kind"]?["enum"] == ["big", "small", .null])
        #expect(thing["part"] == ["anyOf": [["$ref": "#/components/schemas/Percent"], ["type": "null"]]])
        #expect(thing["parts"]?["items"] == ["$ref": "#/components/schemas/Percent"])
        #expect(thing["parts"]?["description"] == "Its parts.")
        #expect(schemas["Thing"]?["required"] == ["id", "parts"])
        #expect(schemas["Problem"]?["properties"]?["max"] != nil)
    }

    @Test func `mistakes in the list of operations are found`() throws {
        let open = Operation(
            .get, "/things/{thing}", id: "a", tag: "T", "S", answers: [Operation.Answer(204, "Done.")],
            security: [])
        #expect(throws: OpenAPI.Fault.pathParameters("get /things/{thing}")) { try document([open]) }
        #expect(throws: OpenAPI.Fault.sameID("changeThing")) { try document([operation(), operation(.get)]) }
        #expect(throws: OpenAPI.Fault.samePath("post /things/{thing}")) {
            try document([operation(), operation(id: "other")])
        }
        let other = Operation(
            .get, "/other", id: "other", tag: "T", "S",
            answers: [Operation.Answer(200, "Another Thing.", .json(Fixed.shape.named("Thing")))],
            security: [])
        #expect(throws: OpenAPI.Fault.sameName("Thing")) { try document([operation(), other]) }
        let silent = Operation(.get, "/silent", id: "silent", tag: "T", "S", answers: [], security: [])
        #expect(throws: OpenAPI.Fault.noAnswer("silent")) { try document([silent]) }
    }

    @Test func `a union is told apart by its member and refuses what is neither`() throws {
        let percent = try Discount.shape.read(try JSON(parsing: #"{"kind":"percent","value":15}"#))
        #expect(percent == .percent(Percent(value: 15)))
        #expect(Discount.shape.encode(.fixed(Fixed(amount: 7))) == ["kind": "fixed", "amount": 7])
        for (text, pointer) in [
            (#"{"kind":"gift","value":15}"#, "/kind"), (#"{"value":15}"#, "/kind"),
            (#"{"kind":"fixed","value":15}"#, "/value"), (#"{"kind":"percent","value":101}"#, "/value"),
            ("[]", ""),
        ] {
            var faults: [FieldFault] = []
            #expect(Discount.shape.decode(try JSON(parsing: text), "", &faults) == nil)
            #expect(faults.first?.pointer == pointer)
        }
    }

    @Test func `objects by name hold known names, or a bounded number of any`() throws {
        let known = Shape<Int64>.amount.members(named: ["a", "b"])
        #expect(try known.read(["b": 2]) == ["b": 2] && known.encode(["b": 2, "a": 1]) == ["a": 1, "b": 2])
        var faults: [FieldFault] = []
        #expect(known.decode(["c/d": 2], "/x", &faults) == nil && faults.first?.pointer == "/x/c~1d")
        let any = Shape<Int64>.amount.keyed(atMost: 1)
        #expect(try any.read(["z": 2]) == ["z": 2])
        #expect(throws: Problem.self) { try any.read(["y": 1, "z": 2]) }
    }
}
