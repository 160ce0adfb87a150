import YAML

/// A reading of one file for one environment: what was found wrong, and what each value came from.
final class ProfileReading {
    let file: String
    let today: String
    var environment = ""
    var environments: [String] = []
    var faults: [ProfileFault] = []
    var notes: [ProfileFault] = []
    var explained: [Explained] = []
    /// Texts that no message may show.
    var secrets: [String] = []
    /// Where each value stands that was given, by its path.
    var places: [String: YAMLNode] = [:]

    init(file: String, today: String) {
        self.file = file
        self.today = today
    }

    func fault(_ node: YAMLNode, _ message: String) {
        faults.append(ProfileFault(file: file, line: node.line, column: node.column, message: message))
    }

    func fault(_ entry: YAMLEntry, _ message: String) {
        faults.append(ProfileFault(file: file, line: entry.line, column: entry.column, message: message))
    }

    /// A fault of a value by its path; of what stands around it when it is not written itself.
    func fault(at path: String, _ message: String) {
        let place = place(of: path)
        faults.append(ProfileFault(file: file, line: place.line, column: place.column, message: message))
    }

    /// The faults, without the secrets that stand in the file.
    var shownFaults: [ProfileFault] {
        faults.map { fault in
            let message = secrets.reduce(fault.message) { $0.replacing($1, with: "(hidden)") }
            return ProfileFault(file: fault.file, line: fault.line, column: fault.column, message: message)
        }
    }

    func note(at path: String, _ message: String) {
        let place = place(of: path)
        notes.append(ProfileFault(file: file, line: place.line, column: place.column, message: message))
    }

    func place(of path: String) -> (line: Int, column: Int) {
        var path = path
        while true {
            if let node = places[path] { return (node.line, node.column) }
            guard let dot = path.lastIndex(of: ".") else { return (1, 1) }
            path = String(path[..<dot])
        }
    }

    /// The value for this environment, where one is given for each: `{production: 3, staging: 1}`.
    func resolved(_ node: YAMLNode) -> YAMLNode? {
        guard case .mapping(let entries) = node.content, !entries.isEmpty,
            entries.contains(where: { environments.contains($0.key) })
        else { return node }
        for entry in entries where !environments.contains(entry.key) {
            fault(
                entry,
                "\"\(entry.key)\" is no environment of this file"
                    + NearestName.hint(entry.key, among: environments))
        }
        return node[environment]
    }

    func given(_ path: String, _ node: YAMLNode) {
        places[path] = node
        explained.append(Explained(path: path, value: Self.shown(node), source: .given(line: node.line)))
    }

    func byDefault(_ path: String, _ value: String, why: String) {
        explained.append(Explained(path: path, value: value, source: .byDefault(why: why)))
    }

    static func shown(_ node: YAMLNode) -> String {
        switch node.content {
        case .scalar(let text, _): text
        case .sequence(let nodes): "[" + nodes.map(shown).joined(separator: ", ") + "]"
        case .mapping(let entries):
            "{" + entries.map { "\($0.key): \(shown($0.value))" }.joined(separator: ", ") + "}"
        }
    }
}

/// A mapping of a profile: its keys are asked for one by one, and those that nobody asked for are faults.
final class ProfileSection {
    let reading: ProfileReading
    let path: String
    let node: YAMLNode
    private var asked: [String] = []

    init(_ reading: ProfileReading, _ path: String, _ node: YAMLNode) {
        self.reading = reading
        self.path = path
        self.node = node
        reading.places[path] = node
    }

    var line: Int { node.line }

