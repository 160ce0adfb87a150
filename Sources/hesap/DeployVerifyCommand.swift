import Base
import Deploy

/// `hesap deploy verify PROFILE --environment E [--json]`: named checks with evidence; exit 2 when one could not run.
enum DeployVerifyCommand {
    static func run(_ words: [String]) throws {
        let arguments = try Arguments(
            words, options: DeployPlace.options.union(["only", "at"]), flags: ["json"])
        let place = try DeployPlace(arguments, needsState: false)
        let isJSON = arguments.has("json")
        let kinds = Set((arguments.option("only") ?? "").split(separator: ",").map(String.init))
        var doors: [String: String] = [:]
        for pair in (arguments.option("at") ?? "").split(separator: ",") {
            let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw Usage("--at takes HOST=ADDRESS:PORT, several with commas between.")
            }
            doors[parts[0]] = parts[1]
        }
        let results = Verify.run(place.profile, try place.account(), doors: doors, only: kinds) { result in
            if !isJSON { print(line(result)) }
        }
        if isJSON {
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
