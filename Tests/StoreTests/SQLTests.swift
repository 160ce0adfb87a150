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
    let sql: SQL = "insert \("first") values \(part: row), \(part: row)"
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

@Test func `statements of one literal have one text, whatever their values`() {
    func statement(_ id: UUID?, _ at: Instant) -> SQL { "select \(id), \(at) where \(1) = 1" }
    let one = statement(UUID(), Instant(microseconds: 1))
    let two = statement(nil, Instant(microseconds: 2))
    #expect(one.code == two.code && one.code.hashValue == two.code.hashValue)
    #expect(one.code.forms == [.uuid, .instant, .text])
    let text: SQL = "select \("a"), \("b") where \("1") = 1"
    #expect(text.text == one.text && text.code != one.code)
}

@Test func `rows of one key are its own, and rows that are kept are decoded once`() throws {
    let sql: SQL = "select 1"
    let rows = Rows(
        columns: ["key", "a", "b"], values: ["x", "1", nil, "xy", "2", "two", "x", "3", "three"], affected: 3)
    let own = rows.of("x")
    #expect(own.columns == ["a", "b"] && own.values == ["1", nil, "3", "three"] && own.affected == 2)
    #expect(own.say(theSameAs: Rows(columns: [], values: ["1", nil, "3", "three"], affected: 0)))
    #expect(!own.say(theSameAs: Rows(columns: [], values: ["1", "", "3", "three"], affected: 0)))
    #expect(!own.say(theSameAs: Rows(columns: [], values: ["1", nil, "3", "thre", "e"], affected: 0)))
    #expect(rows.of("none").count == 0)
    let kept = own.kept()
    for _ in 0..<2 {
        let decoded = try kept.decoded(as: (Int64, String?).self, statement: sql)
        #expect(decoded[0].0 == 1 && decoded[0].1 == nil && decoded[1].0 == 3 && decoded[1].1 == "three")
        let texts = try kept.decoded(as: (String, String?).self, statement: sql)
        #expect(texts[1].0 == "3")
    }
}