    func path(of key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

    /// The value of a key for this environment.
    func value(_ key: String) -> YAMLNode? {
        asked.append(key)
        guard let found = node[key], let value = reading.resolved(found), !value.isNull else { return nil }
        return value
    }

    func has(_ key: String) -> Bool { value(key) != nil }

    /// A value, or nil when it is not given or wrong.
    func get<Value>(_ key: String, _ form: Form<Value>) -> Value? {
        guard let node = value(key) else { return nil }
        return read(key, node, form)
    }

    /// A value, or the default with its reason.
    func get<Value>(
        _ key: String, _ form: Form<Value>, else value: Value, show: (Value) -> String = { "\($0)" },
        why: String
    ) -> Value {
        guard let node = self.value(key) else {
            reading.byDefault(path(of: key), show(value), why: why)
            return value
        }
        return read(key, node, form) ?? value
    }

    /// A value that must be given.
    func need<Value>(_ key: String, _ form: Form<Value>, else stand: Value, _ what: String) -> Value {
        guard let node = value(key) else {
            reading.fault(self.node, "\(path(of: key)) is missing: \(what)")
            return stand
        }
        return read(key, node, form) ?? stand
    }

    /// A list of values; nil when it is not given. A single value stands for a list of one.
    func list<Value>(_ key: String, _ form: Form<Value>) -> [Value]? {
        guard let node = value(key) else { return nil }
        reading.given(path(of: key), node)
        let nodes: [YAMLNode]
        if case .sequence(let elements) = node.content { nodes = elements } else { nodes = [node] }
        return nodes.compactMap { read(nil, $0, form) }
    }

    func list<Value>(_ key: String, _ form: Form<Value>, else value: [Value], why: String) -> [Value] {
        if let found = list(key, form) { return found }
        reading.byDefault(path(of: key), "[" + value.map { "\($0)" }.joined(separator: ", ") + "]", why: why)
        return value
    }

    /// A mapping below this one; nil when it is not given.
    func within<Value>(_ key: String, _ body: (ProfileSection) -> Value) -> Value? {
        guard let node = value(key) else { return nil }
        return Self.read(reading, path(of: key), node, body)
    }

    /// The mapping, or an empty one in its place when it is not given, so that its defaults are explained.
    func always<Value>(_ key: String, _ body: (ProfileSection) -> Value) -> Value {
        let node = value(key) ?? YAMLNode(.mapping([]), line: node.line, column: node.column)
        let section = ProfileSection(reading, path(of: key), node)
        if case .mapping = node.content {
        } else {
            reading.fault(node, "\(path(of: key)) is a group of settings")
        }
        defer { section.close() }
        return body(section)
    }

    /// The mappings below a mapping, by name, in the order written.
    func each<Value>(_ key: String, _ body: (String, ProfileSection) -> Value?) -> [Value] {
        guard let node = value(key) else { return [] }
        guard case .mapping(let entries) = node.content else {
            reading.fault(node, "\(path(of: key)) is a group of names")
            return []
        }
        reading.places[path(of: key)] = node
        return entries.compactMap { entry in
            guard let value = reading.resolved(entry.value) else { return nil }
            return Self.read(reading, path(of: key) + "." + entry.key, value) { body(entry.key, $0) } ?? nil
        }
    }

    static func read<Value>(
        _ reading: ProfileReading, _ path: String, _ node: YAMLNode, _ body: (ProfileSection) -> Value
    ) -> Value? {
        guard case .mapping = node.content else {
            reading.fault(node, "\(path) is a group of settings, not \"\(ProfileReading.shown(node))\"")
            return nil
        }
        let section = ProfileSection(reading, path, node)
        defer { section.close() }
        return body(section)
    }

    func read<Value>(_ key: String?, _ node: YAMLNode, _ form: Form<Value>) -> Value? {
        do throws(Wrong) {
            let value = try form.read(node)
            if let key { reading.given(path(of: key), node) }
            return value
        } catch {
            let name = key.map { path(of: $0) } ?? path
            if let key { reading.places[path(of: key)] = node }
            reading.fault(node, "\(name): \(error.message)")
            return nil
        }
    }

    /// Reports every key that nobody asked for.
    func close() {
        for entry in node.entries where !asked.contains(entry.key) {
            let here = path.isEmpty ? "" : " in \(path)"
            reading.fault(
                entry, "unknown key \"\(entry.key)\"\(here)" + NearestName.hint(entry.key, among: asked))
        }
    }
}
