public import Base
import Organizations
public import struct FoundationEssentials.UUID

/// How a product or option stands at a branch, on the wire and in the frame `availability.changed`.
public struct AvailabilityView: Shaped, Equatable {
    /// The product's id, or the option's.
    public let product: UUID
    /// On, off or counted.
    public let state: Availability.State
    /// Whole pieces left, when counted.
    public let remaining: Int64?
    /// When it can be had again by itself.
    public let until: Instant?

    /// The wire's form.
    public static let shape = Shape<AvailabilityView>.object(
        "Availability", AvailabilityView.init(product:state:remaining:until:),
        Field("product", \.product, .uuid, "The product's or the option's id."),
        Field("state", \.state, .choice),
        Field(
            optional: "remaining", \.remaining, .integer(0...1_000_000), "Whole pieces left, when counted."),
        Field(optional: "until", \.until, .instant, "When it can be had again by itself."))
}

extension Availability {
    /// The wire's form of it.
    public var view: AvailabilityView {
        AvailabilityView(product: subject, state: state, remaining: pieces, until: until)
    }

    func frame(_ branch: ID<Branch>) -> Frame {
        Frame(
            branch: branch, type: "availability.changed", entity: "availability", id: subject,
            version: version,
            text: AvailabilityView.shape.text(of: view))
    }

    func with(remaining: Quantity) -> Availability {
        Availability(
            subject: subject, state: state, remaining: remaining, until: until, version: version + 1)
    }
}

extension BranchMenu {
    /// Everything here that isn't simply to be had, for the snapshot of a screen.
    public func availabilityViews(at now: Instant) -> [AvailabilityView] {
        availability.entries.values.filter { $0.state(at: now) != .on }.map(\.view)
            .sorted { $0.product.text < $1.product.text }
    }
}
