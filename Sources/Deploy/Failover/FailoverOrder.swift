import Base

/// What a failover is to do.
public struct FailoverOrder: Sendable, Equatable {
    /// Seconds of data that may be lost by the profile (its RPO).
    public var rpo: Int
    /// Seconds until it must work again by the profile (its RTO).
    public var rto: Int
    /// Seconds of data whose loss the operator accepts; nil for none beyond the RPO.
    public var acceptLoss: Int?
    /// Whether the operator vouches that the old writer is cut off, where it cannot be asked.
    public var vouchFenced: Bool
    /// Whether the old writer becomes a standby again at once.
    public var rebuilds: Bool

    /// An order.
    public init(
        rpo: Int, rto: Int, acceptLoss: Int? = nil, vouchFenced: Bool = false, rebuilds: Bool = true
    ) {
        self.rpo = rpo
        self.rto = rto
        self.acceptLoss = acceptLoss
        self.vouchFenced = vouchFenced
        self.rebuilds = rebuilds
    }
}

/// What is known before anything is touched.
public struct FailoverCheck: Sendable, Equatable {
    /// Milliseconds of acknowledged data that the standby may lack at most; nil when nobody knows.
    public var lag: Int?
    /// How that is known.
    public var evidence: String
    /// What the standby lacks to take over: secrets, images, certificates, room.
    public var missing: [String]
    /// Whether the old writer still answers.
    public var writerAnswers: Bool

    /// What is known.
    public init(lag: Int?, evidence: String, missing: [String], writerAnswers: Bool) {
        self.lag = lag
        self.evidence = evidence
        self.missing = missing
        self.writerAnswers = writerAnswers
    }

    /// Why the failover is refused; nil when it may go on.
    func refusal(of order: FailoverOrder) -> String? {
        if !missing.isEmpty { return "the standby lacks: \(missing.joined(separator: "; "))" }
        let most = max(order.rpo, order.acceptLoss ?? 0)
        guard let lag else {
            guard order.acceptLoss == nil else { return nil }
            return "nobody knows how far the standby is behind (\(evidence)); --accept-loss SECONDS goes on"
        }
        guard lag > most * 1000 else { return nil }
        let seconds = (lag + 999) / 1000
        return "the standby may lack \(seconds) s of acknowledged data (\(evidence)), \(most) s are allowed; "
            + "--accept-loss \(seconds)s goes on"
    }
}

/// What a failover cost, from the heartbeats.
public struct FailoverCost: Sendable, Equatable {
    /// Milliseconds between the last beat that the old writer took and the first that the new one did.
    public var rto: Int?
    /// Milliseconds of acknowledged beats that the new writer lacks.
    public var rpo: Int?
    /// Acknowledged beats that the new writer lacks.
    public var lost: Int?

    /// What it cost.
    public init(rto: Int?, rpo: Int?, lost: Int?) {
        self.rto = rto
        self.rpo = rpo
        self.lost = lost
    }
}
