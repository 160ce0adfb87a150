public import Base
import Menu

/// A line as screens see it.
public struct LineView: Shaped, Equatable {
    /// The states that screens show: the kitchen's progress, or that it is free.
    public enum State: String, CaseIterable, Sendable {
        /// On the order pad.
        case new
        /// Its course waits.
        case held
        /// At the station.
        case sent
        /// Being prepared.
        case inPrep = "in_prep"
        /// Waiting to be carried out.
        case ready
        /// On the table.
        case served
        /// Taken off.
        case voided
        /// Given for free.
        case comped
    }

    /// An option of the line.
    public struct Choice: Shaped, Equatable {
        let option: ID<ModifierOption>
        let name: LocalText
        let price: Int64
        let count: Int

        /// `{option, name, price, count}`.
        public static let shape = Shape<Choice>.object(
            "LineChoice", { Choice(option: $0, name: $1, price: $2, count: $3) },
            Field("option", \.option, .id()), Field("name", \.name, LocalText.shape),
            Field("price", \.price, .amount), Field("count", \.count, .int(1...99)))
    }

    let id: ID<CheckLine>
    let product: ID<Product>
    let name: LocalText
    let quantity: Int64
    let unitPrice: Int64
    let options: [Choice]
    let note: String?
    let allergy: String?
    let seat: Int?
    let course: Int?
    let state: State
    let voidedQuantity: Int64
    let gross: Int64
    let discount: Int64
    let net: Int64
    let taxRate: Int64
    let addedBy: Author
    let addedAt: Instant
    let round: Int?

    /// As in the API's document.
    public static let shape: Shape<LineView> = {
        let amount = Shape<Int64>.amount
        return Shape<LineView>.object(
            "Line", make,
            Field<LineView, ID<CheckLine>>("id", \.id, .id()),
            Field<LineView, ID<Product>>("product", \.product, .id()),
            Field<LineView, LocalText>("name", \.name, LocalText.shape),
            Field<LineView, Int64>("quantity", \.quantity, .integer(0...1_000_000_000), "Thousandths."),
            Field<LineView, Int64>("unitPrice", \.unitPrice, amount),
            Field<LineView, [Choice]>("options", \.options, Choice.shape.list(0...100)),
            Field<LineView, String?>(optional: "note", \.note, .text(0...500)),
            Field<LineView, String?>(
                optional: "allergy", \.allergy, .text(0...500), "What the guest must not get."),
            Field<LineView, Int?>(optional: "seat", \.seat, .int(1...999)),
            Field<LineView, Int?>(optional: "course", \.course, .int(1...99)),
            Field<LineView, State>("state", \.state, .choice),
            Field<LineView, Int64>("voidedQuantity", \.voidedQuantity, .integer(0...1_000_000_000)),
            Field<LineView, Int64>("gross", \.gross, amount),
            Field<LineView, Int64>("discount", \.discount, amount),
            Field<LineView, Int64>("net", \.net, amount),
            Field<LineView, Int64>("taxRate", \.taxRate, .integer(0...10_000), "Basis points."),
            Field<LineView, Author>("addedBy", \.addedBy, Author.shape),
            Field<LineView, Instant>("addedAt", \.addedAt, .instant),
            Field<LineView, Int?>(optional: "round", \.round, .int(1...1_000_000)))
    }()

    private static let make:
        @Sendable (
            ID<CheckLine>, ID<Product>, LocalText, Int64, Int64, [Choice], String?, String?, Int?, Int?,
            State, Int64,
            Int64,
            Int64, Int64, Int64, Author, Instant, Int?
        ) -> LineView = {
            LineView(
                id: $0, product: $1, name: $2, quantity: $3, unitPrice: $4, options: $5, note: $6,
                allergy: $7,
                seat: $8, course: $9, state: $10, voidedQuantity: $11, gross: $12, discount: $13, net: $14,
                taxRate: $15, addedBy: $16, addedAt: $17, round: $18)
        }
}

extension LineView {
    init(_ line: CheckLine, comped: Bool) {
        self.init(
            id: line.id, product: line.product, name: line.name, quantity: line.quantity.thousandths,
            unitPrice: line.unitPrice,
            options: line.options.map {
                Choice(option: $0.option, name: $0.name, price: $0.price, count: $0.count)
            }, note: line.note, allergy: line.allergy, seat: line.seat, course: line.course,
            state: comped ? .comped : State(rawValue: line.presentState.rawValue) ?? .sent,
            voidedQuantity: line.voided.thousandths, gross: line.money.gross, discount: line.money.discount,
            net: line.money.net, taxRate: line.taxRate, addedBy: line.addedBy, addedAt: line.addedAt,
            round: line.round)
    }
}
