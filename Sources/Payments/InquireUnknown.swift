public import Base
public import Organizations
public import Store

/// Asks connectors what became of payments whose outcome is unknown, as often as the schedule says: a
/// worker's step.
public enum InquireUnknown {
    /// What one round did.
    public struct Report: Sendable, Equatable {
        /// How many payments were asked about.
        public internal(set) var asked = 0
        /// How many have an outcome now.
        public internal(set) var resolved = 0
        /// How many could not be asked about or booked; the schedule brings them back.
        public internal(set) var failed = 0
    }

    /// Asks about every payment that is due, each between two transactions of its own.
    public static func run(
        _ runner: CommandRunner, _ connectors: ConnectorSet, _ follower: (any PaymentFollower)? = nil,
        limit: Int = 100
    ) async throws -> Report {
        let now = runner.surroundings.now()
        let due = try await runner.database.transaction(.system) { tx in
            try AttemptStore.claimDue(at: now, limit: limit, in: tx)
        }
        var report = Report()
        for item in due {
            report.asked += 1
            do {
                if try await inquire(item, now, runner, connectors, follower) { report.resolved += 1 }
            } catch let cancellation as CancellationError {
                throw cancellation
            } catch {
                // One damaged payment must not keep the others from being asked about.
                report.failed += 1
            }
        }
        return report
    }

    /// How many inquiries are due, counted up to `limit`.
    public static func waiting(at now: Instant, limit: Int, in tx: borrowing Transaction) throws -> Int {
        try AttemptStore.dueCount(at: now, limit: limit, in: tx)
    }

    /// Makes the next round ask about this intent, whatever the schedule says: a person presses "ask again".
    ///
    /// - Returns: false when there is nothing to ask.
    public static func hasten(
        _ intent: ID<PaymentIntent>, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> Bool {
        try AttemptStore.hasten(intent, of: context.actor.organization, at: context.now, in: tx)
    }

    private static func inquire(
        _ item: DueInquiry, _ now: Instant, _ runner: CommandRunner, _ connectors: ConnectorSet,
        _ follower: (any PaymentFollower)?
    ) async throws -> Bool {
        let connector = try connectors.connector(item.connector)
        let request = try await runner.database.transaction(.organization(item.organization.raw), .read) {
            tx in
            try PaymentIntentStore.find(item.intent, of: item.organization, in: tx)?.request(item.attempt)
        }
        guard let request else { return false }
        let answer = await connector.inquire(request)
        let proof = answer.proof(age: now.seconds - item.since.seconds, connector.capabilities)
        // An attempt that left and was never heard of again becomes unknown when inquiry cannot tell either.
        guard let outcome = proof ?? (item.state == .sent ? .unknown : nil) else { return false }
        return try await runner.run(.system(item.organization), command: runner.surroundings.newUUID()) {
            context, tx in
            try settle(item, outcome, connector, follower, context, in: tx)
        }
    }

    private static func settle(
        _ item: DueInquiry, _ outcome: AttemptOutcome, _ connector: any Connector,
        _ follower: (any PaymentFollower)?,
        _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> Bool {
        let before = try item.lockedIntent(follower, context, in: tx)
        let after = try SettleAttempt.run(item.attempt, of: item.intent, outcome, connector, context, in: tx)
        guard let before, before != after else { return false }
        try follower?.intentMoved(after, context, in: tx)
        return after.state != .processing
    }
}
