import Base
import Testing
import Web

@testable import API

@Suite struct ContentsTests {
    private let router = Router(Endpoints.all)

    @Test func `every endpoint is found under its own path and method`() {
        for endpoint in Endpoints.all {
            let path = endpoint.segments.map { segment in
                !segment.hasPrefix("{")
                    ? String(segment)
                    : segment.contains(":int") ? "7" : segment.contains(":text") ? "cashier" : sampleID
            }
            guard case .endpoint(let found, _) = router.find(endpoint.method, path) else {
                Issue.record("\(endpoint.method.rawValue) \(endpoint.template) leads nowhere")
                continue
            }
            #expect(found.id == endpoint.id)
        }
    }

    @Test func `a known path with another method names the methods that it has`() {
        guard case .otherMethods(let methods) = router.find(.delete, ["api", "v1", "sign-in"]) else {
            Issue.record("sign-in takes DELETE")
            return
        }
        #expect(methods.contains(.post) && methods.contains(.options))
    }

    @Test func `something that is no UUID is not found`() {
        let path = ["api", "v1", "branches", "nonsense", "floor"]
        guard case .nothing = router.find(.get, path) else {
            Issue.record("a branch called nonsense was found")
            return
        }
    }

    @Test func `writes ask for a key, except those that open a session`() {
        let without = Endpoints.all.filter { $0.method != .get && !$0.needsKey }.map(\.id)
        #expect(Set(without) == ["signIn", "signOut", "pairDevice", "pinSignIn", "approve"])
    }

    @Test func `the description is one valid document with a schema for every body`() throws {
        let document = try JSON(parsing: Description.openAPI)
        guard case .object(let paths) = document["paths"] ?? .null else {
            Issue.record("no paths")
            return
        }
        #expect(paths.count >= 60)
        guard case .object(let schemas) = document["components"]?["schemas"] ?? .null else {
            Issue.record("no schemas")
            return
        }
        for (name, schema) in schemas where schema["type"] == "object" {
            #expect(schema["properties"] != nil, "\(name) has no properties")
            #expect(schema["additionalProperties"] == false, "\(name) takes anything")
        }
    }

    private let sampleID = "0193a1b2-0000-7000-8000-000000000001"
}
