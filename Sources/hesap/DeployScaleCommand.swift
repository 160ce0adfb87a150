import Base
import Deploy

/// `hesap deploy scale PROFILE --environment E --service S --to N`, or `--back`.
enum DeployScaleCommand {
    static func run(_ words: [String]) throws {
        var arguments = try Arguments(
            words, options: DeployOperation.options.union(["service", "to", "folder"]),
            flags: DeployOperation.flags.union(["back"]))
        guard let name = arguments.option("service") else { throw Usage("--service NAME is missing.") }
        let copies = arguments.option("to").flatMap(Int.init)
        guard copies != nil || arguments.has("back") else {
            throw Usage("--to N (a number of copies) or --back is missing.")
        }
        guard copies == nil || !arguments.has("back") else {
            throw Usage("--to and --back exclude each other.")
        }
        let folder = arguments.option("folder")
        let operation = try DeployOperation(&arguments)
        let profile = operation.place.profile
        try DeployAccount.judged { () throws(RunFault) in
            let service = try Scale.service(name, in: profile)
            if let copies { try Scale.check(service, to: copies, in: profile) }
        }
        guard profile.shape != .host else {
            return try DeployHostCommands.scale(
                operation.place, name, to: copies, folder: folder, isTrial: arguments.has("dry-run"))
        }
        let asked = copies.map { "\(name) to \($0)" } ?? "\(name) back"
        // Never gone on with: what runs is looked at anew each time.
        _ = try operation.run("scale", asked: asked, goesOn: false) { () throws(RunFault) in
            try Scale(operation.reader).look(Scale.service(name, in: profile), to: copies)
        } _: { order throws(RunFault) in
            try Scale.plan(operation.place.graph, order, isEmulated: operation.isEmulated)
        }
    }
}
