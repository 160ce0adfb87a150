public import Base
public import Menu
import Organizations

/// A line as a device proposes it: what is wanted, never what it costs (invariant I15).
public struct LineDraft: Shaped, Hashable {
    /// An option and how many of it in one piece.
    public struct Choice: Shaped, Hashable {
        let option: ID<ModifierOption>
        let count: Int

        /// So many of this option.
        public init(_ option: ID<ModifierOption>, _ count: Int = 1) {
            self.option = option
            self.count = count
        }

        /// `{option, count}`.
        public static let shape = Shape<Choice>.object(
            "LineDraftChoice", { Choice($0, $1) },
            Field("option", \.option, .id()), Field("count", \.count, .int(1...99), absent: 1))
    }

    let id: ID<CheckLine>
    let product: ID<Product>
    let portion: ID<Portion>?
    let quantity: Quantity
    let options: [Choice]
    let note: String?
    let allergy: String?
    let seat: Int?
    let course: Int?

    /// A proposal.
    public init(
        id: ID<CheckLine>, product: ID<Product>, portion: ID<Portion>? = nil, quantity: Quantity = .one,
        options: [Choice] = [], note: String? = nil, allergy: String? = nil, seat: Int? = nil,
        course: Int? = nil
    ) {
        self.id = id
        self.product = product
        self.portion = portion
        self.quantity = quantity
        self.options = options
        self.note = note
        self.allergy = allergy
        self.seat = seat
        self.course = course
    }

    /// As in the API's document; without a portion the product's usual one is meant.
    public static let shape = Shape<LineDraft>.object(
        "LineDraft",
        {
            LineDraft(
                id: $0, product: $1, portion: $2, quantity: $3, options: $4, note: $5, allergy: $6, seat: $7,
                course: $8)
        },
        Field<LineDraft, ID<CheckLine>>("id", \.id, .id()),
        Field<LineDraft, ID<Product>>("product", \.product, .id()),
        Field<LineDraft, ID<Portion>?>(optional: "portion", \.portion, .id()),
        Field<LineDraft, Quantity>("quantity", \.quantity, .quantity, "Thousandths."),
        Field<LineDraft, [Choice]>("options", \.options, Choice.shape.list(0...50), absent: []),
        Field<LineDraft, String?>(optional: "note", \.note, .freeText(0...200)),
        Field<LineDraft, String?>(
            optional: "allergy", \.allergy, .freeText(0...200), "What the guest must not get."),
        Field<LineDraft, Int?>(optional: "seat", \.seat, .int(1...99)),
        Field<LineDraft, Int?>(optional: "course", \.course, .int(1...20)))
}

extension LineDraft {
    /// The line at the menu's price of this moment (money rule 10), at a place of the check.
    func line(
        at position: Int, from menu: BranchMenu, _ orderType: OrderType, _ context: CommandContext
    ) throws -> CheckLine {
        try LineDraft.checkUnits(quantity, product, menu)
        let priced = try menu.quote(
            product, portion: portion, options: options.map { OptionChoice($0.option, $0.count) },
            quantity: quantity, at: context.now, orderType)
        let whole = try priced.pieceWithOptions
        return CheckLine(
            id: id, position: position, product: priced.product, category: priced.category, name: priced.name,
            kitchenName: priced.kitchenName, unitPrice: priced.unitPrice,
            options: priced.options.map { LineOption($0) }, optionsPrice: try whole.minus(priced.unitPrice),
            taxRate: priced.taxRate, allergens: priced.allergens.map(\.rawValue), quantity: quantity,
            voided: .zero,
            voidedAmount: 0, voidReason: nil, note: note, allergy: allergy, seat: seat, course: course,
            state: .new, stage: nil,
            round: nil, addedBy: Author(context.actor), addedAt: context.now, money: LineMoney())
    }

    static func checkUnits(_ quantity: Quantity, _ product: ID<Product>, _ menu: BranchMenu)
        throws(LineRefusal)
    {
        guard let found = menu.snapshot.product(product), !found.weighed else { return }
        guard quantity.isWhole else { throw .wholeUnits }
    }
}

extension LineOption {
    init(_ priced: PricedOption) {
        self.init(
            option: priced.id, name: priced.name, kitchenText: priced.kitchenText, kind: priced.kind,
            price: priced.price, count: priced.count)
    }
}

extension Author {
    init(_ actor: Actor) { self.init(person: actor.person, name: actor.personName) }
}
