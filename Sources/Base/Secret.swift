/// A text that must not be shown: a password, a key. It prints as `<secret>` wherever it is printed.
public struct Secret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// The text itself. Name it only where it is used up.
    public let reveal: String

    /// Hides a text.
    public init(_ text: String) { reveal = text }

    /// `<secret>`.
    public var description: String { "<secret>" }
    /// `<secret>`.
    public var debugDescription: String { "<secret>" }
    /// Nothing to look into.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
