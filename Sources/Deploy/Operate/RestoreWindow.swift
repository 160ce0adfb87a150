public import Base

/// The moments to which a database can be brought back.
public struct RestoreWindow: Sendable, Equatable {
    /// The first one.
    public var earliest: Instant
    /// The last one: a few minutes ago.
    public var latest: Instant

    /// From an instance's own words, and from those of its backups where the account tells them.
    init?(instance: JSON, backups: JSON?, at now: Instant) {
        func moment(_ json: JSON?) -> Instant? { json?.text.flatMap { Instant($0) } }
        let own = backups?.at("DBInstanceAutomatedBackups", "0", "RestoreWindow")
        guard let latest = moment(own?["LatestTime"]) ?? moment(instance["LatestRestorableTime"]) else {
            return nil
        }
        let days = Int64(instance["BackupRetentionPeriod"]?.number ?? 1)
        let kept = now.advanced(seconds: -days * 86_400)
        let born = moment(instance["InstanceCreateTime"]) ?? kept
        self.latest = latest
        earliest = moment(own?["EarliestTime"]) ?? (born > kept ? born : kept)
    }

    /// Refuses a moment outside.
    public func check(_ time: Instant) throws(RunFault) {
        guard time >= earliest, time <= latest else {
            throw RunFault(
                3,
                "\(time.rfc3339) is outside of what can be restored, \(earliest.rfc3339) to"
                    + " \(latest.rfc3339)" + (time > latest ? ": the latest is a few minutes ago." : "."))
        }
    }
}

/// A length of time as people say it.
enum Span {
    static func text(seconds: Int) -> String {
        let parts = [
            (seconds / 86_400, "d"), (seconds % 86_400 / 3600, "h"), (seconds % 3600 / 60, "min"),
            (seconds % 60, "s"),
        ].filter { $0.0 > 0 }
        return parts.isEmpty ? "0 s" : parts.prefix(2).map { "\($0.0) \($0.1)" }.joined(separator: " ")
    }
}
