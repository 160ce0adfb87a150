import FoundationEssentials
import FoundationInternationalization

/// A place's time zone by its IANA name, such as `Europe/Istanbul`: the only code that knows about zones.
public struct LocalZone: Hashable, Sendable {
    /// The IANA name.
    public let name: String
    private let zone: TimeZone

    /// The zone of that name, or nil when there is none; abbreviations such as `EST` are refused.
    public init?(_ name: String) {
        guard name == "UTC" || name.contains("/"), let zone = TimeZone(identifier: name) else { return nil }
        self.name = name
        self.zone = zone
    }

    /// Seconds east of UTC that clocks there show at `instant`.
    public func offset(at instant: Instant) -> Int64 {
        let seconds = floorDivide(instant.microseconds, 1_000_000)
        return Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds))))
    }

    /// What calendar and clock there show at `instant`.
    public func local(_ instant: Instant) -> LocalTime {
        let shown = instant.microseconds + offset(at: instant) * 1_000_000
        let days = floorDivide(shown, 86_400_000_000)
        return LocalTime(day: Day(number: days), microseconds: shown - days * 86_400_000_000)
    }

    /// The moment at which clocks there show that minute of that day.
    ///
    /// A time that clocks skip in spring is the moment of the change; one that they show twice in autumn is
    /// the first.
    public func instant(_ day: Day, minute: Int) -> Instant {
        let shown = (day.number * 1440 + Int64(minute)) * 60
        // The offsets half a day before and after bracket any change between them.
        let before = offset(at: Instant(microseconds: (shown - 43_200) * 1_000_000))
        let after = offset(at: Instant(microseconds: (shown + 43_200) * 1_000_000))
        for candidate in [shown - before, shown - after] {
            let instant = Instant(microseconds: candidate * 1_000_000)
            if candidate + offset(at: instant) == shown { return instant }
        }
        return change(between: shown - 86_400, and: shown + 86_400, leaving: before)
    }

    /// The first second in between at which the offset is no longer `offset`, by halving.
    private func change(between low: Int64, and high: Int64, leaving before: Int64) -> Instant {
        var low = low
        var high = high
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if offset(at: Instant(microseconds: middle * 1_000_000)) == before {
                low = middle
            } else {
                high = middle
            }
        }
        return Instant(microseconds: high * 1_000_000)
    }

    /// The business day that `instant` belongs to: it begins `dayStart` minutes after local midnight (04:00
    /// is 240).
    public func businessDay(of instant: Instant, dayStart: Int = BusinessDay.usualStart) -> Day {
        let local = local(instant)
        return local.minute < dayStart ? local.day.advanced(by: -1) : local.day
    }

    /// First moment of a business day, and first moment of the next.
    public func bounds(of businessDay: Day, dayStart: Int = BusinessDay.usualStart) -> Range<Instant> {
        let start = instant(businessDay, minute: dayStart)
        return start..<max(start, instant(businessDay.advanced(by: 1), minute: dayStart))
    }
}

/// What a wall calendar and clock show somewhere.
public struct LocalTime: Hashable, Comparable, Sendable {
    /// The date.
    public let day: Day
    /// Microseconds that the clock shows since midnight.
    public let microseconds: Int64

    /// A date and a time of day.
    public init(day: Day, microseconds: Int64) {
        self.day = day
        self.microseconds = microseconds
    }

    /// Order of what is shown.
    public static func < (left: LocalTime, right: LocalTime) -> Bool {
        (left.day, left.microseconds) < (right.day, right.microseconds)
    }

    /// Minutes shown since midnight, 0–1439.
    public var minute: Int { Int(microseconds / 60_000_000) }
    /// Hour, 0–23.
    public var hour: Int { minute / 60 }
    /// Second shown, 0–59.
    public var second: Int { Int(microseconds / 1_000_000 % 60) }

    /// `19:05`.
    public var clock: String { "\(pad(Int64(hour), 2)):\(pad(Int64(minute % 60), 2))" }

    /// The date as Turkish documents write it: `21.11.2026`.
    public var dayText: String {
        let parts = day.parts
        return "\(pad(Int64(parts.day), 2)).\(pad(Int64(parts.month), 2)).\(pad(Int64(parts.year), 4))"
    }
}

/// The day that a venue counts its sales by: a night that ends at 02:00 belongs to the day before.
public enum BusinessDay {
    /// 04:00, in minutes after local midnight.
    public static let usualStart = 240
}
