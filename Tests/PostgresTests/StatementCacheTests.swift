import Testing

@testable import Postgres

struct StatementCacheTests {
    @Test func `the least recently used statement makes room`() {
        var cache = StatementCache(limit: 2)
        let first = cache.add("a").name
        _ = cache.add("b")
        #expect(cache.find("a")?.name == first)
        let (third, evicted) = cache.add("c")
        #expect(evicted.count == 1)
        #expect(cache.find("b") == nil)
        #expect(cache.find("a")?.name == first)
        #expect(third != first)
        cache.forget("a")
        #expect(cache.count == 1)
    }

    @Test func `a connection keeps working when it has prepared more than it keeps`() throws {
        var cache = StatementCache(limit: 3)
        for number in 0..<100 { _ = cache.add("select \(number)") }
        #expect(cache.count == 3)
        #expect(cache.find("select 99") != nil)
    }
}
