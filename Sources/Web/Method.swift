/// The request methods that Hesap answers; anything else is `.other`.
public enum Method: String, Sendable, Hashable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
    case options = "OPTIONS"
    case other = "OTHER"

    /// The method by its name on the wire, which is case-sensitive (RFC 9110 §9.1).
    public init(name: String) {
        self = Self(rawValue: name) ?? .other
    }
}
