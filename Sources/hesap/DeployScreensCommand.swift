import Base
import Deploy

/// `hesap deploy screens PROFILE --environment E [--web DIR]`, or `--back`.
enum DeployScreensCommand {
    static func run(_ words: [String]) throws {
        var arguments = try Arguments(
            words, options: DeployOperation.options.union(["web"]),
            flags: DeployOperation.flags.union(["back"]))
        let folder = arguments.option("web") ?? "web/dist"
        let isBack = arguments.has("back")
        let operation = try DeployOperation(&arguments)
        if isBack { try back(operation) } else { try upload(operation, folder) }
    }

    /// Puts a build into the buckets.
    static func upload(_ operation: DeployOperation, _ folder: String) throws {
        _ = try operation.run("screens", asked: folder) { () throws(RunFault) in
            try ScreenRollout(operation.reader).look(folder, at: Surroundings.live.now())
        } _: { order throws(RunFault) in
            ScreenRollout.plan(operation.place.graph, order)
        }
    }

    /// After another command: what lies at `--web`, or at `web/dist` when something does.
    static func follow(_ place: DeployAccount, _ folder: String?, takesLock: Bool) throws {
        let built = folder ?? "web/dist"
        guard folder != nil || DeployFile.isThere("\(built)/assets") else {
            return print("No screens lie in \(built): none were uploaded.")
        }
        guard ScreenRollout.isFor(place.profile) else {
            if folder != nil { print("No screen of this release is served from a bucket of the profile's.") }
            return
        }
        let operation = DeployOperation(place, takesLock: takesLock)
        let lacking = try DeployAccount.judged { () throws(RunFault) in
            try ScreenRollout(operation.reader).lackingBucket()
        }
        if let lacking {
            return print(
                "The screens follow after apply, which makes the bucket \(lacking): hesap deploy screens.")
        }
        try upload(operation, built)
    }

    /// Brings the pages before back.
    static func back(_ operation: DeployOperation) throws {
        _ = try operation.run("screens-back", asked: "") { () throws(RunFault) in
            try ScreenRollout(operation.reader).lookBack()
        } _: { order throws(RunFault) in
            ScreenRollout.planBack(operation.place.graph, order)
        }
    }
}
