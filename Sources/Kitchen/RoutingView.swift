public import Base
public import Organizations
public import Store
import struct FoundationEssentials.UUID

/// A branch's routing as the back office has it.
public struct RoutingView: Shaped, Equatable {
    /// Every rule.
    public let rules: [RoutingRule]
    /// How often it was changed; in a change, what the caller saw.
    public let version: Int64

    /// The wire's form.
    public static let shape = Shape<RoutingView>.object(
        "Routing", RoutingView.init(rules:version:),
        Field(
            "rules", \.rules, RoutingRule.shape.list(0...2000),
            "A product's rule goes before its category's, and that before the branch's default."),
        Field("version", \.version, .integer(0...1_000_000_000), "How often it was changed."))

    /// A branch's routing as it is now.
    public static func load(
        _ branch: ID<Branch>, of organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> RoutingView {
        RoutingView(
            rules: try StationStore.rules(organization, of: branch, in: tx),
            version: try StationStore.routingVersion(organization, of: branch, in: tx))
    }
}

extension RoutingRule: Shaped {
    /// The wire's form.
    public static let shape = Shape<RoutingRule>.object(
        "RoutingRule", RoutingRule.init(station:product:category:orderType:),
        Field("station", \.station, .id(), "Who cooks it."),
        Field(optional: "product", \.product, .uuid, "This product alone."),
        Field(optional: "category", \.category, .uuid, "This category; neither of the two: everything else."),
        Field(optional: "orderType", \.orderType, .choice, "For this way of ordering alone."))
}
