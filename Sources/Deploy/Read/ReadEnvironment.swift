import YAML

/// Reads which environments there are, and chooses one.
struct ReadEnvironment {
    let reading: ProfileReading

    init(_ reading: ProfileReading) { self.reading = reading }

    func choose(_ top: ProfileSection, _ wanted: String?) -> DeploymentEnvironment {
        let single = top.value("environment")
        let several = top.value("environments")
        switch (single, several) {
        case (let node?, nil):
            return ProfileSection.read(reading, "environment", node) { one(named($0), $0, wanted) } ?? stand
        case (nil, let node?): return among(node, wanted)
        case (_?, let node?):
            reading.fault(node, "environment and environments: one of the two is wanted")
            return among(node, wanted)
        case (nil, nil):
            reading.fault(
                top.node,
                "environment is missing: {name: prod, tier: standard, account: \"111122223333\"} or "
                    + "environments"
            )
            return stand
        }
    }

    private var stand: DeploymentEnvironment {
        DeploymentEnvironment(name: "prod", tier: .standard, account: "", nightOff: nil, small: false)
    }

    private func named(_ section: ProfileSection) -> String {
        section.need("name", .name, else: "prod", "the environment's name, such as prod")
    }

    private func one(_ name: String, _ section: ProfileSection, _ wanted: String?) -> DeploymentEnvironment {
        reading.environments = [name]
        reading.environment = name
        if let wanted, wanted != name {
            reading.fault(section.node, "there is no environment \"\(wanted)\"; this file has \(name)")
        }
        return settings(name, section)
    }

    private func among(_ node: YAMLNode, _ wanted: String?) -> DeploymentEnvironment {
        guard case .mapping(let entries) = node.content, let first = entries.first else {
            reading.fault(node, "environments is a group: {staging: {…}, production: {…}}")
            return stand
        }
        reading.environments = entries.map(\.key)
        if wanted == nil, entries.count > 1 {
            reading.fault(
                node,
                "this file has the environments \(reading.environments.joined(separator: ", ")): choose "
                    + "one with "
                    + "--environment or ENVIRONMENT; there is no default")
        }
        if let wanted, !reading.environments.contains(wanted) {
            reading.fault(
                node,
                "there is no environment \"\(wanted)\""
                    + NearestName.hint(wanted, among: reading.environments))
        }
        let chosen = entries.first { $0.key == wanted } ?? first
        reading.environment = chosen.key
        var result = stand
        for entry in entries {
            let read = ProfileSection.read(reading, "environments.\(entry.key)", entry.value) {
                settings(entry.key, $0)
            }
            if entry.key == chosen.key, let read { result = read }
        }
        return result
    }

    private func settings(_ name: String, _ section: ProfileSection) -> DeploymentEnvironment {
        DeploymentEnvironment(
            name: name,
            tier: section.get(
                "tier", .word, else: Tier.standard, show: { $0.rawValue }, why: "what a business runs on"),
            account: section.need(
                "account", .account, else: "", "the account's twelve digits; environments need not share one"),
            nightOff: section.get(
                "night-off",
                Form<String>.text.checked { text throws(Wrong) in
                    guard WeekWindow(daily: text) != nil else {
                        throw Wrong("\"\(text)\": hours such as 20:00-06:00 are wanted")
                    }
                }),
            small: section.get("sizes", .one(of: ["small", "full"]), else: "full", why: "the sizes written")
                == "small")
    }
}

/// Reads what parts are called.
enum ReadNames {
    static func names(_ top: ProfileSection, _ system: String, _ environment: DeploymentEnvironment) -> Names
    {
        let prefix = "\(system)-\(environment.name)"
        var names = Names(
            prefix: prefix, system: system, environment: environment.name, account: environment.account)
        top.always("names") { section in
            names.prefix = section.get(
                "prefix", .name, else: prefix, why: "system and environment, so that environments never meet")
            for part in NamedPart.allCases {
                guard let pattern = section.get(part.rawValue, pattern) else { continue }
                names.given.append(Names.GivenName(part, pattern))
            }
        }
        return names
    }

    private static let pattern = Form<String>.text.checked { text throws(Wrong) in
        for piece in text.split(separator: "{").dropFirst(text.hasPrefix("{") ? 0 : 1) {
            let word = String(piece.prefix { $0 != "}" })
            let known = ["prefix", "system", "environment", "account", "it"]
            guard piece.contains("}"), known.contains(word) else {
                throw Wrong("\"{\(word)}\" is not known in a name" + NearestName.hint(word, among: known))
            }
        }
    }
}
