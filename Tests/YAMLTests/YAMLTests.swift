import Testing
import YAML

@Suite struct YAMLTests {
    @Test func `a tree keeps order, places and quoting`() throws {
        let tree = try YAML.document("system: kafe\nscale: {min: 2, tls: \"1.2\"}\nlist:\n  - a\n  - true\n")
        #expect(tree.entries.map(\.key) == ["system", "scale", "list"])
        #expect(tree.at("scale", "min")?.integer == 2)
        #expect(tree.at("scale", "tls")?.text == "1.2" && tree.at("scale", "tls")?.integer == nil)
        #expect(tree["list"]?.elements.map(\.line) == [4, 5])
        #expect(tree["list"]?.elements.last?.truth == true)
        #expect(tree["scale"]?.line == 2 && tree["scale"]?.column == 8)
        #expect(tree.moved(by: 10)["list"]?.elements.first?.line == 14)
    }

    @Test(arguments: ["yes", "no", "on", "True", "\"true\""])
    func `only true and false are truth values`(word: String) throws {
        #expect(try YAML.document("a: \(word)")["a"]?.truth == nil)
    }

    @Test func `JSON and several documents are read, with absolute lines`() throws {
        let tree = try YAML.document("{\"a\": [1, {\"b\": null}],\n \"c\": \"d\"}")
        #expect(tree["a"]?.elements.last?["b"]?.isNull == true && tree["c"]?.line == 2)
        let documents = try YAML.documents("a: 1\n---\nb: 2\n")
        #expect(documents.count == 2 && documents[1]["b"]?.line == 3)
    }

    @Test(
        arguments: [
            ("a: 1\nb: 2\na: 3", 3, "twice"), ("a: &x 1", 1, "anchors"), ("a: *x", 1, "anchors"),
            ("a: !!int 1", 1, "anchors"), ("<<: {a: 1}", 1, "merge"), ("? [a]\n: 1", 1, "text"),
            ("a: [1", 1, ""), ("a: 1\n---\nb: 2", 3, "several"), ("", 1, "empty"), ("a:\n\t- 1", 2, ""),
        ])
    func `what is not strict is refused at its place`(text: String, line: Int, word: String) {
        do throws(YAMLFault) {
            _ = try YAML.document(text)
            Issue.record("accepted: \(text)")
        } catch {
            #expect(error.line == line || word.isEmpty, "\(error)")
            #expect(error.message.contains(word), "\(error)")
        }
    }

    @Test func `depth, nodes and bytes are bounded`() {
        let deep = String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
        #expect(throws: YAMLFault.self) { try YAML.document(deep) }
        let many = "[" + String(repeating: "1,", count: YAMLLimits.nodesMax) + "1]"
        #expect(throws: YAMLFault.self) { try YAML.document(many) }
        let long = String(repeating: "a", count: YAMLLimits.bytesMax + 1)
        #expect(throws: YAMLFault.self) { try YAML.document(long) }
    }

    @Test func `an alias bomb is refused at its first anchor`() {
        let bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]"
        #expect(throws: YAMLFault(message: "anchors, aliases and tags are not accepted", line: 1, column: 4))
        {
            try YAML.document(bomb)
        }
    }
}
