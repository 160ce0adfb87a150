public import Base
public import Organizations
public import Store
import Kitchen

/// Fires a held course: the kitchen may start, so its lines are voided only with a reason from now on.
public struct FireLines: Sendable {
    let course: Int
    let check: ID<Check>
    let branch: ID<Branch>

    /// Fires this course of the check.
    public init(course: Int, of check: ID<Check>, branch: ID<Branch>) {
        self.course = course
        self.check = check
        self.branch = branch
    }

    /// A course is fired once.
    public func run(_ context: CommandContext, in tx: borrowing Transaction) throws -> CheckView {
        var held = try HeldCheck.load(check, branch, context, in: tx)
        guard held.check.state.isLive else { throw CheckRefusal.illegalTransition(from: held.check.state) }
        try FireCourse.run(course, of: check.raw, context, in: tx)
        for index in held.check.lines.indices
        where held.check.lines[index].course == course && held.check.lines[index].state == .held {
            guard case .state(let state) = try held.check.lines[index].state.after(.fire) else { continue }
            held.check.lines[index].state = state
            held.check.lines[index].stage = state
        }
        return try held.record("check.fire", context, in: tx)
    }
}
