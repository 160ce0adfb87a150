/// Everything that a profile becomes, value by value, so that a fact of a document can be found in it.
public struct CoverageIndex: Sendable {
    /// A value with its place.
    struct Leaf: Sendable {
        /// The place: `Database.AllocatedStorage`, `Deployment/pixpos-api-blue spec.replicas`.
        let place: String
        /// The resource's type or the object's kind.
        let type: String
        /// The last name of the place, letters and digits only.
        let key: String
        /// The value.
        let value: String
    }

    /// The values.
    let leaves: [Leaf]
    /// Types and kinds, each with the first thing of it.
    let types: [String: String]
    /// The regions in use.
    let regions: Set<String>
    /// The account.
    let account: String
    /// Rendered files by path.
    let files: [RenderedFile]
    /// The names of resources and objects by type or kind, in the order of creation.
    let named: [String: [String]]
    /// The kinds of checks that `verify`, `diagnose` and `doctor` have for the system.
    let checks: [String: Set<String>]
    /// The steps of the plan from nothing.
    let steps: [String]
    private let byKey: [String: [Int]]
    private let byValue: [String: [Int]]

    /// What the profiles of one system, one an environment, become.
    public init(_ graphs: [Graph], files: [RenderedFile]) {
        var leaves: [Leaf] = []
        var types: [String: String] = [:]
        var named: [String: [String]] = [:]
        for graph in graphs {
            for resource in graph.resources {
                if types[resource.type] == nil { types[resource.type] = resource.id.name }
                named[resource.type, default: []].append(resource.id.name)
                leaves += Self.leaves(resource.properties, resource.id.name, resource.type, "")
            }
            for object in graph.objects {
                let kind = object.body["kind"].flatMap(Self.text) ?? ""
                let name = object.body["metadata"]?["name"].flatMap(Self.text) ?? ""
                if types[kind] == nil { types[kind] = "\(kind)/\(name)" }
                leaves += Self.leaves(object.body, "\(kind)/\(name)", kind, "")
            }
        }
        self.leaves = leaves
        self.types = types
        self.named = named
        checks = Self.checks(graphs.map(\.profile))
        steps = graphs.flatMap(Self.steps)
        self.files = files
        regions = Set(graphs.flatMap { $0.resources.map(\.region) + $0.profile.regions.all })
        account = graphs.last?.profile.environment.account ?? ""
        byKey = Dictionary(grouping: leaves.indices) { leaves[$0].key }
        byValue = Dictionary(grouping: leaves.indices) { leaves[$0].value.lowercased() }
    }

    private static func checks(_ profiles: [Profile]) -> [String: Set<String>] {
        [
            "verify": Set(profiles.flatMap { Verify.checks($0).map(\.kind) }),
            "diagnose": Set(profiles.flatMap { Diagnose.checks($0).map(\.kind) }),
            "doctor": Set(profiles.flatMap { Doctor.checks($0).map(\.kind) }),
        ]
    }

    private static func steps(_ graph: Graph) -> [String] {
        let settings = PlanSettings(image: "sha256:" + String(repeating: "0", count: 64))
        return (try? Plan.make(graph, .nothing, settings))?.steps.map(\.id.name) ?? []
    }

    /// The thing of some types that holds most of a command's values.
    func home(of types: [String], holding values: [String]) -> String? {
        let wanted = Set(values.map { $0.lowercased() })
        for type in types {
            guard let names = named[type], let first = names.first else { continue }
            var held = Dictionary(names.map { ($0, 0) }, uniquingKeysWith: { one, _ in one })
            for value in wanted {
                for index in byValue[value] ?? [] where leaves[index].type == type {
                    held[String(leaves[index].place.prefix { $0 != "." }), default: 0] += 1
                }
            }
            let best = held.values.max() ?? 0
            return names.first { held[$0] == best } ?? first
        }
        return nil
    }

    /// The place of a value under a name, inside one thing.
    func place(key: String, value: String, inside home: String) -> String? {
        (byKey[Self.plain(key)] ?? []).map { leaves[$0] }.first {
            $0.place.hasPrefix(home + ".") && Self.same($0.value, value)
        }?.place
    }

