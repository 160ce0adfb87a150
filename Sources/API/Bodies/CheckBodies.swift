import Base
import Checks
import Menu
import Organizations
import struct FoundationEssentials.UUID

/// A chosen option of a line.
struct OptionBody: Shaped {
    let option: ID<ModifierOption>
    let count: Int

    static let shape = Shape<OptionBody>.object(
        "ChosenOption", OptionBody.init(option:count:), Field("option", \.option, .id(), "The option."),
        Field("count", \.count, .int(1...20), absent: 1, "How many times."))
}

/// A line to be added. The price is never among its members: the server's price counts.
struct LineBody: Shaped {
    let id: ID<CheckLine>
    let product: ID<Product>
    let quantity: Int64
    let options: [OptionBody]
    let note: String?
    let seat: Int?
    let course: Int?

    static let shape = Shape<LineBody>.object(
        "LineDraft", LineBody.init(id:product:quantity:options:note:seat:course:),
        Field("id", \.id, .id(), "The line's id, made by the client; the same id twice is one line."),
        Field("product", \.product, .id(), "What was ordered."),
        Field("quantity", \.quantity, .integer(1...1_000_000), absent: 1000, "In thousandths: 1000 is one."),
        Field("options", \.options, OptionBody.shape.list(0...30), absent: [], "The chosen options."),
        Field(optional: "note", \.note, .text(1...200), "Words for the kitchen."),
        Field(optional: "seat", \.seat, .int(1...99), "Who at the table."),
        Field(optional: "course", \.course, .int(1...9), "Which course."))
}

/// A check to be opened.
struct OpenCheckBody: Shaped {
    let id: ID<Check>
    let orderType: OrderType
    let table: ID<DiningTable>?
    let guests: Int
    let lines: [LineBody]

    static let shape = Shape<OpenCheckBody>.object(
        "OpenCheck", OpenCheckBody.init(id:orderType:table:guests:lines:),
        Field("id", \.id, .id(), "The check's id, made by the client."),
        Field("orderType", \.orderType, .choice, "Where it is eaten."),
        Field(optional: "table", \.table, .id(), "The table, for dine_in."),
        Field("guests", \.guests, .int(1...200), absent: 1, "How many people."),
        Field("lines", \.lines, LineBody.shape.list(0...100), absent: [], "First lines."))
}

/// Lines to be added to a check.
struct AddLinesBody: Shaped {
    let lines: [LineBody]

    static let shape = Shape<AddLinesBody>.object(
        "AddLines", AddLinesBody.init(lines:), Field("lines", \.lines, LineBody.shape.list(1...100)))
}

/// A change of a line that was not sent yet; what is left out stays.
struct ChangeLineBody: Shaped {
    let quantity: Int64?
    let note: String?
    let seat: Int?
    let options: [OptionBody]?

    static let shape = Shape<ChangeLineBody>.object(
        "ChangeLine", ChangeLineBody.init(quantity:note:seat:options:),
        Field(optional: "quantity", \.quantity, .integer(1...1_000_000), "In thousandths."),
        Field(optional: "note", \.note, .text(0...200), "Words for the kitchen; an empty text takes them away."),
        Field(optional: "seat", \.seat, .int(0...99), "Who at the table; 0 takes it away."),
        Field(optional: "options", \.options, OptionBody.shape.list(0...30), "The chosen options, all of them."))
}

/// A void of a line, or of a part of its quantity.
struct VoidLineBody: Shaped {
    let quantity: Int64?
    let reason: String
    let version: Int64
    let approval: ID<Approval>?

    static let shape = Shape<VoidLineBody>.object(
        "VoidLine", VoidLineBody.init(quantity:reason:version:approval:),
        Field(optional: "quantity", \.quantity, .integer(1...1_000_000), "In thousandths; all when left out."),
        Field("reason", \.reason, .text(1...200), "Why."),
        Field("version", \.version, .version, "The check's version that the caller saw."),
        Field(optional: "approval", \.approval, .id(), "A manager's approval, where one is needed."))
}

/// Something done with a reason and at a version: a comp, a void of a whole check.
struct ReasonedBody: Shaped {
    let reason: String
    let version: Int64
    let approval: ID<Approval>?

    static let shape = Shape<ReasonedBody>.object(
        "Reasoned", ReasonedBody.init(reason:version:approval:),
        Field("reason", \.reason, .text(1...200), "Why."),
        Field("version", \.version, .version, "The check's version that the caller saw."),
        Field(optional: "approval", \.approval, .id(), "A manager's approval, where one is needed."))
}

/// A discount on a check or on one of its lines.
struct DiscountBody: Shaped {
    let kind: DiscountKind
    let value: Int64
    let line: ID<CheckLine>?
    let reason: String
    let version: Int64
    let approval: ID<Approval>?

    static let shape = Shape<DiscountBody>.object(
        "GiveDiscount", DiscountBody.init(kind:value:line:reason:version:approval:),
        Field("kind", \.kind, .choice, "Percent or amount."),
        Field("value", \.value, .integer(1...9_007_199_254_740_991), "Basis points, or minor units."),
        Field(optional: "line", \.line, .id(), "One line only."),
        Field("reason", \.reason, .text(1...200), "Why."),
        Field("version", \.version, .version, "The check's version that the caller saw."),
        Field(optional: "approval", \.approval, .id(), "A manager's approval, where one is needed."))
}

/// A step that only asks for the version.
struct VersionBody: Shaped {
    let version: Int64

    static let shape = Shape<VersionBody>.object(
        "AtVersion", VersionBody.init(version:),
        Field("version", \.version, .version, "The version that the caller saw."))
}

/// A move of a check to another table.
struct MoveCheckBody: Shaped {
    let table: ID<DiningTable>
    let version: Int64

    static let shape = Shape<MoveCheckBody>.object(
        "MoveCheck", MoveCheckBody.init(table:version:), Field("table", \.table, .id(), "Where to."),
        Field("version", \.version, .version, "The check's version that the caller saw."))
}

/// A merge of a check into another one.
struct MergeCheckBody: Shaped {
    let into: ID<Check>
    let version: Int64

    static let shape = Shape<MergeCheckBody>.object(
        "MergeCheck", MergeCheckBody.init(into:version:), Field("into", \.into, .id(), "The check that stays."),
        Field("version", \.version, .version, "The version of the check that goes."))
}

/// The number of guests.
struct GuestsBody: Shaped {
    let guests: Int

    static let shape = Shape<GuestsBody>.object(
        "SetGuests", GuestsBody.init(guests:), Field("guests", \.guests, .int(1...200), "How many people."))
}

extension Shape where Value == Int64 {
    /// A version number.
    static var version: Shape { .integer(0...9_007_199_254_740_991) }
}
