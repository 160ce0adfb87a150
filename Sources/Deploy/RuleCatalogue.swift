/// All rules, by family.
public enum RuleCatalogue {
    /// Every rule, in the order of the families.
    public static let all: [Rule] =
        CostRules.all + CommandRules.all + SecretRules.all + DatabaseRules.all + VersionRules.all
        + NetworkRules.all + EdgeRules.all + NameRules.all + ClusterRules.all + WorkloadRules.all
        + ImageRules.all + AccessRules.all + StoreRules.all + AlarmRules.all + RecoveryRules.all
        + ApplicationRules.all + ScalingRules.all

    /// The catalogue as a page of documentation.
    public static var page: String {
        var families: [String] = []
        for rule in all where !families.contains(rule.family) { families.append(rule.family) }
        let sections = families.map { family in
            let rows = all.filter { $0.family == family }.map {
                "| `\($0.id)` | \($0.severity.rawValue) | \($0.sentence) | \($0.why) |"
            }
            return "## \(family.prefix(1).uppercased() + family.dropFirst())\n\n"
                + "| Rule | Severity | What must hold | Why |\n|---|---|---|---|\n"
                + rows.joined(separator: "\n") + "\n"
        }
        return """
            # Rules for deployments

            Written by `hesap deploy rules`; a test holds this page to the rules. `hesap deploy lint --document FILE.md` \
            checks a guide by all \(all.count) of them. An *error* blocks, a *warning* needs a waiver with a reason, a \
            *note* is worth knowing.


            """ + sections.joined(separator: "\n")
    }
}
