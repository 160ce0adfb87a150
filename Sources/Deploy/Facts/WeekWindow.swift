/// A time of the day or of the week in which a service works on itself, in minutes UTC.
struct WeekWindow: Sendable, Equatable {
    /// The day, 0 for Monday; nil for every day.
    let day: Int?
    /// Minutes since the day's midnight.
    let start: Int
    /// How many minutes it lasts.
    let length: Int

    static let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    /// Reads `03:00-04:00`; nil for anything else.
    init?(daily text: String) {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map(Self.minutes)
        guard ends.count == 2, let start = ends[0], let end = ends[1], start != end else { return nil }
        day = nil
        self.start = start
        length = (end - start + 1440) % 1440
    }

    /// Reads `mon:04:00-mon:05:00`; nil for anything else.
    init?(weekly text: String) {
        let ends = text.lowercased().split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let first = Self.moment(ends[0]), let second = Self.moment(ends[1]) else {
            return nil
        }
        let length = (second.day * 1440 + second.minute - first.day * 1440 - first.minute + 10080) % 10080
        guard length > 0, length <= 1440 else { return nil }
        day = first.day
        start = first.minute
        self.length = length
    }

    private static func moment(_ text: Substring) -> (day: Int, minute: Int)? {
        guard let day = days.firstIndex(of: String(text.prefix(3))), text.dropFirst(3).first == ":",
            let minute = minutes(text.dropFirst(4))
        else { return nil }
        return (day, minute)
    }

    private static func minutes(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.count == 2 && $0.allSatisfy(\.isNumber) }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
        else { return nil }
        return hour * 60 + minute
    }

    /// The stretches of the week that it covers, in minutes since Monday's midnight.
    private var stretches: [Range<Int>] {
        (day.map { [$0] } ?? Array(0..<7)).flatMap { day in
            let from = day * 1440 + start
            let to = from + length
            return to <= 10080 ? [from..<to] : [from..<10080, 0..<(to - 10080)]
        }
    }

    /// Whether both are open at some moment.
    func overlaps(_ other: WeekWindow) -> Bool {
        stretches.contains { mine in other.stretches.contains { mine.overlaps($0) } }
    }

    /// Whether one ends in the minute in which the other begins.
    func touches(_ other: WeekWindow) -> Bool {
        !overlaps(other)
            && stretches.contains { mine in
                other.stretches.contains {
                    mine.upperBound % 10080 == $0.lowerBound || $0.upperBound % 10080 == mine.lowerBound
                }
            }
    }
}
