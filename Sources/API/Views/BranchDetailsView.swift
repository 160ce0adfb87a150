import Base
import Organizations

/// A branch for the back office: what paper says of it, and when its day begins.
struct BranchDetailsView: Shaped {
    let id: ID<Branch>
    let name: String
    let timeZone: String
    let dayStart: Int
    let address: String
    let taxOffice: String
    let taxNumber: String
    let cardRoute: CardRoute
    let version: Int64

    static let shape = Shape<BranchDetailsView>.object(
        "BranchDetails",
        BranchDetailsView.init(id:name:timeZone:dayStart:address:taxOffice:taxNumber:cardRoute:version:),
        Field("id", \.id, .id()), Field("name", \.name, .text()), Field("timeZone", \.timeZone, .text()),
        Field("dayStart", \.dayStart, .int(0...1439), "Minutes after midnight; 240 is 04:00."),
        Field("address", \.address, .text()), Field("taxOffice", \.taxOffice, .text()),
        Field("taxNumber", \.taxNumber, .text()),
        Field("cardRoute", \.cardRoute, .choice, "What its tills take cards with."),
        Field("version", \.version, .version))

    init(_ branch: Branch) {
        self.init(
            id: branch.id, name: branch.name, timeZone: branch.timeZone, dayStart: branch.dayStart,
            address: branch.address, taxOffice: branch.taxOffice, taxNumber: branch.taxNumber,
            cardRoute: branch.cardRoute, version: branch.version)
    }

    init(
        id: ID<Branch>, name: String, timeZone: String, dayStart: Int, address: String, taxOffice: String,
        taxNumber: String, cardRoute: CardRoute, version: Int64
    ) {
        self.cardRoute = cardRoute
        self.id = id
        self.name = name
        self.timeZone = timeZone
        self.dayStart = dayStart
        self.address = address
        self.taxOffice = taxOffice
        self.taxNumber = taxNumber
        self.version = version
    }
}
