public import Base
public import Organizations

/// Shows a check's screens how far the kitchen has come, after a station did something.
///
/// The kitchen knows nothing of checks, so whoever lets a station work calls this afterwards, in a
/// transaction of its own: checks lock their row before the kitchen's, and the kitchen its own first.
public struct ShowKitchenProgress: Sendable {
    let check: ID<Check>
    let branch: ID<Branch>

    /// Shows this check.
    public init(check: ID<Check>, branch: ID<Branch>) {
        self.check = check
        self.branch = branch
    }

    /// One check frame, and one table frame when the tile says something else now. The station's own audit
    /// event tells who.
    public func run(_ runner: CommandRunner, _ actor: Actor) async throws {
        try await runner.run(actor, command: runner.surroundings.newUUID()) { context, tx in
            let isKnown = CheckCache.shared.check(check, at: branch, of: context.actor.organization) != nil
            var held =
                isKnown
                ? try HeldCheck.resume(check, branch, context, in: tx).held
                : try HeldCheck.load(check, branch, context, in: tx)
            held.check.version += 1
            CheckStore.advance(held.check, was: held.was, held.organization, in: tx)
            held.showView(context)
            if held.check.state.isLive { held.showTile(as: nil, context, in: tx) }
            held.remember(changed: held.was.changed, in: tx)
        }
    }
}
