import Base
import Checks
import Organizations
import Printing

/// A floor to be added.
struct AddFloorBody: Shaped {
    let name: String

    static let shape = Shape<AddFloorBody>.object(
        "AddFloor", AddFloorBody.init(name:),
        Field("name", \.name, .freeText(1...40), "What people call it."))
}

/// A floor's new name.
struct RenameFloorBody: Shaped {
    let name: String
    let version: Int64

    static let shape = Shape<RenameFloorBody>.object(
        "RenameFloor", RenameFloorBody.init(name:version:),
        Field("name", \.name, .freeText(1...40), "What people call it."),
        Field("version", \.version, .integer(1...1_000_000_000), "The version that the caller saw."))
}

/// Which printer a station's slips come out of.
struct StationPrinterBody: Shaped {
    let printer: ID<Printer>?

    static let shape = Shape<StationPrinterBody>.object(
        "StationPrinter", StationPrinterBody.init(printer:),
        Field(optional: "printer", \.printer, .id(), "A printer of this branch; null: none."))
}

/// All of a branch's floors or stations in their new order.
struct OrderBody<Subject>: Shaped {
    let items: [ID<Subject>]

    static var shape: Shape<OrderBody<Subject>> {
        .object(
            "Order", { OrderBody(items: $0) },
            Field("items", { $0.items }, Shape<ID<Subject>>.id().list(0...200), "Every one, once."))
    }
}
