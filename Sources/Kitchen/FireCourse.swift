import Base
public import Organizations
public import Store
public import struct FoundationEssentials.UUID

/// Fires a held course of a check: its tickets come to life at their stations, and their age counts from now.
/// Kept apart from sending, because guests ask to wait between courses.
public enum FireCourse {
    /// - Returns: the tickets that were fired.
    /// - Throws: `courseAlreadyFired` the second time, `unknownCourse` when the kitchen has no such course of
    ///   the check.
    @discardableResult
    public static func run(
        _ course: Int, of check: UUID, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> [KitchenTicket] {
        try context.require(.sendLines, subject: check, in: tx)
        let all = try TicketStore.tickets(
            context.actor.organization, .course(course, check: check), locked: true, in: tx)
        guard course > 0, !all.isEmpty else { throw KitchenRefusal.unknownCourse(course: course) }
        let held = all.filter { $0.items.contains { $0.state == .held } }
        guard !held.isEmpty else { throw KitchenRefusal.courseAlreadyFired(course: course) }
        let fired = try held.map { before in
            var ticket = before
            try ticket.moveAll(.fire, at: context.now)
            TicketCommand.save(&ticket, from: before, "course.fired", context, in: tx)
            return ticket
        }
        try KitchenPaper.queue(fired, context, in: tx) { $0.items.filter { $0.state == .sent } }
        return fired
    }
}
