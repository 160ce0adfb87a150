import Store
import Synchronization

/// A write whose row count the server checks itself, so that it can travel in one round trip with the commit.
///
/// `with written as (UPDATE … returning 1) select …`: another count makes the select fail, which undoes the
/// commit behind it in the pipeline. The failing cast carries the count that there was.
enum CountedWrite {
    private static let mark = "hesap rows "

    /// The checked texts so far; nil for those that cannot be wrapped.
    private static let known = Mutex<[StatementText: StatementText?]>([:])

    /// The checked form; nil for a statement that cannot be wrapped (it has `returning` or starts another
    /// way).
    static func of(_ statement: Outgoing, affecting: Int) -> Outgoing? {
        guard let text = text(statement.text) else { return nil }
        var values = statement.values
        affecting.append(to: &values)
        affecting.append(to: &values)
        return Outgoing(text, values)
    }

    /// The checked form of a text: the count that it must have comes twice after its values.
    static func text(_ text: StatementText) -> StatementText? {
        known.withLock { known in
            if let found = known[text] { return found }
            if known.count >= DriverLimits.preparedStatementsMax { known.removeAll() }
            let wrapped = canBeChecked(text) ? wrap(text) : nil
            known[text] = .some(wrapped)
            return wrapped
        }
    }

    private static func canBeChecked(_ text: StatementText) -> Bool {
        let lowercased = text.description.lowercased()
        let word = lowercased.drop { $0 == " " || $0 == "\n" }.prefix { $0.isLetter }
        return (word == "update" || word == "insert" || word == "delete") && !lowercased.contains("returning")
    }

    private static func wrap(_ text: StatementText) -> StatementText {
        text.between(
            [.text("with hesap_written as (")],
            [
                .text(" returning 1) select case when count(*) = "), .place(.text),
                .text("::bigint then 0 else ('\(mark)' || "), .place(.text),
                .text("::bigint || ' ' || count(*))::int end from hesap_written"),
            ])
    }

    /// The row-count error behind the server's words; nil when the failure is another one.
    static func failure(of error: DatabaseError) -> DatabaseError? {
        guard error.kind == .other("22P02"), let start = error.message.firstRange(of: mark) else {
            return nil
        }
        let numbers = error.message[start.upperBound...].prefix { $0.isNumber || $0 == " " }.split(
            separator: " ")
        guard numbers.count == 2, let expected = Int(numbers[0]), let actual = Int(numbers[1]) else {
            return nil
        }
        return DatabaseError(
            kind: .rowCount(expected: expected, actual: actual), message: "another number of rows",
            statement: error.statement)
    }
}
