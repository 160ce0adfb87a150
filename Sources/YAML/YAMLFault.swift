/// Why a text is not YAML that Hesap accepts.
public struct YAMLFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong, in English.
    public let message: String
    /// Line, from 1.
    public let line: Int
    /// Column, from 1.
    public let column: Int

    /// A fault at a place.
    public init(message: String, line: Int, column: Int) {
        self.message = message
        self.line = line
        self.column = column
    }

    /// `line:column: message`.
    public var description: String { "\(line):\(column): \(message)" }
}

/// The most that a document may have; beyond it the reader refuses instead of growing.
public enum YAMLLimits {
    /// Bytes of the text.
    public static let bytesMax = 1 << 20
    /// Lists and mappings inside one another.
    public static let depthMax = 32
    /// Nodes in all.
    public static let nodesMax = 100_000
    /// Documents in one text.
    public static let documentsMax = 256
}
