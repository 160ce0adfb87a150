public import Base
public import Organizations
public import Store

extension BranchMenu {
    /// Takes counted things when an order is sent: all demands whole, or none (I9, MENU-004).
    ///
    /// Costs no round trip when nothing demanded is counted or off here.
    /// - Throws: `soldOut` with what is left.
    public func reserve(
        _ demands: [AvailabilityDemand], _ context: CommandContext, in tx: borrowing Transaction
    ) throws {
        let told = AvailabilityDemand.summed(demands).filter { availability.entries[$0.subject] != nil }
        guard !told.isEmpty else { return }
        let organization = context.actor.organization
        let rows = try AvailabilityStore.locked(organization, branch, told.map(\.subject), in: tx)
        for entry in rows {
            guard let demand = told.first(where: { $0.subject == entry.subject }),
                let rest = try entry.taking(demand.quantity, at: context.now)
            else { continue }
            entry.move(to: rest, "availability.reserved", branch, context, in: tx)
        }
    }
}

extension Availability {
    /// Gives counted things back when a line is voided before its preparation began.
    ///
    /// What is no longer counted stays as it is.
    public static func release(
        _ demands: [AvailabilityDemand], at branch: ID<Branch>, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws {
        let summed = AvailabilityDemand.summed(demands)
        guard !summed.isEmpty else { return }
        let rows = try AvailabilityStore.locked(
            context.actor.organization, branch, summed.map(\.subject), in: tx)
        for entry in rows where entry.state == .counted {
            guard let demand = summed.first(where: { $0.subject == entry.subject }) else { continue }
            let rest = try (entry.remaining ?? .zero).adding(demand.quantity)
            entry.move(to: rest, "availability.released", branch, context, in: tx)
        }
    }

    func move(
        to rest: Quantity, _ action: String, _ branch: ID<Branch>, _ context: CommandContext,
        in tx: borrowing Transaction
    ) {
        let moved = with(remaining: rest)
        AvailabilityStore.move(context.actor.organization, branch, moved, at: context.now, in: tx)
        context.show(moved.frame(branch))
        context.audit(
            action, entity: "availability", id: subject, branch: branch,
            before: AvailabilityView.shape.encode(view), after: AvailabilityView.shape.encode(moved.view))
    }
}
