import YAML

extension ReadOperations {
    /// Limits that alarms know, with the unit of a bare number.
    private static let limits: [(name: String, unit: AlarmUnit)] = [
        ("api-5xx", .count), ("db-cpu", .percent), ("db-free-gb", .gigabytes), ("db-connections", .percent),
        ("replica-lag", .seconds), ("latency", .seconds), ("cpu", .percent), ("memory", .percent),
    ]

    func alarms(_ top: ProfileSection) -> AlarmPlan {
        guard top.has("alarms") else {
            reading.fault(top.node, "alarms is missing: {to: ops@example.com}; somebody must be called")
            return AlarmPlan(to: [], limits: [])
        }
        return top.always("alarms") { section in
            let to = section.list("to", Self.target) ?? []
            if !section.has("to") {
                reading.fault(
                    section.node, "alarms.to is missing: an address, {slack: secret}, {pager: secret}")
            }
            var limits: [AlarmLimit] = []
            for (name, unit) in Self.limits {
                let given = section.get(name, Self.limit(name, unit))
                let other = name == "api-5xx" ? section.get("5xx", Self.limit(name, unit)) : nil
                if let limit = given ?? other { limits.append(limit) }
            }
            let order = section.node.entries.map { $0.key == "5xx" ? "api-5xx" : $0.key }
            limits.sort { (order.firstIndex(of: $0.name) ?? 0) < (order.firstIndex(of: $1.name) ?? 0) }
            return AlarmPlan(to: to, limits: limits + missing(limits, top))
        }
    }

    private func missing(_ limits: [AlarmLimit], _ top: ProfileSection) -> [AlarmLimit] {
        let database = top.value("data")?["database"]
        let storage = database?["storage"].flatMap { reading.resolved($0) }?.integer ?? 100
        var usual: [(String, String, AlarmUnit)] = [("api-5xx", "10/5m", .count)]
        if database != nil {
            usual += [
                ("db-cpu", "80", .percent), ("db-free-gb", "\(max(storage / 5, 2))", .gigabytes),
                ("db-connections", "80%", .percent),
            ]
        }
        return usual.compactMap { name, text, unit in
            guard !limits.contains(where: { $0.name == name }) else { return nil }
            reading.byDefault("alarms.\(name)", text, why: "nobody should learn it from guests")
            return try? Self.limit(name, unit).read(
                YAMLNode(.scalar(text, isPlain: true), line: 1, column: 1))
        }
    }

    /// `10/5m`, `80`, `0.1%`, `2s`, each with ` 3x` behind for three periods in a row.
    private static func limit(_ name: String, _ bare: AlarmUnit) -> Form<AlarmLimit> {
        Form { node throws(Wrong) in
            let wrong = Wrong(
                "\(name): a limit such as 10/5m, 80%, 2s, with \" 3x\" for three periods" + Units.quoted(node)
            )
            var words = (node.text ?? "").split(separator: " ").map(String.init)
            var times =
                name == "db-cpu" || name == "cpu" || name == "memory" ? 3 : name == "db-free-gb" ? 1 : 2
            if words.count == 2, words[1].hasSuffix("x"), let count = Int(words[1].dropLast()),
                (1...10).contains(count)
            {
                times = count
                words.removeLast()
            }
            guard words.count == 1 else { throw wrong }
            let parts = words[0].split(separator: "/", omittingEmptySubsequences: false).map(String.init)
            var period = 300
            if parts.count == 2 {
                guard let seconds = Units.measure(parts[1], Units.seconds),
                    [60, 120, 300, 600, 900, 1800, 3600].contains(seconds)
                else { throw wrong }
                period = seconds
            }
            guard (1...2).contains(parts.count), let (threshold, unit) = number(parts[0], bare) else {
                throw wrong
            }
            if unit == .percent, threshold > 100_000 { throw Wrong("\(name): more than 100 per cent") }
            return AlarmLimit(name: name, threshold: threshold, unit: unit, period: period, times: times)
        }
    }

    private static func number(_ text: String, _ bare: AlarmUnit) -> (Int, AlarmUnit)? {
        if text.hasSuffix("%") { return Units.thousandths(String(text.dropLast())).map { ($0, .percent) } }
        if let time = Units.measure(text, ["ms": 1, "s": 1000, "m": 60000]) { return (time, .seconds) }
        return Units.thousandths(text).map { ($0, bare) }
    }

    private static let target = Form<AlarmTarget> { node throws(Wrong) in
        if let text = node.text {
            let parts = text.split(separator: "@", omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty,
                Form<String>.fault(of: String(parts[1]), .host()) == nil
            else {
                throw Wrong("an address such as ops@example.com is wanted")
            }
            return .email(text)
        }
        guard node.entries.count == 1, let entry = node.entries.first else {
            throw Wrong("an address, {slack: secret}, {pager: secret} or {existing: topic} is wanted")
        }
        let value = try Form<String>.text.read(entry.value)
        let named = value.count <= 24 && value.allSatisfy { ($0.isASCII && $0.isLowercase) || $0 == "-" }
        switch entry.key {
        case "existing": return .topic(value)
        case "slack" where named: return .slack(secret: value == "secret" ? "slack" : value)
        case "pager" where named: return .pager(secret: value == "secret" ? "pager" : value)
        case "slack", "pager":
            throw Wrong("\(entry.key): the word secret, or the use of a secret, is wanted; never its value")
        default:
            throw Wrong(
                "\"\(entry.key)\" is not known"
                    + NearestName.hint(entry.key, among: ["slack", "pager", "existing"]))
        }
    }
}
