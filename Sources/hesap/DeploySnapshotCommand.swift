import Base
import Deploy

/// `hesap deploy snapshot PROFILE --environment E [--name NAME] [--keep DAYS]`, or `--list`.
enum DeploySnapshotCommand {
    static func run(_ words: [String]) throws {
        var arguments = try Arguments(
            words, options: DeployOperation.options.union(["name", "keep"]),
            flags: DeployOperation.flags.union(["list"]))
        let name = arguments.option("name")
        let days = arguments.option("keep").flatMap(Int.init)
        if let text = arguments.option("keep") {
            guard let days, (1...3650).contains(days) else {
                throw Usage("--keep \(text) is no number of days.")
            }
        }
        let operation = try DeployOperation(&arguments)
        let place = operation.place
        guard place.profile.shape != .host else {
            throw Failure(
                "One machine's database is copied on the machine itself: hesap backup DIR.", status: 3)
        }
        if arguments.has("list") { return try list(operation) }
        let asked = "\(name ?? "") \(days.map(String.init) ?? "")"
        let answers = try operation.run("snapshot", asked: asked) { () throws(RunFault) in
            try Snapshot(operation.reader).look(name: name, days: days, at: Surroundings.live.now())
        } _: { order throws(RunFault) in
            Snapshot.plan(place.profile, order)
        }
        if answers != nil { try list(operation) }
    }

    private static func list(_ operation: DeployOperation) throws {
        let found = try DeployAccount.judged { () throws(RunFault) in
            try Snapshot(operation.reader).list()
        }
        guard !found.isEmpty else { return print("There are no snapshots.") }
        for one in found {
            let size = one.size.map { "\($0) GB" } ?? "-"
            let kept =
                one.isAutomatic ? "by the account itself" : one.until.map { "until \($0)" } ?? "until deleted"
            print("\(one.name)  of \(one.store)  \(one.at ?? "-")  \(one.state)  \(size)  kept \(kept)")
        }
    }
}
