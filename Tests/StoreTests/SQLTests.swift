import Base
import Testing
import struct FoundationEssentials.UUID

@testable import Store

@Test func `values become binds`() throws {
    let count: Int64 = 3
    let condition: SQL = "b = \("x") and c = \(Int?.none)"
    let sql: SQL = "select 1 where a = \(count) and \(part: condition)"
    #expect(sql.text == "select 1 where a = $1 and b = $2 and c = $3")
    #expect(sql.binds == ["3", "x", nil])
    let rows = Rows(columns: ["a", "b"], values: ["1", nil], affected: 1)
    let decoded = try rows.decoded(as: (Int64, String?).self, statement: sql)
    #expect(decoded[0].0 == 1 && decoded[0].1 == nil)
    let single = try Rows(columns: ["a"], values: ["1"], affected: 1).decoded(as: Int64.self, statement: sql)
    #expect(single == [1])
}

@Test func `values travel as PostgreSQL writes them`() throws {
    let id = try #require(UUID(text: "0192c7ab-0000-7000-8000-000000000001"))
    let sql: SQL = """
        \(Int64.min), \(-7), \(id), \(Instant(microseconds: 0)), \(true), \(["a", "b\"c", "d\\e"]), \([1, 2]),
        \([String?.none, "x"]), \(JSON.object([("a", 1)])), \(LocalText(tr: "Çay"))
        """
    #expect(
        sql.binds == [
            "-9223372036854775808", "-7", id.text, "1970-01-01 00:00:00.000000+00", "t",
            #"{"a","b\"c","d\\e"}"#, #"{"1","2"}"#, #"{NULL,"x"}"#, #"{"a":1}"#, #"{"tr":"Çay"}"#,
        ])
    #expect(!sql.values.holdsZero)
    let zero: SQL = "\(["a", "b\u{0}"])"
    #expect(zero.values.holdsZero)
}

@Test func `parts are numbered anew, and what is no place of theirs stays`() {
    let row: SQL = "(\(1), '$9', $x, \("z"), \(Int?.none))"
    let sql: SQL = "insert \("first") values \(list: [row, row])"
    #expect(sql.text == "insert $1 values ($2, '$9', $x, $3, $4), ($5, '$9', $x, $6, $7)")
    #expect(sql.binds == ["first", "1", "z", nil, "1", "z", nil])
}

@Test func `cells are read strictly`() throws {
    let sql: SQL = "select 1"
    func int(_ text: String?) throws -> Int64 {
        try Rows(columns: ["a"], values: [text], affected: 1).decoded(as: Int64.self, statement: sql)[0]
    }
    for number in [0, 1, -1, 42, Int64.max, Int64.min] { #expect(try int("\(number)") == number) }
    for text in ["", "-", "1.0", "9223372036854775808", "-9223372036854775809", " 1", "x"] {
        #expect(throws: DatabaseError.self) { try int(text) }
    }
    #expect(throws: DatabaseError.self) { try int(nil) }
}
