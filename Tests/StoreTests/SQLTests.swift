import Base
import Testing

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
