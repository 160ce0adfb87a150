import Base
import FoundationEssentials
import Kitchen
import Menu

/// `menu.json` of the demo's folder: a café-restaurant's menu with its stations.
struct DemoMenuFile: Shaped, Equatable {
    let stations: [Station]
    let categories: [Category]
    let groups: [Group]
    let products: [Product]
    let priceLists: [List]

    /// Reads the file, or says what is wrong with it.
    static func read(from folder: String) throws -> DemoMenuFile {
        let path = folder + "/menu.json"
        guard let bytes = FileManager.default.contents(atPath: path) else { throw DemoFault.missing(path) }
        return try shape.read(try JSON(parsing: Array(bytes)))
    }

    static let shape = Shape<DemoMenuFile>.object(
        "DemoMenu", DemoMenuFile.init(stations:categories:groups:products:priceLists:),
        Field("stations", \.stations, Station.shape.list(1...20)),
        Field("categories", \.categories, Category.shape.list(1...100)),
        Field("groups", \.groups, Group.shape.list(0...100)),
        Field("products", \.products, Product.shape.list(1...1000)),
        Field("priceLists", \.priceLists, List.shape.list(0...20), absent: []))

    struct Station: Shaped, Equatable {
        let key: String
        let name: LocalText
        let warnMinutes: Int
        let lateMinutes: Int

        static let shape = Shape<Station>.object(
            "DemoStation", Station.init(key:name:warnMinutes:lateMinutes:),
            Field("key", \.key, .text(1...40)),
            Field("name", \.name, LocalText.shape), Field("warnMinutes", \.warnMinutes, .int(0...600)),
            Field("lateMinutes", \.lateMinutes, .int(0...600)))
    }

    struct Category: Shaped, Equatable {
        let key: String
        let name: LocalText
        let color: String
        let station: String
        /// The hours of the day at which guests order from it, the second one exclusive.
        let from: Int
        let to: Int

        static let shape = Shape<Category>.object(
            "DemoCategory", Category.init(key:name:color:station:from:to:),
            Field("key", \.key, .text(1...40)),
            Field("name", \.name, LocalText.shape), Field("color", \.color, .text(7...7)),
            Field("station", \.station, .text(1...40)), Field("from", \.from, .int(0...23)),
            Field("to", \.to, .int(1...24)))
    }

    struct Group: Shaped, Equatable {
        let key: String
        let name: LocalText
        let min: Int
        let max: Int
        let free: Int
        let options: [OptionDraft]

        static let shape = Shape<Group>.object(
            "DemoGroup", Group.init(key:name:min:max:free:options:), Field("key", \.key, .text(1...40)),
            Field("name", \.name, LocalText.shape), Field("min", \.min, .int(0...99)),
            Field("max", \.max, .int(1...99)), Field("free", \.free, .int(0...99)),
            Field("options", \.options, OptionDraft.shape.list(1...100)))
    }

    struct Product: Shaped, Equatable {
        let category: String
        let name: LocalText
        let description: LocalText
        let kitchenName: String?
        let portions: [PortionDraft]
        let tax: String
        let plu: String?
        let barcode: String?
        let favorite: Bool
        let prepMinutes: Int
        let station: String?
        let allergens: [Allergen]
        let alcohol: Bool
        let groups: [String]
        /// How often it is ordered, 1 to 10.
        let popularity: Int

        static let shape = Shape<Product>.object(
            "DemoProduct",
            Product.init(
                category:name:description:kitchenName:portions:tax:plu:barcode:favorite:prepMinutes:station:
                allergens:alcohol:groups:popularity:),
            Field("category", \.category, .text(1...40)), Field("name", \.name, LocalText.shape),
            Field("description", \.description, .localText(1000), absent: LocalText([:])),
            Field(optional: "kitchenName", \.kitchenName, .text(1...60)),
            Field("portions", \.portions, PortionDraft.shape.list(1...10)),
            Field("tax", \.tax, .text(1...40)),
            Field(optional: "plu", \.plu, .text(1...40)),
            Field(optional: "barcode", \.barcode, .text(1...40)),
            Field("favorite", \.favorite, .flag, absent: false),
            Field("prepMinutes", \.prepMinutes, .int(0...600), absent: 0),
            Field(optional: "station", \.station, .text(1...40)),
            Field("allergens", \.allergens, Shape<Allergen>.choice.list(0...14), absent: []),
            Field("alcohol", \.alcohol, .flag, absent: false),
            Field("groups", \.groups, Shape<String>.text(1...40).list(0...20), absent: []),
            Field("popularity", \.popularity, .int(1...10), absent: 3))
    }

    struct List: Shaped, Equatable {
        let name: LocalText
        let rules: [Rule]

        static let shape = Shape<List>.object(
            "DemoPriceList", List.init(name:rules:), Field("name", \.name, LocalText.shape),
            Field("rules", \.rules, Rule.shape.list(1...100)))
    }

    struct Rule: Shaped, Equatable {
        let weekdays: Int
        let from: String
        let to: String
        let product: String
        let percent: Int64

        static let shape = Shape<Rule>.object(
            "DemoPriceRule", Rule.init(weekdays:from:to:product:percent:),
            Field("weekdays", \.weekdays, .int(1...127)),
            Field("from", \.from, .text(5...5)), Field("to", \.to, .text(5...5)),
            Field("product", \.product, .text(1...200), "Its Turkish name."),
            Field("percent", \.percent, .integer(1...10_000), "Basis points less."))
    }
}

/// Why the demo cannot be made.
public enum DemoFault: Error, Sendable, CustomStringConvertible {
    /// A file of the demo's folder isn't there.
    case missing(String)
    /// A file names something that isn't in it.
    case unknown(String)

    /// What to tell whoever started it.
    public var description: String {
        switch self {
        case .missing(let path): "the demo's file \(path) is missing"
        case .unknown(let what): "the demo's menu names \(what), which isn't in it"
        }
    }
}
