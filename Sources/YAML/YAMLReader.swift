/// Strict YAML: no anchors, aliases or tags, no key twice, keys that are texts, bounded size, depth
/// and number of nodes. JSON is read as well, being YAML.
public enum YAML {
    /// The only document of a text.
    public static func document(_ text: String) throws(YAMLFault) -> YAMLNode {
        let documents = try documents(text)
        guard documents.count == 1, let only = documents.first else {
            throw YAMLFault(
                message: documents.isEmpty ? "the document is empty" : "one document is wanted, not several",
                line: documents.dropFirst().first?.line ?? 1, column: 1)
        }
        return only
    }

    /// The documents of a text, which `---` parts.
    public static func documents(_ text: String) throws(YAMLFault) -> [YAMLNode] {
        let bytes = Array(text.utf8)
        guard bytes.count <= YAMLLimits.bytesMax else {
            throw YAMLFault(message: "more than \(YAMLLimits.bytesMax) bytes", line: 1, column: 1)
        }
        let read = unsafe bytes.withUnsafeBufferPointer { buffer -> Result<[YAMLNode], YAMLFault> in
            guard let events = unsafe YAMLEvents(buffer) else {
                return .failure(YAMLFault(message: "no memory for the parser", line: 1, column: 1))
            }
            var reader = YAMLReader(events)
            do throws(YAMLFault) { return .success(try reader.documents()) } catch { return .failure(error) }
        }
        return try read.get()
    }
}

private struct YAMLReader: ~Copyable {
    private var events: YAMLEvents
    private var nodes = 0

    init(_ events: consuming YAMLEvents) { self.events = events }

    mutating func documents() throws(YAMLFault) -> [YAMLNode] {
        var result: [YAMLNode] = []
        while true {
            let event = try events.next()
            switch event.kind {
            case .streamEnd: return result
            case .documentStart:
                guard result.count < YAMLLimits.documentsMax else {
                    throw refusal("too many documents", event)
                }
                let first = try events.next()
                result.append(try node(first, depth: 1))
            default: continue
            }
        }
    }

    private mutating func node(_ event: YAMLEvent, depth: Int) throws(YAMLFault) -> YAMLNode {
        nodes += 1
        guard nodes <= YAMLLimits.nodesMax else { throw refusal("too many nodes", event) }
        guard depth <= YAMLLimits.depthMax else { throw refusal("nested too deeply", event) }
        guard event.kind != .alias, !event.isDecorated else {
            throw refusal("anchors, aliases and tags are not accepted", event)
        }
        switch event.kind {
        case .scalar(let text, let isPlain):
            return YAMLNode(.scalar(text, isPlain: isPlain), line: event.line, column: event.column)
        case .sequenceStart:
            return YAMLNode(.sequence(try elements(depth)), line: event.line, column: event.column)
        case .mappingStart:
            return YAMLNode(.mapping(try entries(depth)), line: event.line, column: event.column)
        default: throw refusal("a value is missing", event)
        }
    }

    private mutating func elements(_ depth: Int) throws(YAMLFault) -> [YAMLNode] {
        var result: [YAMLNode] = []
        while true {
            let event = try events.next()
            if event.kind == .sequenceEnd { return result }
            result.append(try node(event, depth: depth + 1))
        }
    }

    private mutating func entries(_ depth: Int) throws(YAMLFault) -> [YAMLEntry] {
        var result: [YAMLEntry] = []
        var seen: Set<String> = []
        while true {
            let event = try events.next()
            if event.kind == .mappingEnd { return result }
            guard case .scalar(let key, let isPlain) = event.kind, !event.isDecorated else {
                throw refusal("a key must be a text", event)
            }
            guard key != "<<" || !isPlain else { throw refusal("merge keys are not accepted", event) }
            guard seen.insert(key).inserted else { throw refusal("\"\(key)\" stands here twice", event) }
            let first = try events.next()
            let value = try node(first, depth: depth + 1)
            result.append(YAMLEntry(key: key, line: event.line, column: event.column, value: value))
        }
    }

    private func refusal(_ message: String, _ event: YAMLEvent) -> YAMLFault {
        YAMLFault(message: message, line: event.line, column: event.column)
    }
}
