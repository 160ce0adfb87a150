import Base
import Deploy

/// `hesap deploy migrate PROFILE --environment E [--image sha256:…]`.
enum DeployMigrateCommand {
    static func run(_ words: [String]) throws {
        var arguments = try Arguments(
            words, options: DeployOperation.options.union(["folder"]), flags: DeployOperation.flags)
        let image = arguments.option("image")
        let folder = arguments.option("folder")
        let operation = try DeployOperation(&arguments)
        let place = operation.place
        try DeployAccount.judged { () throws(RunFault) in
            _ = try Migrate.service(of: place.profile)
            if let image { try Migrate.check(image: image) }
        }
        guard place.profile.shape != .host else {
            return try DeployHostCommands.migrate(
                place, image: image, folder: folder, isTrial: arguments.has("dry-run"))
        }
        let answers = try operation.run("migrate", asked: image ?? "") { () throws(RunFault) in
            try Migrate(operation.reader).look(image: image)
        } _: { order throws(RunFault) in
            Migrate.plan(place.graph, order, isEmulated: operation.isEmulated)
        }
        guard let answers else { return }
        let outcome = try DeployAccount.judged { () throws(RunFault) in
            try Migrate(operation.reader).outcome(answers)
        }
        for line in outcome.log { print(line) }
        guard outcome.status == 0 else {
            throw Failure("The migration ended with status \(outcome.status).", status: outcome.status)
        }
        print("The database's tables are up to date.")
    }
}
