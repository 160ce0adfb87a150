public import Base
import Menu
import Organizations
import Payments

/// Lines taken off, and what they would have cost.
public struct VoidFigures: Shaped, Equatable {
    let count: Int64
    let amount: Int64

    /// `{count, amount}`.
    public static let shape = Shape<VoidFigures>.object(
        "VoidFigures", { VoidFigures(count: $0, amount: $1) }, Field("count", \.count, .positiveAmount),
        Field("amount", \.amount, .amount))
}

/// One way of paying in a day.
public struct TenderFigures: Shaped, Equatable {
    let kind: TenderKind
    let provider: VoucherProvider?
    let terminal: ID<BankTerminal>?
    let terminalName: String?
    let count: Int64
    let amount: Int64
    let tips: Int64
    let refunds: Int64

    /// As in the API's document.
    public static let shape = Shape<TenderFigures>.object(
        "TenderFigures",
        {
            TenderFigures(
                kind: $0, provider: $1, terminal: $2, terminalName: $3, count: $4, amount: $5, tips: $6,
                refunds: $7)
        },
        Field<TenderFigures, TenderKind>("kind", \.kind, .choice),
        Field<TenderFigures, VoucherProvider?>(optional: "provider", \.provider, .choice),
        Field<TenderFigures, ID<BankTerminal>?>(
            optional: "terminal", \.terminal, .id(), "The bank's terminal that took the cards."),
        Field<TenderFigures, String?>(optional: "terminalName", \.terminalName, .text(0...100)),
        Field<TenderFigures, Int64>("count", \.count, .positiveAmount),
        Field<TenderFigures, Int64>("amount", \.amount, .amount, "What was paid of checks, tips left out."),
        Field<TenderFigures, Int64>("tips", \.tips, .amount),
        Field<TenderFigures, Int64>("refunds", \.refunds, .amount))

    func refunding(_ more: Int64) -> TenderFigures {
        TenderFigures(
            kind: kind, provider: provider, terminal: terminal, terminalName: terminalName, count: count,
            amount: amount, tips: tips, refunds: refunds + more)
    }
}

/// What one person sold in a day.
public struct PersonFigures: Shaped, Equatable {
    let person: ID<Person>?
    let name: String
    let checks: Int64
    let amount: Int64

    /// As in the API's document.
    public static let shape = Shape<PersonFigures>.object(
        "PersonFigures", { PersonFigures(person: $0, name: $1, checks: $2, amount: $3) },
        Field<PersonFigures, ID<Person>?>(optional: "person", \.person, .id()),
        Field<PersonFigures, String>("name", \.name, .text(0...200)),
        Field<PersonFigures, Int64>("checks", \.checks, .positiveAmount),
        Field<PersonFigures, Int64>("amount", \.amount, .amount))
}

/// What was sold of one category in a day.
public struct CategoryFigures: Shaped, Equatable {
    let category: ID<Category>
    let name: LocalText
    let quantity: Int64
    let amount: Int64

    /// As in the API's document.
    public static let shape = Shape<CategoryFigures>.object(
        "CategoryFigures", { CategoryFigures(category: $0, name: $1, quantity: $2, amount: $3) },
        Field<CategoryFigures, ID<Category>>("category", \.category, .id()),
        Field<CategoryFigures, LocalText>("name", \.name, LocalText.shape),
        Field<CategoryFigures, Int64>("quantity", \.quantity, .positiveAmount, "Thousandths."),
        Field<CategoryFigures, Int64>("amount", \.amount, .amount))
}

/// What was sold of one product in a day.
public struct ProductFigures: Shaped, Equatable {
    let product: ID<Product>
    let name: LocalText
    let quantity: Int64
    let amount: Int64

    /// As in the API's document.
    public static let shape = Shape<ProductFigures>.object(
        "ProductFigures", { ProductFigures(product: $0, name: $1, quantity: $2, amount: $3) },
        Field<ProductFigures, ID<Product>>("product", \.product, .id()),
        Field<ProductFigures, LocalText>("name", \.name, LocalText.shape),
        Field<ProductFigures, Int64>("quantity", \.quantity, .positiveAmount, "Thousandths."),
        Field<ProductFigures, Int64>("amount", \.amount, .amount))
}
