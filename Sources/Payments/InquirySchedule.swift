public import Base

/// When an unknown outcome is asked about: 5 s, 30 s, 2 min, 10 min, 1 h after it got lost, then daily.
public enum InquirySchedule {
    /// Ages in seconds of the first inquiries.
    static let ages: [Int64] = [5, 30, 120, 600, 3_600]
    static let day: Int64 = 86_400

    /// Seconds that a connector's call may take; only then does a request without an outcome count as lost.
    public static let callSeconds: Int64 = 30

    /// The next inquiry after `now` for an outcome that has been unknown since `since`.
    public static func next(since: Instant, now: Instant) -> Instant {
        let age = max(0, now.seconds - since.seconds)
        if let next = ages.first(where: { $0 > age }) { return since.advanced(seconds: next) }
        return since.advanced(seconds: (age / day + 1) * day)
    }
}
