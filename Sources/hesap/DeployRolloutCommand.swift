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
            let spots = try spots(place, arguments)
            let writing = try place.serving()
            var migrates = !arguments.has("no-migrate")
            for spot in spots {
                if spots.count > 1, try place.serves(spot, image), !place.isUnderWay(spot, journal) {
                    print("\(spot.shown(place)): \(image) serves already.")
                    continue
                }
                var order = try order(place, arguments, spot.service, image: image)
                // The tables are where the writer is.
                order.migrates = migrates && spot.service.migration != nil && spot.region == writing
                if order.migrates { migrates = false }
                print("\(spot.shown(place)): \(image)")
                try finish(
                    place.rollout(spot, journal) { rollout throws(RolloutFault) in
                        try rollout.run(order)
                    }, spot.shown(place))
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
            let spots = try spots(place, arguments)
            for spot in spots { try back(place, arguments, spot, journal, isAlone: spots.count == 1) }
        }
    }

    private static func back(
        _ place: DeployPlace, _ arguments: Arguments, _ spot: RolloutSpot, _ journal: Journal, isAlone: Bool
    ) throws {
        if try turnBack(place, spot, journal) { return }
        guard let before = place.before(spot) else {
            // A region or a service that had no roll-out yet has nothing to go back to.
            if !isAlone { return print("\(spot.shown(place)): nobody wrote down what served before.") }
            throw Failure("\(spot.shown(place)): nobody wrote down what served before.", status: 3)
        }
        if !isAlone, try place.serves(spot, before) {
            return print("\(spot.shown(place)): \(before) serves already.")
        }
        var order = try order(place, arguments, spot.service, image: before)
        order.migrates = false
        order.steps = [100]
        print("\(spot.shown(place)): back to \(before)")
        try finish(
            place.rollout(spot, journal) { rollout throws(RolloutFault) in try rollout.run(order) },
            spot.shown(place))
    }

    /// Ends what is under way. A rollback that was broken off is itself a roll-out under way, to the
    /// version before: it goes on. True when there is nothing more to do.
    private static func turnBack(
        _ place: DeployPlace, _ spot: RolloutSpot, _ journal: Journal
    ) throws -> Bool {
        guard let pending = place.lines(spot, journal).load(), !pending.isOver else { return false }
        let isRollback = pending.order.image == place.before(spot) && pending.order.steps == [100]
        if isRollback || !pending.canTurn {
            print("Going on with the roll-out of \(spot.shown(place)) that was broken off.")
            try finish(
                place.rollout(spot, journal) { rollout throws(RolloutFault) in
                    try rollout.goOn() ?? pending
                }, spot.shown(place))
            return isRollback
        }
        let state = try place.rollout(spot, journal) { rollout throws(RolloutFault) in
            try rollout.turnBack() ?? pending
        }
        if case .aborted = state.phase {
            print("\(spot.shown(place)): the old version serves; the new one is stopped.")
        }
        return true
    }

    /// Every service in every region that runs it, the region with the traffic first; or what was named.
    private static func spots(_ place: DeployPlace, _ arguments: Arguments) throws -> [RolloutSpot] {
        let services = try services(place, arguments)
        let regions = try regions(place, arguments)
        return regions.flatMap { region in services.map { RolloutSpot(service: $0, region: region) } }
    }

    private static func regions(_ place: DeployPlace, _ arguments: Arguments) throws -> [String] {
        guard let region = arguments.option("region") else {
            let all = try place.regions()
            guard place.context == nil || all.count == 1 else {
                throw Usage(
                    "--context names one cluster, and the system runs in \(all): name one by --region.")
            }
            return all
        }
        let known = place.profile.regions.all
        guard known.contains(region) else {
            throw Usage("The profile has no region \(region); it has \(known.joined(separator: ", ")).")
        }
        return [region]
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

    private static func finish(_ state: RolloutState, _ name: String) throws {
        if let remark = state.remark { print("Left over: \(remark)") }
        if let failure = state.failure, case .aborted = state.phase {
            print("The probe that failed: \(failure.line)")
            if !failure.body.isEmpty { print("Its answer:\n\(failure.body)") }
            if !failure.log.isEmpty { print("The copy's last lines:\n\(failure.log)") }
        }
        switch state.phase {
        case .done:
            print("\(name): \(state.order.image) serves as \(state.fresh.rawValue).")
        case .aborted(let why):
            guard let before = state.before else {
                throw Failure("\(name): nothing was touched: \(why)", status: 3)
            }
            let left = before.image.isEmpty ? "nothing serves yet" : "the old version serves"
            throw Failure("\(name): \(left): \(why)", status: 1)
        default: throw Failure("The roll-out did not end.", status: 2)
        }
    }
}
