public import Base
import FoundationEssentials

/// The demo organization as `demo/organization.json` describes it.
public struct DemoPlan: Sendable {
    /// A branch with its floors and drawers.
    public struct BranchPlan: Shaped {
        let name: String
        let timeZone: String
        let drawers: [String]
        let floors: [FloorPlan]

        /// How the file writes it.
        public static let shape = Shape<BranchPlan>.object(
            "DemoBranch", BranchPlan.init(name:timeZone:drawers:floors:),
            Field("name", \.name, .text(1...60)),
            Field("timeZone", \.timeZone, .text(1...60)),
            Field("drawers", \.drawers, Shape<String>.text(1...60).list()),
            Field("floors", \.floors, FloorPlan.shape.list()))
    }

    /// A floor with its tables.
    struct FloorPlan: Shaped {
        let name: String
        let tables: [TablePlan]

        static let shape = Shape<FloorPlan>.object(
            "DemoFloor", FloorPlan.init(name:tables:), Field("name", \.name, .text(1...60)),
            Field("tables", \.tables, TablePlan.shape.list()))
    }

    /// A table and where it stands, in grid units.
    struct TablePlan: Shaped {
        let name: String
        let seats: Int
        let form: String
        let x: Int
        let y: Int
        let width: Int
        let height: Int

        static let shape = Shape<TablePlan>.object(
            "DemoTable", TablePlan.init(name:seats:form:x:y:width:height:),
            Field("name", \.name, .text(1...20)),
            Field("seats", \.seats, .int(1...99)), Field("shape", \.form, .oneOf(["square", "round"])),
            Field("x", \.x, .int(0...500)), Field("y", \.y, .int(0...500)),
            Field("width", \.width, .int(1...100)),
            Field("height", \.height, .int(1...100)))
    }

    /// Somebody who works there; the secrets are the demo's and printed at its start.
    public struct PersonPlan: Shaped {
        /// What others call them.
        public let name: String
        /// For the back office.
        public let email: String?
        /// For the back office.
        public let password: String?
        /// What they may do.
        public let role: String
        /// For shared devices.
        public let pin: String
        /// Their screens' language.
        public let language: String
        /// Where they work: numbers of the plan's branches.
        public let branches: [Int]

        /// How the file writes it.
        public static let shape = Shape<PersonPlan>.object(
            "DemoPerson", PersonPlan.init(name:email:password:role:pin:language:branches:),
            Field("name", \.name, .text(1...80)), Field(optional: "email", \.email, .text(3...254)),
            Field(optional: "password", \.password, .text(10...200)), Field("role", \.role, .text(1...40)),
            Field("pin", \.pin, .text(4...8)), Field("language", \.language, .oneOf(["tr", "en"])),
            Field("branches", \.branches, Shape<Int>.int(0...100).list()))
    }

    /// The organization's name.
    public let name: String
    /// Its slug: `demo`.
    public let slug: String
    /// Its branches, the first one first.
    public let branches: [BranchPlan]
    /// Everybody; the first one owns it.
    public let people: [PersonPlan]

    private static let shape = Shape<DemoPlan>.object(
        "Demo", { DemoPlan(name: $0, slug: $1, branches: $3, people: $4, currency: $2) },
        Field("name", { $0.name }, .text(1...80)), Field("slug", { $0.slug }, .text(1...60)),
        Field("currency", { $0.currency }, .currency),
        Field("branches", { $0.branches }, BranchPlan.shape.list(1...20)),
        Field("people", { $0.people }, PersonPlan.shape.list(1...100)))

    private let currency: Currency

    private init(name: String, slug: String, branches: [BranchPlan], people: [PersonPlan], currency: Currency)
    {
        self.name = name
        self.slug = slug
        self.branches = branches
        self.people = people
        self.currency = currency
    }

    /// Reads the plan from the demo folder.
    public static func read(folder: String) throws -> DemoPlan {
        let path = folder + "/organization.json"
        guard let contents = FileManager.default.contents(atPath: path) else { throw DemoFault.missing(path) }
        return try shape.read(try JSON(parsing: Array(contents)))
    }
}
