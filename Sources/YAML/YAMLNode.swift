/// A piece of a YAML document, with the place where it is written.
public struct YAMLNode: Sendable, Equatable {
    /// What stands there.
    public enum Content: Sendable, Equatable {
        /// A text, a number or a truth value, as written; `isPlain` when it stands without quotes.
        case scalar(String, isPlain: Bool)
        /// A list.
        case sequence([YAMLNode])
        /// Entries in the order written; no key stands twice.
        case mapping([YAMLEntry])
    }

    /// What stands there.
    public let content: Content
    /// Line, from 1.
    public let line: Int
    /// Column, from 1.
    public let column: Int

    /// A node at a place.
    public init(_ content: Content, line: Int, column: Int) {
        self.content = content
        self.line = line
        self.column = column
    }
}

/// A key with its value.
public struct YAMLEntry: Sendable, Equatable {
    /// The key, always a text.
    public let key: String
    /// The line of the key, from 1.
    public let line: Int
    /// The column of the key, from 1.
    public let column: Int
    /// What the key stands for.
    public let value: YAMLNode

    /// A key at a place, with its value.
    public init(key: String, line: Int, column: Int, value: YAMLNode) {
        self.key = key
        self.line = line
        self.column = column
        self.value = value
    }
}

extension YAMLNode {
    /// The text as written, when this is a scalar.
    public var text: String? {
        guard case .scalar(let text, _) = content else { return nil }
        return text
    }

    /// The whole number, when this is one, written without quotes.
    public var integer: Int? {
        guard case .scalar(let text, true) = content else { return nil }
        return Int(text)
    }

    /// The truth value: only `true` and `false` are; `yes`, `no`, `on` and `off` are texts (YAML 1.2).
    public var truth: Bool? {
        guard case .scalar(let text, true) = content else { return nil }
        return text == "true" ? true : text == "false" ? false : nil
    }

    /// Whether nothing is written: an empty plain scalar, `~` or `null`.
    public var isNull: Bool {
        guard case .scalar(let text, true) = content else { return false }
        return text.isEmpty || text == "~" || text == "null"
    }

    /// The elements, when this is a list; otherwise none.
    public var elements: [YAMLNode] {
        guard case .sequence(let nodes) = content else { return [] }
        return nodes
    }

    /// The entries, when this is a mapping; otherwise none.
    public var entries: [YAMLEntry] {
        guard case .mapping(let entries) = content else { return [] }
        return entries
    }

    /// The value of a key, when this is a mapping that has it.
    public subscript(key: String) -> YAMLNode? { entries.first { $0.key == key }?.value }

    /// The value behind a chain of keys.
    public func at(_ path: String...) -> YAMLNode? {
        path.reduce(self as YAMLNode?) { node, key in node?[key] }
    }

    /// The same node, its places moved down by so many lines.
    public func moved(by lines: Int) -> YAMLNode {
        let content: Content =
            switch content {
            case .scalar: content
            case .sequence(let nodes): .sequence(nodes.map { $0.moved(by: lines) })
            case .mapping(let entries):
                .mapping(
                    entries.map {
                        YAMLEntry(
                            key: $0.key, line: $0.line + lines, column: $0.column,
                            value: $0.value.moved(by: lines))
                    })
            }
        return YAMLNode(content, line: line + lines, column: column)
    }
}
