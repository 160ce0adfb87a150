public import Base
public import Organizations
public import Store
public import struct FoundationEssentials.UUID

/// A rule in a price list's body.
public struct PriceRuleDraft: Shaped, Equatable {
    /// What `value` is.
    public enum Kind: String, CaseIterable, Sendable {
        /// Basis points less.
        case percent
        /// Minor units instead.
        case price
    }

    /// Bit 0 Monday … bit 6 Sunday.
    public let weekdays: Int
    /// Second of the local day, inclusive.
    public let fromSecond: Int
    /// Second of the local day, exclusive.
    public let toSecond: Int
    /// The only branch it is for.
    public let branch: ID<Branch>?
    /// How the guest takes it.
    public let orderType: OrderType?
    /// The only product it is for.
    public let product: ID<Product>?
    /// The heading it stands under.
    public let category: ID<Category>?
    /// The larger one wins.
    public let priority: Int
    /// Adds, removes or chooses.
    public let kind: Kind
    /// Basis points less, or minor units instead.
    public let value: Int64

    /// A rule; bit 0 of `weekdays` is Monday.
    public init(
        weekdays: Int = 127, fromSecond: Int, toSecond: Int, branch: ID<Branch>? = nil,
        orderType: OrderType? = nil,
        product: ID<Product>? = nil, category: ID<Category>? = nil, priority: Int = 0, kind: Kind,
        value: Int64
    ) {
        self.weekdays = weekdays
        self.fromSecond = fromSecond
        self.toSecond = toSecond
        self.branch = branch
        self.orderType = orderType
        self.product = product
        self.category = category
        self.priority = priority
        self.kind = kind
        self.value = value
    }

    /// The wire's form.
    public static let shape = Shape<PriceRuleDraft>.object(
        "PriceRuleDraft",
        PriceRuleDraft.init(
            weekdays:fromSecond:toSecond:branch:orderType:product:category:priority:kind:value:),
        Field("weekdays", \.weekdays, .int(1...127), absent: 127, "Bit 0 is Monday."),
        Field("fromSecond", \.fromSecond, .int(0...86_399), "Second of the local day, inclusive."),
        Field(
            "toSecond", \.toSecond, .int(0...86_400), "Exclusive; not after `fromSecond`: on the next day."),
        Field(optional: "branch", \.branch, .id()), Field(optional: "orderType", \.orderType, .choice),
        Field(optional: "product", \.product, .id()), Field(optional: "category", \.category, .id()),
        Field("priority", \.priority, .int(0...1000), absent: 0), Field("kind", \.kind, .choice),
        Field("value", \.value, .integer(0...100_000_000_000), "Basis points less, or minor units instead."))
}

/// The body that makes or replaces a price list.
public struct PriceListDraft: Shaped, Equatable {
    /// Its identity; a body without one gets one.
    public let id: UUID
    /// Counts its changes; in a change, the version that the caller saw.
    public let version: Int64?
    /// Its name by language.
    public let name: LocalText
    /// Whether its rules hold.
    public let active: Bool
    /// Its rules.
    public let rules: [PriceRuleDraft]

    /// A price list; `version` is the one seen, nil for a new list.
    public init(
        id: UUID, version: Int64? = nil, name: LocalText, active: Bool = true, rules: [PriceRuleDraft]
    ) {
        self.id = id
        self.version = version
        self.name = name
        self.active = active
        self.rules = rules
    }

    /// The wire's form.
    public static let shape = Shape<PriceListDraft>.object(
        "PriceListDraft", PriceListDraft.init(id:version:name:active:rules:), Field("id", \.id, .uuid),
        Field(optional: "version", \.version, .integer(1...1_000_000_000)),
        Field("name", \.name, LocalText.shape),
        Field("active", \.active, .flag, absent: true),
        Field("rules", \.rules, PriceRuleDraft.shape.list(0...500)))
}

/// Makes a price list, or replaces one with all its rules.
public enum WritePriceList {
    /// - Returns: the list's new version.
    /// - Throws: `staleVersion`, `unknownReference`, `invalid`, `idTaken`.
    @discardableResult
    public static func run(
        _ draft: PriceListDraft, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> Int64 {
        let edit = try MenuEdit(context, in: tx)
        let id = ID<PriceList>(draft.id)
        try MenuEdit.checkName(draft.name)
        let rules = try draft.rules.enumerated().map { index, rule in
            try PriceRule(rule, index, of: id, context.surroundings.newID())
        }
        let before = try PriceListStore.locked(edit.organization, id, in: tx)
        if let before { try MenuEdit.checkVersion(draft.version ?? 0, before.version, archived: false) }
        let list = PriceList(
            id: id, name: draft.name, active: draft.active, version: (before?.version ?? 0) + 1)
        if before == nil {
            PriceListStore.insert(edit.organization, list, in: tx)
        } else {
            PriceListStore.update(edit.organization, list, in: tx)
        }
        PriceListStore.write(edit.organization, rules: rules, of: id, in: tx)
        edit.publish(
            "price_list.written", entity: "price_list", id: draft.id,
            after: PriceListDraft.shape.encode(draft),
            context)
        return list.version
    }
}

extension PriceRule {
    init(_ draft: PriceRuleDraft, _ index: Int, of list: ID<PriceList>, _ id: ID<PriceRule>)
        throws(MenuRefusal)
    {
        guard draft.product == nil || draft.category == nil else {
            throw .invalid(
                pointer: "/rules/\(index)", code: "not_allowed", message: "A product or a category, not both."
            )
        }
        guard draft.kind == .price || draft.value <= 10_000 else {
            throw .invalid(
                pointer: "/rules/\(index)/value", code: "out_of_range", message: "At most 10000 basis points."
            )
        }
        self.init(
            id: id, list: list, weekdays: draft.weekdays, fromSecond: draft.fromSecond,
            toSecond: draft.toSecond,
            branch: draft.branch, orderType: draft.orderType, product: draft.product,
            category: draft.category,
            priority: draft.priority,
            effect: draft.kind == .price ? .price(draft.value) : .percentOff(draft.value))
    }
}
