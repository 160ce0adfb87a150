/// Which instance classes exist, by what they are for. A class outside of it is refused, so that a slip
/// does not become a failed stack after twenty minutes.
enum InstanceCatalogue {
    enum Use: String {
        case compute
        case database = "db."
        case cache = "cache."
        case broker = "kafka."

        var prefix: String { self == .compute ? "" : rawValue }
    }

    /// Whether a class exists.
    static func has(_ name: String, for use: Use) -> Bool { all(use).contains(name) }

    /// Every class of a use.
    static func all(_ use: Use) -> [String] {
        families(use).flatMap { family, sizes in
            sizes.split(separator: " ").map { "\(use.prefix)\(family).\($0)" }
        }
    }

    private static let small = "micro small medium large xlarge 2xlarge"
    private static let graviton = "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge"
    private static let intel = "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge"

    private static func families(_ use: Use) -> [(String, String)] {
        switch use {
        case .compute:
            [
                ("t3", "nano " + small), ("t3a", "nano " + small), ("t4g", "nano " + small), ("m5", intel),
                ("m6i", intel + " 32xlarge"), ("m6g", "medium " + graviton), ("m7g", "medium " + graviton),
                ("m7i", intel + " 48xlarge"),
                ("c5", "large xlarge 2xlarge 4xlarge 9xlarge 12xlarge 18xlarge 24xlarge"),
                ("c6i", intel + " 32xlarge"), ("c6g", "medium " + graviton), ("c7g", "medium " + graviton),
                ("r5", intel), ("r6i", intel + " 32xlarge"), ("r6g", "medium " + graviton),
                ("r7g", "medium " + graviton),
            ]
        case .database:
            [
                ("t3", small), ("t4g", small), ("m5", intel), ("m6i", intel + " 32xlarge"), ("m6g", graviton),
                ("m7g", graviton), ("r5", intel), ("r6i", intel + " 32xlarge"), ("r6g", graviton),
                ("r7g", graviton),
            ]
        case .cache:
            [
                ("t3", "micro small medium"), ("t4g", "micro small medium"),
                ("m5", "large xlarge 2xlarge 4xlarge 12xlarge 24xlarge"), ("m6g", graviton),
                ("m7g", graviton),
                ("r5", "large xlarge 2xlarge 4xlarge 12xlarge 24xlarge"), ("r6g", graviton),
                ("r7g", graviton),
            ]
        case .broker:
            [
                ("t3", "small"), ("m5", "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge"),
                ("m7g", graviton),
            ]
        }
    }
}

extension Form where Value == String {
    /// An instance class of a use.
    static func size(_ use: InstanceCatalogue.Use) -> Form {
        text.checked { text throws(Wrong) in
            guard !InstanceCatalogue.has(text, for: use) else { return }
            let all = InstanceCatalogue.all(use)
            let near = NearestName.of(text, among: all).map { "; did you mean \"\($0)\"?" }
            throw Wrong("there is no class \"\(text)\"" + (near ?? "; \(all.first ?? "") is one"))
        }
    }
}

/// Pairs of processor and memory that Fargate has (ECS task definition, table of task sizes).
enum FargateSizes {
    /// The memory in MiB that goes with thousandths of a processor; none when there is no such size.
    static func memory(for processor: Int) -> [Int] {
        switch processor {
        case 250: [512, 1024, 2048]
        case 500: Array(stride(from: 1024, through: 4096, by: 1024))
        case 1000: Array(stride(from: 2048, through: 8192, by: 1024))
        case 2000: Array(stride(from: 4096, through: 16384, by: 1024))
        case 4000: Array(stride(from: 8192, through: 30720, by: 1024))
        case 8000: Array(stride(from: 16384, through: 61440, by: 4096))
        case 16000: Array(stride(from: 32768, through: 122_880, by: 8192))
        default: []
        }
    }
}
