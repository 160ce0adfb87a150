import Base
import Testing

@Suite struct LocalTimeTests {
    let istanbul = LocalZone("Europe/Istanbul")
    let berlin = LocalZone("Europe/Berlin")

    @Test func `Istanbul is three hours east of UTC all year`() throws {
        let zone = try #require(istanbul)
        let winter = try #require(Instant("2026-01-15T21:30:00Z"))
        #expect(zone.local(winter).day.text == "2026-01-16" && zone.local(winter).clock == "00:30")
        let summer = try #require(Instant("2026-07-15T12:00:00Z"))
        #expect(zone.local(summer).clock == "15:00" && zone.local(summer).dayText == "15.07.2026")
        // Until 2016 Turkey had summer time.
        #expect(zone.offset(at: try #require(Instant("2015-01-15T12:00:00Z"))) == 7200)
    }

    @Test func `a night belongs to the business day that it began on`() throws {
        let zone = try #require(istanbul)
        for (text, day) in [
            ("2026-11-21T00:59:59Z", "2026-11-20"), ("2026-11-21T01:00:00Z", "2026-11-21"),
            ("2026-11-20T22:15:00Z", "2026-11-20"), ("2026-03-01T00:30:00Z", "2026-02-28"),
            ("2028-03-01T00:30:00Z", "2028-02-29"), ("2027-01-01T00:59:00Z", "2026-12-31"),
        ] {
            #expect(zone.businessDay(of: try #require(Instant(text))).text == day)
        }
        let bounds = zone.bounds(of: try #require(Day("2026-11-21")))
        #expect(bounds.lowerBound == Instant("2026-11-21T01:00:00Z"))
        #expect(bounds.upperBound == Instant("2026-11-22T01:00:00Z"))
        #expect(
            zone.businessDay(of: try #require(Instant("2026-11-21T02:30:00Z")), dayStart: 360).text
                == "2026-11-20")
    }

    @Test func `clocks that go forward or back leave no gap between business days`() throws {
        let zone = try #require(berlin)
        for text in ["2026-03-28", "2026-03-29", "2026-03-30", "2026-10-24", "2026-10-25", "2026-10-26"] {
            let day = try #require(Day(text))
            for dayStart in [0, 120, 150, 180, 240] {
                let bounds = zone.bounds(of: day, dayStart: dayStart)
                #expect(
                    bounds.upperBound == zone.bounds(of: day.advanced(by: 1), dayStart: dayStart).lowerBound)
                #expect(zone.businessDay(of: bounds.lowerBound, dayStart: dayStart) == day)
            }
        }
        let short = zone.bounds(of: try #require(Day("2026-03-28")))
        #expect(short.upperBound.seconds - short.lowerBound.seconds == 23 * 3600)
        let long = zone.bounds(of: try #require(Day("2026-10-24")))
        #expect(long.upperBound.seconds - long.lowerBound.seconds == 25 * 3600)
    }

    @Test func `a time that clocks skip is the moment of the change, a doubled one is the first`() throws {
        let zone = try #require(berlin)
        #expect(zone.instant(try #require(Day("2026-03-29")), minute: 150) == Instant("2026-03-29T01:00:00Z"))
        #expect(zone.instant(try #require(Day("2026-10-25")), minute: 150) == Instant("2026-10-25T00:30:00Z"))
        #expect(zone.instant(try #require(Day("2026-06-01")), minute: 600) == Instant("2026-06-01T08:00:00Z"))
    }

    @Test func `names that are no zones are refused`() {
        for name in ["", "EST", "Mars/Olympus", "+03:00", "Europe/istanbu"] {
            #expect(LocalZone(name) == nil)
        }
        #expect(LocalZone("UTC") != nil && LocalZone("Asia/Kathmandu") != nil)
    }
}
