/// Checks a deployment guide by all rules.
public enum Lint {
    /// The findings in a guide, by line and then by rule.
    public static func findings(in markdown: String) -> [Finding] {
        let guide = Guide(markdown)
        var seen: Set<String> = []
        return RuleCatalogue.all.flatMap { rule in
            rule.check(guide).map {
                Finding(line: $0.line, rule: rule.id, severity: rule.severity, message: $0.message)
            }
        }
        .filter { seen.insert("\($0.line) \($0.rule) \($0.message)").inserted }
        .sorted { ($0.line, $0.rule, $0.message) < ($1.line, $1.rule, $1.message) }
    }

    /// The exit status that findings ask for: 1 when an error or a warning is not waived, otherwise 0.
    public static func status(of findings: [Finding]) -> Int32 {
        findings.contains { $0.severity != .note && $0.waived == nil } ? 1 : 0
    }
}
