import Base
import Checks
import Menu
import Organizations
import struct FoundationEssentials.UUID

/// A check to be opened.
struct OpenCheckBody: Shaped {
    let id: ID<Check>
    let orderType: OrderType
    let table: ID<DiningTable>?
    let guests: Int
    let lines: [LineDraft]

    static let shape = Shape<OpenCheckBody>.object(
        "OpenCheck", OpenCheckBody.init(id:orderType:table:guests:lines:),
        Field("id", \.id, .id(), "The check's id, made by the client."),
        Field("orderType", \.orderType, .choice, "Where it is eaten."),
        Field(optional: "table", \.table, .id(), "The table, for dine_in."),
        Field("guests", \.guests, .int(1...200), absent: 1, "How many people."),
        Field("lines", \.lines, LineDraft.shape.list(0...100), absent: [], "First lines."))
}

/// Lines to be added to a check.
struct AddLinesBody: Shaped {
    let lines: [LineDraft]

    static let shape = Shape<AddLinesBody>.object(
        "AddLines", AddLinesBody.init(lines:), Field("lines", \.lines, LineDraft.shape.list(1...100)))
}

/// A void of a line, or of a part of its quantity.
struct VoidLineBody: Shaped {
    let quantity: Int64?
    let reason: String
    let version: Int64
    let approval: ID<Approval>?

    static let shape = Shape<VoidLineBody>.object(
        "VoidLine", VoidLineBody.init(quantity:reason:version:approval:),
        Field(
            optional: "quantity", \.quantity, .integer(1...1_000_000), "In thousandths; all when left out."),
        Field("reason", \.reason, .freeText(1...200), "Why."),
        Field("version", \.version, .version, "The check's version that the caller saw."),
        Field(approval: \.approval))
}

/// Something done with a reason and at a version: a comp, a void of a whole check.
struct ReasonedBody: Shaped {
    let reason: String
    let version: Int64
    let approval: ID<Approval>?

    static let shape = Shape<ReasonedBody>.object(
        "Reasoned", ReasonedBody.init(reason:version:approval:),
        Field("reason", \.reason, .freeText(1...200), "Why."),
        Field("version", \.version, .version, "The check's version that the caller saw."),
        Field(approval: \.approval))
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
        Field("reason", \.reason, .freeText(1...200), "Why."),
        Field("version", \.version, .version, "The check's version that the caller saw."),
        Field(approval: \.approval))
}

/// A step that only asks for the version.
struct VersionBody: Shaped {
    let version: Int64

    static let shape = Shape<VersionBody>.object(
        "AtVersion", VersionBody.init(version:),
        Field("version", \.version, .version, "The version that the caller saw."))
}

/// A bill that is taken back.
struct UnbillCheckBody: Shaped {
    let version: Int64
    let approval: ID<Approval>?

    static let shape = Shape<UnbillCheckBody>.object(
        "UnbillCheck", UnbillCheckBody.init(version:approval:),
        Field("version", \.version, .version, "The version that the caller saw."),
        Field(approval: \.approval))
}

/// A move of a check to another table.
struct MoveCheckBody: Shaped {
    let table: ID<DiningTable>
    let version: Int64
    let approval: ID<Approval>?

    static let shape = Shape<MoveCheckBody>.object(
        "MoveCheck", MoveCheckBody.init(table:version:approval:),
        Field("table", \.table, .id(), "Where to."),
        Field("version", \.version, .version, "The check's version that the caller saw."),
        Field(approval: \.approval))
}

/// A merge of a check into another one.
struct MergeCheckBody: Shaped {
    let into: ID<Check>
    let version: Int64
    let approval: ID<Approval>?

    static let shape = Shape<MergeCheckBody>.object(
        "MergeCheck", MergeCheckBody.init(into:version:approval:),
        Field("into", \.into, .id(), "The check that stays."),
        Field("version", \.version, .version, "The version of the check that goes."),
        Field(approval: \.approval))
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
