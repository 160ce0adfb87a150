/// A statement's text, made to be looked up: a connection finds the statements that it has prepared by it.
///
/// It is kept in pieces, as the source has it: the literals, which are compared by where they lie, and the
/// places of values between them. It becomes text only when a connection prepares it.
public struct StatementText: Sendable, Hashable, CustomStringConvertible {
    /// A literal's text, or a value's place.
    public enum Piece: Sendable, Hashable {
        case text(String)
        case place(SQLForm)
    }

    /// The pieces in order.
    public let pieces: [Piece]

    /// The text of these pieces.
    @usableFromInline init(_ pieces: [Piece]) { self.pieces = pieces }

    /// This text, without places.
    public init(_ text: String) { pieces = [.text(text)] }

    /// The text with others before and behind it.
    public func between(_ before: [Piece], _ behind: [Piece]) -> StatementText {
        StatementText(before + pieces + behind)
    }

    /// The text, with `$1`, `$2`… where values go.
    public var description: String {
        var text = ""
        var places = 0
        for piece in pieces {
            switch piece {
            case .text(let literal): text += literal
            case .place:
                places += 1
                text += "$\(places)"
            }
        }
        return text
    }

    /// The form of each place's values, in order.
    public var forms: [SQLForm] {
        pieces.compactMap { piece in
            if case .place(let form) = piece { form } else { nil }
        }
    }

    /// Takes lengths only: the texts of one program seldom share all of those, and reading thousands of
    /// bytes would cost more than the rare comparison too many.
    public func hash(into hasher: inout Hasher) {
        var sum = UInt64(truncatingIfNeeded: pieces.count)
        for index in stride(from: 0, to: pieces.count, by: max(1, pieces.count / 16)) {
            switch pieces[index] {
            case .text(let literal): sum = sum &* 31 &+ UInt64(truncatingIfNeeded: literal.utf8.count)
            case .place(let form): sum = sum &* 31 &+ UInt64(form.rawValue)
            }
        }
        hasher.combine(sum)
    }
}
