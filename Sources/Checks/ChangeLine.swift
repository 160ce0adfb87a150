public import Base
public import Organizations
public import Store
import Menu

/// Changes a line that is still on the order pad. Its unit price stays what it was when it was added.
public struct ChangeLine: Sendable {
    /// What is changed; whatever is nil stays.
    public struct Change: Shaped {
        let quantity: Quantity?
        let note: String?
        let allergy: String?
        let seat: Int?
        let options: [LineDraft.Choice]?

        /// A change.
        public init(
            quantity: Quantity? = nil, note: String? = nil, allergy: String? = nil, seat: Int? = nil,
            options: [LineDraft.Choice]? = nil
        ) {
            self.quantity = quantity
            self.note = note
            self.allergy = allergy
            self.seat = seat
            self.options = options
        }

        /// `{quantity?, note?, allergy?, seat?, options?}`; an empty note or allergy takes it away.
        public static let shape = Shape<Change>.object(
            "LineChange", { Change(quantity: $0, note: $1, allergy: $2, seat: $3, options: $4) },
            Field<Change, Quantity?>(optional: "quantity", \.quantity, .quantity),
            Field<Change, String?>(optional: "note", \.note, .freeText(0...200)),
            Field<Change, String?>(optional: "allergy", \.allergy, .freeText(0...200)),
            Field<Change, Int?>(optional: "seat", \.seat, .int(1...99)),
            Field<Change, [LineDraft.Choice]?>(
                optional: "options", \.options, LineDraft.Choice.shape.list(0...50)))
    }

    let line: ID<CheckLine>
    let check: ID<Check>
    let branch: ID<Branch>
    let change: Change

    /// Changes a line so.
    public init(_ line: ID<CheckLine>, of check: ID<Check>, branch: ID<Branch>, _ change: Change) {
        self.line = line
        self.check = check
        self.branch = branch
        self.change = change
    }

    /// LINE-001 Only a line on the order pad changes; after that it is voided and a new one added.
    public func run(_ context: CommandContext, in tx: borrowing Transaction) throws -> CheckView {
        var held = try HeldCheck.load(check, branch, context, in: tx)
        try context.require(.addLines, subject: line.raw, in: tx)
        try held.check.move(.change)
        let index = try held.check.index(of: line)
        _ = try held.check.lines[index].state.after(.change)
        if change.quantity != nil || change.options != nil {
            let menu = try BranchMenu.load(branch, of: context.actor.organization, in: tx)
            try price(&held.check.lines[index], held.check.orderType, menu, context)
        }
        if let note = change.note { held.check.lines[index].note = note.isEmpty ? nil : note }
        if let allergy = change.allergy { held.check.lines[index].allergy = allergy.isEmpty ? nil : allergy }
        if let seat = change.seat { held.check.lines[index].seat = seat }
        return try held.record("line.change", context, in: tx)
    }

    private func price(
        _ line: inout CheckLine, _ orderType: OrderType, _ menu: BranchMenu, _ context: CommandContext
    ) throws {
        if let quantity = change.quantity {
            try LineDraft.checkUnits(quantity, line.product, menu)
            line.quantity = quantity
        }
        guard let options = change.options else { return }
        let priced = try menu.quote(
            line.product, options: options.map { OptionChoice($0.option, $0.count) }, quantity: line.quantity,
            at: context.now, orderType)
        line.options = priced.options.map { LineOption($0) }
        line.optionsPrice = try priced.pieceWithOptions.minus(priced.unitPrice)
    }
}
