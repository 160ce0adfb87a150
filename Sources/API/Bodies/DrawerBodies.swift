import Base
import Drawers
import Organizations

/// A drawer to be added.
struct AddDrawerBody: Shaped {
    let name: String

    static let shape = Shape<AddDrawerBody>.object(
        "AddDrawer", AddDrawerBody.init(name:),
        Field("name", \.name, .freeText(1...60), "What people call it."))
}

/// A drawer's new name.
struct RenameDrawerBody: Shaped {
    let name: String
    let version: Int64

    static let shape = Shape<RenameDrawerBody>.object(
        "RenameDrawer", RenameDrawerBody.init(name:version:),
        Field("name", \.name, .freeText(1...60), "What people call it."),
        Field("version", \.version, .integer(1...1_000_000_000), "The version that the caller saw."))
}

/// A bank's card terminal to be added.
struct AddBankTerminalBody: Shaped {
    let name: String

    static let shape = Shape<AddBankTerminalBody>.object(
        "AddBankTerminal", AddBankTerminalBody.init(name:),
        Field("name", \.name, .freeText(1...40), "The bank's name or what people call it."))
}

/// A bank terminal's new name.
struct RenameBankTerminalBody: Shaped {
    let name: String
    let version: Int64

    static let shape = Shape<RenameBankTerminalBody>.object(
        "RenameBankTerminal", RenameBankTerminalBody.init(name:version:),
        Field("name", \.name, .freeText(1...40), "The bank's name or what people call it."),
        Field("version", \.version, .integer(1...1_000_000_000), "The version that the caller saw."))
}

/// Which drawer a device uses.
struct DeviceDrawerBody: Shaped {
    let drawer: ID<Drawer>?

    static let shape = Shape<DeviceDrawerBody>.object(
        "DeviceDrawer", DeviceDrawerBody.init(drawer:),
        Field(optional: "drawer", \.drawer, .id(), "A drawer of this branch; null: none of its own."))
}

/// A drawer session to be opened.
struct OpenDrawerBody: Shaped {
    let id: ID<DrawerSession>
    let float: Int64
    let approval: ID<Approval>?

    static let shape = Shape<OpenDrawerBody>.object(
        "OpenDrawer", OpenDrawerBody.init(id:float:approval:), Field("id", \.id, .id(), "The session's id."),
        Field("float", \.float, .positiveAmount, "The change money put in, in minor units."),
        Field(approval: \.approval))
}

/// Cash put in or taken out beside the sales.
struct DrawerMovementBody: Shaped {
    let id: ID<DrawerMovement>
    let kind: MoveDrawerCash.Kind
    let amount: Int64
    let reason: String
    let approval: ID<Approval>?

    static let shape = Shape<DrawerMovementBody>.object(
        "MoveDrawerCash", DrawerMovementBody.init(id:kind:amount:reason:approval:),
        Field("id", \.id, .id(), "The movement's id."),
        Field("kind", \.kind, .choice, "Which way."),
        Field("amount", \.amount, .integer(1...9_007_199_254_740_991), "In minor units."),
        Field("reason", \.reason, .freeText(1...200), "What for."),
        Field(approval: \.approval))
}

/// One note or coin and how many there are.
struct DenominationBody: Shaped {
    let value: Int64
    let count: Int

    static let shape = Shape<DenominationBody>.object(
        "CountedDenomination", DenominationBody.init(value:count:),
        Field("value", \.value, .integer(1...10_000_000), "In minor units."),
        Field("count", \.count, .int(0...100_000), "How many."))
}

/// A blind count: what is in the drawer, without being told what should be.
struct CountDrawerBody: Shaped {
    let counted: Int64
    let denominations: [DenominationBody]
    let approval: ID<Approval>?

    static let shape = Shape<CountDrawerBody>.object(
        "CountDrawer", CountDrawerBody.init(counted:denominations:approval:),
        Field("counted", \.counted, .positiveAmount, "In minor units."),
        Field(
            "denominations", \.denominations, DenominationBody.shape.list(0...40), absent: [],
            "By note and coin; must add up to `counted` when given."),
        Field(approval: \.approval))
}

/// The close of a business day.
struct CloseDayBody: Shaped {
    let carryOver: Bool
    let approval: ID<Approval>?

    static let shape = Shape<CloseDayBody>.object(
        "CloseDay", CloseDayBody.init(carryOver:approval:),
        Field("carryOver", \.carryOver, .flag, absent: false, "Take open checks over into the next day."),
        Field(approval: \.approval))
}

/// A step that only needs somebody's word, where the role asks for one.
struct ApprovedBody: Shaped {
    let approval: ID<Approval>?

    static let shape = Shape<ApprovedBody>.object(
        "Approved", ApprovedBody.init(approval:),
        Field(approval: \.approval))
}
