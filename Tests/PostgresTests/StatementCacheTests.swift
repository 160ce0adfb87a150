import Store
import Testing

@testable import Postgres

struct StatementCacheTests {
    @Test func `the least recently used statement makes room`() {
        var cache = StatementCache(limit: 2)
        let first = cache.add(StatementText("a")).name
        _ = cache.add(StatementText("b"))
        #expect(cache.find(StatementText("a"))?.name == first)
        let (third, evicted) = cache.add(StatementText("c"))
        #expect(evicted.count == 1)
        #expect(cache.find(StatementText("b")) == nil)
        #expect(cache.find(StatementText("a"))?.name == first)
        #expect(third != first)
        cache.forget(StatementText("a"))
        #expect(cache.count == 1)
    }

    @Test func `a connection keeps working when it has prepared more than it keeps`() throws {
        var cache = StatementCache(limit: 3)
        for number in 0..<100 { _ = cache.add(StatementText("select \(number)")) }
        #expect(cache.count == 3)
        #expect(cache.find(StatementText("select 99")) != nil)
    }
}
