import Foundation
import Testing
import YAML

@testable import Deploy

/// What profiles become as files.
struct RenderTests {
    private static let profiles = [
        ("pixpos", "prod"), ("mega-pos", "mvp"), ("globalpay", "prod"), ("biletpro", "prod"),
        ("payment-system", "staging"), ("payment-system", "production"),
    ]

    private static func graph(_ name: String, _ environment: String) throws -> Graph {
        let place = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: "../../deploy/profiles/\(name).yaml")
        let text = try String(contentsOf: place, encoding: .utf8)
        return Graph.build(
            try Profile.read(text, file: "\(name).yaml", environment: environment, today: "2026-11-21")
                .profile)
    }

    /// A value as the reader of YAML sees it.
    private func same(_ value: Value, _ node: YAMLNode) -> Bool {
        switch value {
        case .text(let text): node.text == text && (text.isEmpty || node.integer == nil && node.truth == nil)
        case .integer(let number): node.integer == number
        case .truth(let truth): node.truth == truth
        case .list(let values):
            node.elements.count == values.count && zip(values, node.elements).allSatisfy { same($0, $1) }
        case .object(let fields):
            node.entries.map(\.key) == fields.map(\.name)
                && zip(fields, node.entries).allSatisfy { same($0.value, $1.value) }
        default: false
        }
    }

    @Test func `Every value comes back from its YAML as it was`() throws {
        var seeded = Seeded(state: 7)
        let texts = [
            "", "a", "true", "No", "null", "~", "1", "1.5", "0x1f", "1e3", "2026-11-21", "a: b", "a #b",
            "- a", "'",
            "\"", "\\", " a", "a ", "a\nb\n", "a\nb", "\n", "\ta", "ğüş ıİ", "{{resolve:ssm:/a}}", "*", "&x",
            "%a",
            "@b", "`", "a:", "12:30", "=", "<<", "[", "{}", "|", ">", "!x", "?", "-", "a\u{7}b", "🧾", "/",
            "a'b\"c",
        ]
        func made(_ depth: Int) -> Value {
            switch Int.random(in: 0...(depth > 0 ? 5 : 2), using: &seeded) {
            case 0: .text(texts[Int.random(in: 0..<texts.count, using: &seeded)])
            case 1: .integer(Int.random(in: -5000...5000, using: &seeded))
            case 2: .truth(Bool.random(using: &seeded))
            case 3: .list((0..<Int.random(in: 0...3, using: &seeded)).map { _ in made(depth - 1) })
            default:
                .object(
                    (0..<Int.random(in: 0...4, using: &seeded)).map {
                        Value.Field("\(texts[($0 * 7 + depth) % texts.count])\($0)", made(depth - 1))
                    })
            }
        }
        for _ in 0..<500 {
            let value = Value.object([Value.Field("value", made(4))])
            let text = YAMLText.document(value) { _ in "" }
            let node = try YAML.document(text)
            #expect(same(value, node), "\(value)\n\(text)")
        }
    }

    @Test func `Late values are named and filled in`() {
        let text = "a: {{resolve:ssm:/x/y}} b {{resolve:ssm:/x/z}} {{resolve:ssm:/x/y}}"
        #expect(LateValues.names(in: text) == ["/x/y", "/x/z"])
        #expect(LateValues.fill(text, ["/x/y": "1"]) == "a: 1 b {{resolve:ssm:/x/z}} 1")
        #expect(LateValues.names(in: "{{resolve:ssm:/never") == [])
    }

    @Test(arguments: profiles)
    func `No two files have one path, and the same profile gives the same files`(
        _ name: String, _ environment: String
    )
        throws
    {
        let files = Rendering.files(try Self.graph(name, environment))
        #expect(Set(files.map(\.path)).count == files.count)
        #expect(files.allSatisfy { $0.text.hasSuffix("\n") })
        #expect(files == Rendering.files(try Self.graph(name, environment)))
    }

    @Test(arguments: profiles)
    func `Every late value of a manifest is told by a stack, looked up or released`(
        _ name: String, _ environment: String
    ) throws {
        let graph = try Self.graph(name, environment)
        let told = Set(
            StackPart.all(of: graph, direct: []).flatMap { part in
                part.published.map { ParameterName.of($0.id, $0.attribute, in: graph) }
            })
        let looked = Set(graph.lookups.map { ParameterName.of($0.id, in: graph) })
        for file in KubernetesRender.files(graph) where file.path.hasSuffix(".yaml") {
            for late in LateValues.names(in: file.text) {
                let isReleased = late.hasPrefix(graph.profile.parameter("release/"))
                #expect(isReleased || told.contains(late) || looked.contains(late), "\(file.path): \(late)")
            }
        }
    }

    @Test
    func `Deliveries sign in by a role, scan before they can reach anything, and migrate before traffic`()
        throws
    {
        let files = WorkflowRender.files(try Self.graph("payment-system", "production"))
        let text = try #require(files.first?.text)
        let jobs = try #require(YAML.document(text).at("jobs"))
        let deliver = try #require(jobs.at("deliver"))
        #expect(deliver.at("permissions", "id-token")?.text == "write")
        #expect(deliver.at("needs")?.elements.compactMap(\.text) == ["test", "scan"])
        #expect(jobs.at("scan", "permissions") == nil && jobs.at("scan")?.at("env") == nil)
        #expect(jobs.at("notify") != nil)
        let runs = deliver.at("steps")?.elements.compactMap { $0.at("run")?.text } ?? []
        let order = ["deploy build", "deploy publish", "deploy rollout", "deploy verify"]
        let places = order.map { verb in runs.firstIndex { $0.contains(verb) } }
        #expect(
            places.allSatisfy { $0 != nil } && places.compactMap(\.self) == places.compactMap(\.self).sorted()
        )
        #expect(!text.contains("AWS_SECRET_ACCESS_KEY"))
        for line in text.split(separator: "\n") where line.contains("uses:") {
            let version = line.split(separator: "@").last.map(String.init) ?? ""
            let isCommit = version.count == 40 && version.allSatisfy(\.isHexDigit)
            #expect(
                isCommit || (version.hasPrefix("v") && version.dropFirst().allSatisfy(\.isNumber)), "\(line)")
        }
    }
}
