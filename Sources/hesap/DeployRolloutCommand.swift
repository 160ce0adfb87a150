import Base
import Deploy

/// `hesap deploy rollout PROFILE --environment E --image DIGEST` and `hesap deploy rollback`.
enum DeployRolloutCommand {
    private static let options: Set<String> = DeployPlace.options.union([
        "image", "service", "settle", "bake", "hold", "drain", "region", "web",
    ])

    static func rollout(_ words: [String]) throws {
        let arguments = try Arguments(words, options: options, flags: ["no-migrate", "take-lock"])
        guard let image = arguments.option("image") else { throw Usage("--image DIGEST is missing.") }
        let place = try DeployPlace(arguments)
        try place.alone(takesLock: arguments.has("take-lock")) { journal in
            var migrates = !arguments.has("no-migrate")
            for service in try services(place, arguments) {
                var order = try order(place, arguments, service, image: image)
                order.migrates = migrates && service.migration != nil
                if order.migrates { migrates = false }
                print("\(service.name): \(image)")
                try finish(
                    place.rollout(service, journal) { rollout throws(RolloutFault) in
                        try rollout.run(order)
                    })
            }
        }
        if let web = arguments.option("web") {
            try DeployScreensCommand.follow(
                DeployAccount(arguments), web, takesLock: arguments.has("take-lock"))
        }
    }

    /// Ends what is under way, or brings back what served before.
    static func rollback(_ words: [String]) throws {
        let arguments = try Arguments(words, options: options, flags: ["take-lock"])
        let place = try DeployPlace(arguments)
        try place.alone(takesLock: arguments.has("take-lock")) { journal in
            for service in try services(place, arguments) {
                try back(place, arguments, service, journal)
            }
        }
    }

    private static func back(
        _ place: DeployPlace, _ arguments: Arguments, _ service: ServicePlan, _ journal: Journal
    ) throws {
        if try turnBack(place, service, journal) { return }
        guard let before = place.before(service) else {
            throw Failure("\(service.name): nobody wrote down what served before.", status: 3)
        }
        var order = try order(place, arguments, service, image: before)
        order.migrates = false
        order.steps = [100]
        print("\(service.name): back to \(before)")
        try finish(
            place.rollout(service, journal) { rollout throws(RolloutFault) in try rollout.run(order) })
    }

    /// Ends what is under way. A rollback that was broken off is itself a roll-out under way, to the
    /// version before: it goes on. True when there is nothing more to do.
    private static func turnBack(
        _ place: DeployPlace, _ service: ServicePlan, _ journal: Journal
    ) throws -> Bool {
        guard let pending = RolloutJournal(journal, service: service.name).load(), !pending.isOver else {
            return false
        }
        let isRollback = pending.order.image == place.before(service) && pending.order.steps == [100]
        if isRollback || !pending.canTurn {
            print("Going on with the roll-out of \(service.name) that was broken off.")
            try finish(
                place.rollout(service, journal) { rollout throws(RolloutFault) in
                    try rollout.goOn() ?? pending
                })
            return isRollback
        }
        let state = try place.rollout(service, journal) { rollout throws(RolloutFault) in
            try rollout.turnBack() ?? pending
        }
        if case .aborted = state.phase {
            print("\(service.name): the old version serves; the new one is stopped.")
        }
        return true
    }

    private static func services(_ place: DeployPlace, _ arguments: Arguments) throws -> [ServicePlan] {
        guard let name = arguments.option("service") else {
            return place.profile.services.filter { $0.notInRelease == nil }
        }
        guard let service = place.profile.services.first(where: { $0.name == name }) else {
            let known = place.profile.services.map(\.name).joined(separator: ", ")
            throw Usage("The profile has no service \(name); it has \(known).")
        }
        return [service]
    }

    private static func order(
        _ place: DeployPlace, _ arguments: Arguments, _ service: ServicePlan, image: String
    ) throws -> RolloutOrder {
        let plan = place.profile.rollout
        let bake = try arguments.seconds("bake") ?? plan.bake
        return RolloutOrder(
            service: service.name, image: image, steps: plan.steps,
            settle: try arguments.seconds("settle") ?? 300, bake: bake,
            hold: try arguments.seconds("hold") ?? bake, drain: try arguments.seconds("drain") ?? 60,
            limits: plan.abort)
    }

    private static func finish(_ state: RolloutState) throws {
        if let remark = state.remark { print("Left over: \(remark)") }
        if let failure = state.failure, case .aborted = state.phase {
            print("The probe that failed: \(failure.line)")
            if !failure.body.isEmpty { print("Its answer:\n\(failure.body)") }
            if !failure.log.isEmpty { print("The copy's last lines:\n\(failure.log)") }
        }
        switch state.phase {
        case .done:
            print("\(state.order.service): \(state.order.image) serves as \(state.fresh.rawValue).")
        case .aborted(let why):
            let touched = state.before != nil
            throw Failure(
                "\(state.order.service): \(touched ? "the old version serves" : "nothing was touched"): \(why)",
                status: touched ? 1 : 3)
        default: throw Failure("The roll-out did not end.", status: 2)
        }
    }
}

extension DeployPlace {
    /// Does something with a service's roll-out.
    func rollout(
        _ service: ServicePlan, _ journal: Journal, _ work: (Rollout) throws(RolloutFault) -> RolloutState
    ) throws -> RolloutState {
        let lines = RolloutJournal(journal, service: service.name)
        let rollout = Rollout(try driver(service), world, journal: lines) { print($0) }
        do throws(RolloutFault) {
            return try work(rollout)
        } catch {
            throw Failure(error.description, status: 2)
        }
    }

    /// The image that served before the last roll-out.
    func before(_ service: ServicePlan) -> String? {
        guard let driver = try? driver(service) else { return nil }
        return driver.previous()
    }

    /// How this shape rolls out.
    func driver(_ service: ServicePlan) throws -> any RolloutDriver {
        switch profile.shape {
        case .host:
            HostRollout(
                world, folder: folder, service: service.name, port: HostRender.port(of: service, in: profile),
                size: service.scale.min,
                paths: HostRollout.ProbePaths(live: service.probes.live, ready: service.probes.ready))
        case .ecsFargate: TaskRollout(try account(), profile, service)
        case .eks: PodRollout(try account(), profile, service, context: context)
        }
    }
}
