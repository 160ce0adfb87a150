import Base
import Organizations

/// A screen's first message: who it is, which branch, and what it has seen already.
struct Hello: Shaped {
    let token: String
    let branch: ID<Branch>
    let screen: DeviceKind
    let station: String?
    let lastSequence: Int64?
    let epoch: String?

    static let shape = Shape<Hello>.object(
        "Hello", Hello.init(token:branch:screen:station:lastSequence:epoch:),
        Field("token", \.token, .text(1...4000), "Bearer token."),
        Field("branch", \.branch, .id(), "The branch to listen to."),
        Field("screen", \.screen, .choice, "Which screen this is."),
        Field(optional: "station", \.station, .text(1...60), "The kitchen station."),
        Field(
            optional: "lastSeq", \.lastSequence, .integer(0...9_007_199_254_740_991),
            "The last frame applied."),
        Field(optional: "epoch", \.epoch, .text(1...60), "The epoch that it belonged to."))

    /// Reads `{"hello": {…}}`.
    static func read(_ text: String) throws(Problem) -> Hello {
        let json: JSON
        do { json = try JSON(parsing: text) } catch { throw Problem(400, "malformed_json", error.message) }
        guard case .object(let members) = json, members.count == 1, members[0].0 == "hello" else {
            throw Problem(400, "hello_expected", "The first message must be a hello.")
        }
        return try shape.read(members[0].1)
    }
}
