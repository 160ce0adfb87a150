/// A place in a profile and what is wrong there, or worth knowing.
public struct ProfileFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// The file, as the caller named it.
    public let file: String
    /// The line, from 1.
    public let line: Int
    /// The column, from 1.
    public let column: Int
    /// What is wrong and what to do.
    public let message: String

    /// A fault at a place.
    public init(file: String, line: Int, column: Int, message: String) {
        self.file = file
        self.line = line
        self.column = column
        self.message = message
    }

    /// `file:line:column: message`.
    public var description: String { "\(file):\(line):\(column): \(message)" }
}

/// Everything that is wrong with a profile, by place.
public struct ProfileFaults: Error, Sendable, Equatable, CustomStringConvertible {
    /// The faults, by line and column.
    public let faults: [ProfileFault]

    /// One fault a line.
    public var description: String { faults.map(\.description).joined(separator: "\n") }
}

/// A value of a resolved profile and where it comes from.
public struct Explained: Sendable, Equatable {
    /// Its place: `data.database.storage`.
    public let path: String
    /// The value, as written or as the default.
    public let value: String
    /// Where it comes from.
    public let source: Source

    /// Where a value comes from.
    public enum Source: Sendable, Equatable {
        /// The file's line.
        case given(line: Int)
        /// A default, with its reason.
        case byDefault(why: String)
    }
}

/// A profile that was read: resolved for one environment, with every value explained.
public struct ReadProfile: Sendable {
    /// The profile.
    public let profile: Profile
    /// Every value, in the order in which it was read.
    public let explained: [Explained]
    /// What is allowed and worth knowing.
    public let notes: [ProfileFault]
    /// The file's name, for messages.
    public let file: String
}
