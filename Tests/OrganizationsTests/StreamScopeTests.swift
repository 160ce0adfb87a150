import Base
import Organizations
import Testing
import struct FoundationEssentials.UUID

struct StreamScopeTests {
    static func frame(
        _ seq: Int64, _ type: String, _ audience: Audience = .all, station: String? = nil
    ) -> StreamFrame {
        let id = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
        return StreamFrame(
            seq: seq, at: Instant(microseconds: 0), type: type, entity: "x", id: id, version: 1,
            station: station,
            audience: audience, data: "{}")
    }

    @Test func `a kitchen screen gets tickets of its station and availability, no checks`() {
        let grill = StreamScope(screen: .kitchen, station: "grill")
        #expect(grill.admits(Self.frame(1, "ticket.changed", .kitchen, station: "grill")))
        #expect(!grill.admits(Self.frame(1, "ticket.changed", .kitchen, station: "bar")))
        #expect(grill.admits(Self.frame(1, "availability.changed")))
        #expect(!grill.admits(Self.frame(1, "check.changed")))
        #expect(StreamScope(screen: .kitchen).admits(Self.frame(1, "ticket.changed", station: "bar")))
    }

    @Test func `a till gets everything but the owner's, the owner everything`() {
        #expect(StreamScope(screen: .pos).admits(Self.frame(1, "ticket.changed", .kitchen)))
        #expect(!StreamScope(screen: .pos).admits(Self.frame(1, "sales.changed", .boss)))
        #expect(StreamScope(screen: .boss).admits(Self.frame(1, "sales.changed", .boss)))
    }

    @Test func `each frame names the one before it in its scope`() {
        var cursor = StreamCursor(StreamScope(screen: .kitchen), after: 10)
        #expect(cursor.take(Self.frame(11, "check.changed")) == nil)
        #expect(cursor.take(Self.frame(12, "ticket.changed")) == 10)
        #expect(cursor.take(Self.frame(12, "ticket.changed")) == nil)
        #expect(cursor.take(Self.frame(13, "check.changed")) == nil)
        #expect(cursor.take(Self.frame(14, "ticket.changed")) == 12)
        #expect(cursor.seq == 14 && cursor.sent == 14)
    }
}
