import YAML

/// Reads which breaches of rules are accepted.
enum ReadWaivers {
    /// Rules that nobody may waive where a supervisor looks: encryption, audit and backups.
    static let never: Set<String> = [
        "redis-no-tls-auth", "no-audit-trail", "no-flow-logs", "no-final-snapshot", "no-deletion-protection",
        "no-multi-az", "rpo-unmeasured", "replica-needs-key", "secret-on-command-line",
        "secret-literal-marker",
        "restore-incomplete", "table-no-pitr",
    ]

    static func all(_ top: ProfileSection) -> [ProfileWaiver] {
        let reading = top.reading
        guard let node = top.value("waive") else { return [] }
        reading.given("waive", node)
        guard case .sequence(let elements) = node.content else {
            reading.fault(
                node, "waive is a list: - {rule: single-replica, until: \"2027-03-31\", reason: \"…\"}")
            return []
        }
        let regulated =
            top.value("environment")?["tier"]?.text == "regulated"
            || top.node["environments"]?[reading.environment]?["tier"]?.text == "regulated"
        return elements.enumerated().compactMap { index, element in
            ProfileSection.read(reading, "waive.\(index)", element) { one($0, regulated) }
        }
    }

    private static func one(_ section: ProfileSection, _ regulated: Bool) -> ProfileWaiver {
        let waiver = ProfileWaiver(
            rule: section.need("rule", rule, else: "", "which rule"),
            until: section.need("until", day, else: "9999-12-31", "the last day, \"2027-03-31\""),
            reason: section.need("reason", .text, else: "", "why it is accepted"), line: section.line)
        if waiver.until < section.reading.today {
            section.reading.fault(
                at: "\(section.path).until",
                "\(section.path): the waiver of \(waiver.rule) ended on \(waiver.until); mend it or "
                    + "decide anew"
            )
        }
        if regulated, never.contains(waiver.rule) {
            section.reading.fault(
                at: "\(section.path).rule",
                "\(section.path): \(waiver.rule) cannot be waived in tier regulated (encryption, audit "
                    + "and backups)"
            )
        }
        return waiver
    }

    private static let rule = Form<String> { node throws(Wrong) in
        let text = try Form<String>.text.read(node)
        guard let rule = RuleCatalogue.all.first(where: { $0.id == text }) else {
            throw Wrong(
                "there is no rule \"\(text)\"" + NearestName.hint(text, among: RuleCatalogue.all.map(\.id)))
        }
        guard rule.severity == .warning else {
            throw Wrong(
                "\(text) is "
                    + "\(rule.severity == .error ? "an error and cannot be waived" : "a note and needs no waiver")"
            )
        }
        return text
    }

    private static let day = Form<String>.text.checked { text throws(Wrong) in
        guard Waiver.isDay(text) else { throw Wrong("\"\(text)\": a day is written YYYY-MM-DD") }
    }
}
