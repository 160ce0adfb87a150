import Base
import Deploy

/// `hesap deploy restore PROFILE --environment E --to TIME|--snapshot NAME --yes`, then `--confirm` or
/// `--undo`.
enum DeployRestoreCommand {
    static func run(_ words: [String]) throws {
        var arguments = try Arguments(
            words, options: DeployOperation.options.union(["to", "snapshot", "only"]),
            flags: DeployOperation.flags.union(["yes", "confirm", "undo", "give-up"]))
        let ends = ["confirm", "undo", "give-up"].filter { arguments.has($0) }
        let asked = ["to", "snapshot"].filter { arguments.option($0) != nil }
        guard ends.count + asked.count == 1 else {
            throw Usage("One of --to TIME, --snapshot NAME, --confirm, --undo and --give-up is expected.")
        }
        let wish = try wish(arguments)
        let refusal = arguments.has("yes") ? nil : "Add --yes once the plan is what you want."
        let operation = try DeployOperation(&arguments)
        if let end = ends.first { return try self.end(operation, end, refusal) }
        let words = "\(asked[0]) \(arguments.option(asked[0]) ?? "") \(wish.only?.rawValue ?? "")"
        let answers = try operation.run("restore", asked: words, refusal: refusal) { () throws(RunFault) in
            try Restore(operation.reader).look(wish, at: Surroundings.live.now())
        } _: { order throws(RunFault) in
            Restore.plan(operation.place.graph, order, isEmulated: operation.isEmulated)
        }
        if answers != nil {
            print(
                "The system works on what was brought back. Look at it (hesap deploy verify), then: restore"
                    + " --confirm, or restore --undo.")
        }
    }

    private static func wish(_ arguments: Arguments) throws -> RestoreWish {
        let time = arguments.option("to").map { ($0, Instant($0)) }
        if let time, time.1 == nil {
            throw Usage("--to \(time.0) is no time such as 2026-11-21T12:00:00Z.")
        }
        let only = arguments.option("only").map { ($0, RestoreWish.Store(rawValue: $0)) }
        if let only, only.1 == nil { throw Usage("--only \(only.0): database or cache is expected.") }
        return RestoreWish(time: time?.1, snapshot: arguments.option("snapshot"), only: only?.1)
    }

    private static func end(_ operation: DeployOperation, _ end: String, _ refusal: String?) throws {
        guard end != "give-up" else { return try giveUp(operation.place) }
        let graph = operation.place.graph
        let answers = try operation.run("restore-\(end)", asked: end, refusal: refusal) {
            () throws(RunFault) in
            try RestoreEnd(operation.reader).look()
        } _: { order throws(RunFault) in
            end == "confirm"
                ? RestoreEnd.confirmation(graph, order, isEmulated: operation.isEmulated)
                : RestoreEnd.undoing(graph, order, isEmulated: operation.isEmulated)
        }
        if answers != nil { print("Last snapshots stay: hesap deploy snapshot --list shows them.") }
    }

    private static func giveUp(_ place: DeployAccount) throws {
        try DeployAccount.judged { () throws(RunFault) in
            try place.folder.make()
            let lock = try FolderLock(place.folder.lock, seconds: 60)
            defer { _ = lock }
            let verb = try Journal(place.folder.journal, surroundings: .live).giveUp()
            print(verb.map { "The \($0) is left as it is." } ?? "Nothing was begun that is not finished.")
        }
    }
}
