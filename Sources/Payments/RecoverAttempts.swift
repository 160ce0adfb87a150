import Base
public import Organizations
import Store

/// Finds what a crash left behind: attempts that never left, and attempts that left and were never heard of
/// again.
public enum RecoverAttempts {
    /// What a recovery did.
    public struct Report: Sendable, Equatable {
        /// Attempts that provably never left us.
        public internal(set) var unsent = 0
        /// What inquiry did about the others.
        public internal(set) var inquiries = InquireUnknown.Report()
    }

    /// Run at the start of a worker and every minute after.
    ///
    /// - Parameter olderThan: seconds; younger attempts may be another process's call under way.
    public static func run(
        _ runner: CommandRunner, _ connectors: ConnectorSet, _ follower: (any PaymentFollower)? = nil,
        olderThan seconds: Int64 = InquirySchedule.callSeconds
    ) async throws -> Report {
        let now = runner.surroundings.now()
        let limit = now.advanced(seconds: -seconds)
        let unsent = try await runner.database.transaction(.system) { tx in
            try AttemptStore.hastenSent(before: limit, at: now, in: tx)
            return try AttemptStore.unsent(before: limit, in: tx)
        }
        var report = Report()
        for item in unsent {
            let moved = try await runner.run(
                .system(item.organization), command: runner.surroundings.newUUID()
            ) {
                context, tx in
                try release(item, follower, context, in: tx)
            }
            if moved { report.unsent += 1 }
        }
        report.inquiries = try await InquireUnknown.run(runner, connectors, follower, limit: 1_000)
        return report
    }

    /// An attempt that still stands at `created` never left: its intent may be confirmed again.
    private static func release(
        _ item: DueInquiry, _ follower: (any PaymentFollower)?, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> Bool {
        guard let intent = try item.lockedIntent(follower, context, in: tx),
            let attempt = try AttemptStore.locked(item.attempt, of: item.organization, in: tx),
            attempt.state == .created
        else { return false }
        let unsent = try attempt.moved([.recoverUnsent])
        let released = try intent.moved([.failToSend])
        AttemptStore.update(
            unsent, from: .created, declineCode: nil, nextInquiry: nil, at: context.now, in: tx)
        PaymentIntentStore.update(released, from: intent.version, at: context.now, in: tx)
        PaymentNews.publish(released, context)
        context.audit(
            "payment.recover", entity: "payment_intent", id: intent.id.raw, branch: intent.branch,
            before: intent.json,
            after: released.json)
        try follower?.intentMoved(released, context, in: tx)
        return true
    }
}