    /// The place of a name's key inside one thing, whatever its value.
    func place(key: String, inside home: String) -> String? {
        (byKey[Self.plain(key)] ?? []).map { leaves[$0] }.first { $0.place.hasPrefix(home + ".") }?.place
    }

    /// Letters and digits only, in small letters.
    static func plain(_ text: some StringProtocol) -> String {
        String(text.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) })
    }

    /// A value as a text, when it is known beforehand.
    static func text(_ value: Value) -> String? {
        switch value {
        case .text(let text): text
        case .integer(let number): String(number)
        case .thousandths(let number):
            number % 1000 == 0 ? String(number / 1000) : "\(number / 1000).\((number % 1000).digits)"
        case .truth(let truth): truth ? "true" : "false"
        case .join(let values): values.map { text($0) ?? "…" }.joined()
        case .reference(let id): "@\(id.name)"
        case .attribute(let id, let name): "@\(id.name).\(name)"
        case .lookup(let id): "@\(id.name)"
        case .list, .object: nil
        }
    }

    private static func leaves(_ value: Value, _ place: String, _ type: String, _ key: String) -> [Leaf] {
        switch value {
        case .list(let values): return values.flatMap { leaves($0, place, type, key) }
        case .object(let fields):
            return fields.flatMap {
                leaves(
                    $0.value, place + (place.contains(" ") || !place.contains("/") ? "." : " ") + $0.name,
                    type, $0.name)
            }
        default:
            guard let text = text(value) else { return [] }
            return [Leaf(place: place, type: type, key: plain(key), value: text)]
        }
    }

    /// The place of a value under a name, in types that fit.
    func place(key: String, value: String, fits: (String) -> Bool) -> String? {
        (byKey[Self.plain(key)] ?? []).map { leaves[$0] }.first {
            fits($0.type) && Self.same($0.value, value)
        }?.place
    }

    /// The place of a name, whatever is called so there.
    func place(value: String, fits: (String) -> Bool = { _ in true }) -> String? {
        (byValue[value.lowercased()] ?? []).map { leaves[$0] }.first { fits($0.type) }?.place
    }

    /// The place of a text inside a longer value.
    func place(holding text: String, fits: (String) -> Bool = { _ in true }) -> String? {
        leaves.first { fits($0.type) && $0.value.holds(text) }?.place
    }

    /// The place of a name's key, whatever its value.
    func place(key: String, fits: (String) -> Bool) -> String? {
        (byKey[Self.plain(key)] ?? []).map { leaves[$0] }.first { fits($0.type) }?.place
    }

    /// The file and line that hold a text.
    func line(holding text: String, in path: String? = nil) -> String? {
        for file in files where path.map({ file.path.hasPrefix($0) }) ?? true {
            for (index, line) in file.text.split(separator: "\n", omittingEmptySubsequences: false)
                .enumerated()
            where line.holds(text) {
                return "\(file.path):\(index + 1)"
            }
        }
        return nil
    }

    /// Whether what stands at a place holds a text; the place may be the beginning of one.
    func holds(_ place: String, _ text: String) -> Bool {
        if files.contains(where: { $0.path == place && $0.text.holds(text) }) { return true }
        return leaves.contains { leaf in
            (leaf.place == place || leaf.place.hasPrefix(place + ".") || leaf.place.hasPrefix(place + " "))
                && (text.isEmpty || leaf.value.holds(text))
        }
    }

    static func same(_ ours: String, _ theirs: String) -> Bool {
        let (one, other) = (ours.lowercased(), theirs.lowercased())
        if one == other { return true }
        return other.count > 3 && one.hasPrefix(other + "-")
    }
}

extension Int {
    /// Three digits without zeros at the end: 100 thousandths are `1`.
    fileprivate var digits: String {
        var text = String(self + 1000).dropFirst()
        while text.last == "0" { text = text.dropLast() }
        return String(text)
    }
}
