public import Base
public import Store

/// What signing in and resolving tokens need; one per process.
public struct Identity: Sendable {
    /// Where people, devices and keys are kept.
    public let database: any Database
    /// Clock, identity and chance.
    public let surroundings: Surroundings
    /// The server's own secrets.
    public let keys: ServerKeys
    /// How long a sign-in by password holds, in seconds.
    public let sessionSeconds: Int64
    /// Callers resolved within the last seconds.
    let cache = ActorCache()

    /// Sign-in by password holds for seven days unless configured otherwise.
    public init(
        database: any Database, surroundings: Surroundings, keys: ServerKeys,
        sessionSeconds: Int64 = 7 * 86_400
    ) {
        self.database = database
        self.surroundings = surroundings
        self.keys = keys
        self.sessionSeconds = sessionSeconds
    }

    /// How long a sign-in by PIN holds: a long shift.
    public static let shiftSeconds: Int64 = 16 * 3600

    /// Forgets every resolved caller: after a revocation, a changed role, a disabled person.
    public func forget() { cache.clear() }
}
