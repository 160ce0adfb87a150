public import Base
public import Organizations
public import Store
public import struct FoundationEssentials.UUID

/// The body that says whether a product or option can be had.
public struct AvailabilityChange: Shaped, Equatable {
    /// How it stands.
    public let state: Availability.State
    /// Whole pieces left, when counted.
    public let remaining: Int64?
    /// When it can be had again by itself.
    public let until: Instant?

    /// On, off (until a moment or until further notice), or counted with what is left.
    public init(state: Availability.State, remaining: Int64? = nil, until: Instant? = nil) {
        self.state = state
        self.remaining = remaining
        self.until = until
    }

    /// The wire's form.
    public static let shape = Shape<AvailabilityChange>.object(
        "AvailabilityChange", AvailabilityChange.init(state:remaining:until:),
        Field("state", \.state, .choice),
        Field(
            optional: "remaining", \.remaining, .integer(0...1_000_000),
            "Whole pieces left; only when counted."),
        Field(optional: "until", \.until, .instant, "When it can be had again by itself; only when off."))
}

/// Says that a product or option is off, on again, or counted, at one branch: the 86 of the kitchen.
public enum SetAvailability {
    /// - Parameter subject: the product's or the option's id.
    /// - Throws: `notFound` when the menu has no such product or option; `invalid`.
    public static func run(
        _ subject: UUID, at branch: ID<Branch>, _ change: AvailabilityChange, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> AvailabilityView {
        try context.require(.setAvailability, subject: subject, in: tx)
        let organization = context.actor.organization
        let menu = try BranchMenu.load(branch, of: organization, in: tx)
        guard let isOption = menu.snapshot.isOption(subject) else { throw MenuRefusal.notFound }
        let before = try AvailabilityStore.locked(organization, branch, [subject], in: tx).first
        let after = try decide(change, subject, version: (before?.version ?? 0) + 1, at: context.now)
        AvailabilityStore.write(organization, branch, after, isOption: isOption, at: context.now, in: tx)
        context.show(after.frame(branch))
        context.audit(
            "availability.set", entity: "availability", id: subject, branch: branch,
            before: before.map { AvailabilityView.shape.encode($0.view) },
            after: AvailabilityView.shape.encode(after.view))
        return after.view
    }

    static func decide(
        _ change: AvailabilityChange, _ subject: UUID, version: Int64, at now: Instant
    ) throws(MenuRefusal) -> Availability {
        guard (change.state == .counted) == (change.remaining != nil) else {
            throw .invalid(
                pointer: "/remaining", code: "required", message: "What is left goes with counted only.")
        }
        guard change.until == nil || change.state == .off else {
            throw .invalid(pointer: "/until", code: "not_allowed", message: "An end goes with off only.")
        }
        if let until = change.until, until <= now {
            throw .invalid(pointer: "/until", code: "out_of_range", message: "The end lies in the past.")
        }
        return Availability(
            subject: subject, state: change.state,
            remaining: change.remaining.map { Quantity(thousandths: $0 * 1000) }, until: change.until,
            version: version)
    }
}

extension MenuSnapshot {
    /// Whether an id is an option's (true) or a product's (false); nil when it is neither.
    func isOption(_ subject: UUID) -> Bool? {
        if product(ID(subject))?.archived == false { return false }
        let found = groups.contains { !$0.archived && $0.option(ID(subject)) != nil }
        return found ? true : nil
    }
}
