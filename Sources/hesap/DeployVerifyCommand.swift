import Base
import Deploy

/// `hesap deploy verify PROFILE --environment E [--json]`: named checks with evidence; exit 2 when one
/// could not run.
enum DeployVerifyCommand {
    static func run(_ words: [String]) throws {
        let arguments = try Arguments(
            words, options: DeployPlace.options.union(["only", "at"]), flags: ["json"])
        let place = try DeployPlace(arguments)
        var doors: [String: String] = [:]
        for pair in (arguments.option("at") ?? "").split(separator: ",") {
            let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw Usage("--at takes HOST=ADDRESS:PORT, several with commas between.")
            }
            doors[parts[0]] = parts[1]
        }
        let only = try kinds(arguments, among: Verify.kinds(place.profile))
        let results = Verify.run(place.profile, try place.account(), doors: doors, only: only) {
            tell($0, arguments)
        }
        try finish(results, arguments)
    }

    /// The kinds that `--only` names; a check that there is not would always pass.
    static func kinds(_ arguments: Arguments, among known: [String]) throws -> Set<String> {
        let wanted = (arguments.option("only") ?? "").split(separator: ",").map(String.init)
        for kind in wanted where !known.contains(kind) {
            throw Usage("--only: there is no check \(kind) here\(NearestName.hint(kind, among: known))")
        }
        return Set(wanted)
    }

    /// A line as soon as a check has run.
    static func tell(_ result: CheckResult, _ arguments: Arguments) {
        if !arguments.has("json") { print(line(result)) }
    }

    /// The end: all as JSON, or a summary; and the exit status.
    static func finish(_ results: [CheckResult], _ arguments: Arguments) throws {
        if arguments.has("json") {
            print(JSON.object([("checks", .array(results.map(\.json)))]).written)
        } else {
            print(Verify.summary(results))
        }
        let status = Verify.status(results)
        if status != 0 {
            throw Failure(status == 2 ? "Some checks could not run." : "Some checks failed.", status: status)
        }
    }

    private static func line(_ result: CheckResult) -> String {
        let seconds = "\(result.milliseconds / 1000).\(result.milliseconds % 1000 / 100) s"
        return "\(result.verdict.rawValue): \(result.name) (\(seconds)): \(result.evidence)"
    }
}
