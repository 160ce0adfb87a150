import Base
import Deploy
import FoundationEssentials

/// `hesap deploy failover PROFILE --environment E` and `hesap deploy heartbeat PROFILE --environment E`.
enum DeployFailoverCommand {
    static func failover(_ words: [String]) throws {
        let arguments = try Arguments(
            words,
            options: DeployPlace.options.union(["accept-loss", "from", "rpo", "rto", "to"]),
            flags: ["fenced", "keep-old", "rebuild", "take-lock", "yes"])
        let place = try DeployPlace(arguments)
        let region = arguments.option("to") ?? place.profile.regions.standby
        try place.alone(
            takesLock: arguments.has("take-lock"), region: region, lost: arguments.has("fenced")
        ) { journal in
            try failover(place, arguments, journal)
        }
    }

    private static func failover(
        _ place: DeployPlace, _ arguments: Arguments, _ journal: Journal
    ) throws {
        let unfinished = Failover.unfinished(journal)
        let driver = try FailoverPlace(place, arguments).driver(unfinished: unfinished)
        if arguments.has("rebuild") { return try rebuild(driver) }
        let recovery = place.profile.recovery
        let order = FailoverOrder(
            rpo: try arguments.seconds("rpo") ?? recovery?.rpo ?? 0,
            rto: try arguments.seconds("rto") ?? recovery?.rto ?? 3600,
            acceptLoss: try arguments.seconds("accept-loss"), vouchFenced: arguments.has("fenced"),
            rebuilds: !arguments.has("keep-old"))
        let run = Failover(driver.driver, place.world, from: driver.writer, journal: journal) { print($0) }
        let state = try run.run(order)
        try finish(state, order)
    }

    private static func rebuild(_ place: FailoverPlace.Chosen) throws {
        print("Making \(place.writer) a standby.")
        do throws(FailoverFault) { try place.rebuild() } catch { throw Failure(error.description) }
        print("\(place.writer) follows.")
    }

    private static func finish(_ state: FailoverState, _ order: FailoverOrder) throws {
        switch state.outcome {
        case .refused(let why):
            if state.check?.missing.isEmpty == false {
                print("`hesap deploy all PROFILE --standing REGION` makes what a region lacks.")
            }
            throw Failure("Nothing was touched: \(why)", status: 3)
        case .stuck(let step, let why):
            throw Failure("\(step.title) failed: \(why). The same command goes on from there.")
        case .open: throw Failure("The failover did not end.", status: 2)
        case .done: break
        }
        let cost = state.cost
        func seconds(_ milliseconds: Int?) -> String {
            milliseconds.map { "\($0 / 1000).\(String(1000 + $0 % 1000).dropFirst()) s" } ?? "not measured"
        }
        print(
            "RTO \(seconds(cost?.rto)) (promised \(order.rto) s), RPO \(seconds(cost?.rpo)) (promised \(order.rpo) s), "
                + (cost?.lost.map { "\($0) acknowledged heartbeats lost." }
                    ?? "by the steps' times and the copy's lag: nobody noted heartbeats."))
        if let rto = cost?.rto, rto > order.rto * 1000 { throw Failure("It took longer than promised.") }
    }

    static func heartbeat(_ words: [String]) throws {
        let arguments = try Arguments(words, options: DeployPlace.options.union(["count"]), flags: [])
        let place = try DeployPlace(arguments)
        let pair = try place.pair()
        let heartbeat = Heartbeat(
            place.world, programs: pair.programs,
            address: "service=\(pair.service) dbname=\(pair.database) user=\(pair.user)",
            environment: ["PGSERVICEFILE": pair.serviceFile], log: pair.heartbeats)
        var left = arguments.option("count").flatMap(Int.init) ?? Int.max
        var isPrepared = false
        while left > 0 {
            left -= 1
            if !isPrepared { isPrepared = heartbeat.prepare().isGood }
            let taken = try heartbeat.beat()
            if !taken { print("The database did not take the beat.") }
            place.world.pause(milliseconds: pair.beat)
        }
    }
}
