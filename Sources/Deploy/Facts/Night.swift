/// Hours in which nothing runs, in minutes of the day of a region's place.
struct Night: Sendable, Equatable {
    /// When it begins.
    let from: Int
    /// When it ends.
    let to: Int

    /// `20:00-06:00`; nil for none.
    init?(_ text: String?) {
        let ends = (text ?? "").split(separator: "-").map { end in
            end.split(separator: ":").compactMap { Int($0) }
        }
        guard ends.count == 2, ends.allSatisfy({ $0.count == 2 }) else { return nil }
        from = ends[0][0] * 60 + ends[0][1]
        to = ends[1][0] * 60 + ends[1][1]
    }

    /// A minute of every day as a schedule.
    func cron(_ minute: Int) -> String {
        let within = Self.within(minute)
        return "cron(\(within % 60) \(within / 60) * * ? *)"
    }

    /// The time zone of a region's place.
    static func timeZone(_ region: String) -> String { places[region]?.zone ?? "UTC" }

    /// The hours UTC from its earliest begin to its latest end: most places move their clocks by an hour in
    /// summer.
    func hours(in region: String) -> WeekWindow? {
        WeekWindow(daily: Self.hours(begin(in: region), to - (Self.places[region]?.east ?? 0)))
    }

    /// An hour UTC in which backups are made before it: a database that is stopped makes none.
    func backupWindow(in region: String) -> String {
        Self.hours(begin(in: region) - 120, begin(in: region) - 60)
    }

    /// An hour UTC of Sunday in which a database that is not stopped is kept up.
    func upkeepWindow(in region: String) -> String {
        let ends = [-240, -180].map { "sun:" + Self.clock(begin(in: region) + $0) }
        return ends[0] > ends[1] ? "sun:12:00-sun:13:00" : ends.joined(separator: "-")
    }

    private func begin(in region: String) -> Int {
        let place = Self.places[region]
        return from - (place?.east ?? 0) - (place == nil ? 0 : 60)
    }

    private static func hours(_ from: Int, _ to: Int) -> String { "\(clock(from))-\(clock(to))" }

    private static func clock(_ minute: Int) -> String {
        let within = within(minute)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(within / 60)):\(two(within % 60))"
    }

    private static func within(_ minute: Int) -> Int { (minute % 1440 + 1440) % 1440 }

    /// Zones of regions, with the minutes by which their winter is ahead of UTC.
    private static let places: [String: (zone: String, east: Int)] = [
        "us-east-1": ("America/New_York", -300), "us-east-2": ("America/New_York", -300),
        "us-west-1": ("America/Los_Angeles", -480), "us-west-2": ("America/Los_Angeles", -480),
        "eu-central-1": ("Europe/Berlin", 60), "eu-west-1": ("Europe/Dublin", 0),
        "eu-west-2": ("Europe/London", 0), "eu-north-1": ("Europe/Stockholm", 60),
        "ap-southeast-2": ("Australia/Sydney", 600),
    ]
}
