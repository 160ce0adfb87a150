public import Base
public import Organizations
public import Store
import Kitchen
import Menu

/// Sends every line on the order pad to the kitchen as one round.
public struct SendLines: Sendable {
    let check: ID<Check>
    let branch: ID<Branch>
    let holding: Set<Int>

    /// Sends all new lines; those of the courses in `holding` wait until their course is fired.
    public init(_ check: ID<Check>, branch: ID<Branch>, holding: Set<Int> = []) {
        self.check = check
        self.branch = branch
        self.holding = holding
    }

    /// CHECK-005 A round is sent whole or not at all: one line without a station, or one portion too few, and
    /// nothing is sent.
    public func run(_ context: CommandContext, in tx: borrowing Transaction) throws -> CheckView {
        let organization = context.actor.organization
        let query = BranchMenu.query(branch, of: organization)
        var (held, answers) = try HeldCheck.resume(check, branch, also: [query], context, in: tx)
        try context.require(.sendLines, subject: check.raw, in: tx)
        guard held.check.state.isLive else { throw CheckRefusal.illegalTransition(from: held.check.state) }
        guard held.check.newLines > 0 else { throw CheckRefusal.nothingToSend }
        let menu = try BranchMenu.read(answers[0], branch, of: organization, in: tx)
        let tickets = try held.check.send(from: menu, on: held.day, holding: holding, context, in: tx)
        let view = try held.record("check.send", context, in: tx)
        held.remember(tickets: tickets, in: tx)
        return view
    }
}

extension Check {
    /// Moves the new lines on, takes counted stock for them and places the round; says how many tickets that
    /// made.
    mutating func send(
        from menu: BranchMenu, on day: BranchDay, holding: Set<Int> = [], _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> Int {
        rounds += 1
        var sent: [CheckLine] = []
        for index in lines.indices where lines[index].state == .new {
            let event: LineEvent = lines[index].course.map(holding.contains) ?? false ? .hold : .send
            guard case .state(let state) = try lines[index].state.after(event) else { continue }
            lines[index].state = state
            lines[index].stage = state
            lines[index].round = rounds
            sent.append(lines[index])
        }
        try menu.reserve(try sent.flatMap { try $0.demands($0.active) }, context, in: tx)
        let round = round(rounds, sent, by: context.actor.personName)
        return try PlaceRound.run(round, stamp: day.stamp, context, in: tx).count
    }
}
