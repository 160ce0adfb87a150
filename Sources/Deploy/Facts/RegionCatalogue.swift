/// Regions that every account of the standard partition can use, with their zones.
enum RegionCatalogue {
    /// A region: its name and how many availability zones accounts see at least.
    static let zones: [String: Int] = [
        "us-east-1": 6, "us-east-2": 3, "us-west-1": 2, "us-west-2": 4, "ca-central-1": 3, "ca-west-1": 3,
        "eu-central-1": 3, "eu-central-2": 3, "eu-west-1": 3, "eu-west-2": 3, "eu-west-3": 3, "eu-north-1": 3,
        "eu-south-1": 3, "eu-south-2": 3, "ap-southeast-1": 3, "ap-southeast-2": 3, "ap-southeast-3": 3,
        "ap-southeast-4": 3, "ap-northeast-1": 3, "ap-northeast-2": 4, "ap-northeast-3": 3, "ap-south-1": 3,
        "ap-south-2": 3, "ap-east-1": 3, "sa-east-1": 3, "me-central-1": 3, "me-south-1": 3,
        "il-central-1": 3,
        "af-south-1": 3,
    ]

    static let names = zones.keys.sorted()

    /// The letters of zones that new accounts get; `doctor` asks the account itself.
    static func letters(_ region: String) -> [String] {
        switch region {
        case "ap-northeast-1": ["a", "c", "d"]
        case "ca-central-1": ["a", "b", "d"]
        case "us-west-1": ["a", "c"]
        default: ["a", "b", "c", "d"]
        }
    }
}
