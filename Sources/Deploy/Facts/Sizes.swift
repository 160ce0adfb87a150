/// What instance classes have: read from the name (`db.r6g.2xlarge`, `t3.large`, `kafka.m5.2xlarge`).
struct InstanceSize: Sendable, Equatable {
    let family: String
    let size: String

    /// nil when the text is no instance class.
    init?(_ text: String) {
        var parts = text.lowercased().split(separator: ".").map(String.init)
        if let first = parts.first, ["db", "cache", "kafka"].contains(first) { parts.removeFirst() }
        guard parts.count == 2, let rank = Self.order.firstIndex(of: parts[1]) ?? Self.big(parts[1]),
            rank >= 0, parts[0].first?.isLetter == true, parts[0].contains(where: \.isNumber)
        else { return nil }
        family = parts[0]
        size = parts[1]
    }

    private static let order = ["nano", "micro", "small", "medium", "large", "xlarge"]

    private static func big(_ size: String) -> Int? {
        guard size.hasSuffix("xlarge"), let times = Int(size.dropLast("xlarge".count)) else { return nil }
        return 5 + times
    }

    /// Larger is larger.
    var rank: Int { Self.order.firstIndex(of: size) ?? Self.big(size) ?? 0 }

    /// Processors.
    var processors: Int { rank <= 4 ? 2 : rank == 5 ? 4 : (rank - 5) * 4 }

    /// Memory in MiB: the general rule of the families c, m, r and t.
    var memory: Int {
        let small = ["nano": 512, "micro": 1024, "small": 2048, "medium": 4096]
        if let memory = small[size] { return memory }
        let perProcessor: [Character: Int] = ["c": 2048, "m": 4096, "r": 8192, "x": 16384, "t": 4096]
        return processors * (perProcessor[family.first ?? "m"] ?? 4096)
    }
}
