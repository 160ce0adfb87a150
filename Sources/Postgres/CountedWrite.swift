import Store

/// A write whose row count the server checks itself, so that it can travel in one round trip with the commit.
///
/// `with written as (UPDATE … returning 1) select …`: another count makes the select fail, which undoes the commit
/// behind it in the pipeline. The failing cast carries the count that there was.
enum CountedWrite {
    private static let mark = "hesap rows "

    /// The checked form; nil for a statement that cannot be wrapped (it has `returning` or starts another way).
    static func wrap(_ statement: SQL, affecting: Int) -> SQL? {
        let text = statement.text.lowercased()
        let word = text.drop { $0 == " " || $0 == "\n" }.prefix { $0.isLetter }
        guard word == "update" || word == "insert" || word == "delete", !text.contains("returning") else {
            return nil
        }
        return """
            with hesap_written as (\(part: statement) returning 1)
            select case when count(*) = \(literal: affecting) then 0
            else ('\(mark: mark)' || \(literal: affecting) || ' ' || count(*))::int end from hesap_written
            """
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

extension SQL.Interpolation {
    fileprivate mutating func appendInterpolation(literal number: Int) { appendLiteral(String(number)) }
    fileprivate mutating func appendInterpolation(mark text: String) { appendLiteral(text) }
}
