/// Checks what a profile becomes by the same named rules by which guides are checked: what is rendered must
/// not have the mistakes that are reported in documents.
public enum GraphLint {
    /// A rule's way of looking at a graph: each breach with the resource it stands at.
    struct Look: Sendable {
        let rule: String
        let breaches: @Sendable (Graph) -> [(ResourceID, String)]

        init(_ rule: String, _ breaches: @escaping @Sendable (Graph) -> [(ResourceID, String)]) {
            self.rule = rule
            self.breaches = breaches
        }

        /// A rule that looks at one resource of one type at a time, and says what is wrong with it.
        static func each(
            _ type: String, _ rule: String, _ wrong: @escaping @Sendable (Resource, Graph) -> String?
        ) -> Look {
            Look(rule) { graph in
                graph.resources.filter { $0.type == type }.compactMap { resource in
                    wrong(resource, graph).map { (resource.id, $0) }
                }
            }
        }
    }

    /// Every rule that can be seen in a graph.
    static let looks = access + stores + entrances + watching

    /// The rules' names.
    public static var rules: Set<String> { Set(looks.map(\.rule)) }

    /// The findings in a graph; those that the profile waives carry the reason.
    public static func findings(in graph: Graph) -> [Finding] {
        looks.flatMap { look in
            look.breaches(graph).map { id, message in
                let severity = RuleCatalogue.all.first { $0.id == look.rule }?.severity ?? .error
                var finding = Finding(
                    line: 1, rule: look.rule, severity: severity, message: "\(id.name): \(message)")
                finding.waived = graph.profile.waivers.first { $0.rule == look.rule }?.reason
                return finding
            }
        }
    }
}

extension Value {
    /// The text, when this is one.
    var plain: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    /// The parts of a list; a single value is a list of one.
    var parts: [Value] {
        guard case .list(let values) = self else { return [self] }
        return values
    }

    /// Every text inside.
    var allTexts: [String] {
        switch self {
        case .text(let text): [text]
        case .list(let values), .join(let values): values.flatMap(\.allTexts)
        case .object(let fields): fields.flatMap(\.value.allTexts)
        case .integer, .thousandths, .truth, .reference, .attribute, .lookup: []
        }
    }
}
