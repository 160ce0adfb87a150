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

    /// Brings the pages before back.
    static func back(_ operation: DeployOperation) throws {
        _ = try operation.run("screens-back", asked: "") { () throws(RunFault) in
            try ScreenRollout(operation.reader).lookBack()
        } _: { order throws(RunFault) in
            ScreenRollout.planBack(operation.place.graph, order)
        }
    }
}
