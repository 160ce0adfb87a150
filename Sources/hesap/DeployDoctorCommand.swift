import Base
import Deploy

/// `hesap deploy doctor`, `hesap deploy diagnose` and `hesap deploy drill`.
enum DeployDoctorCommand {
    static func doctor(_ words: [String]) throws {
        let arguments = try Arguments(words, options: DeployPlace.options, flags: ["json"])
        let place = try DeployPlace(arguments)
        let results = Doctor.run(place.profile, try place.account()) {
            DeployVerifyCommand.tell($0, arguments)
        }
        try DeployVerifyCommand.finish(results, arguments)
    }

    static func diagnose(_ words: [String]) throws {
        let arguments = try Arguments(words, options: DeployPlace.options.union(["only"]), flags: ["json"])
        let place = try DeployPlace(arguments)
        let only = try DeployVerifyCommand.kinds(arguments, among: Diagnose.kinds(place.profile))
        let results = Diagnose.run(place.profile, try place.account(), only: only) {
            DeployVerifyCommand.tell($0, arguments)
        }
        try DeployVerifyCommand.finish(results, arguments)
    }

    static func drill(_ words: [String]) throws {
        let arguments = try Arguments(
            words, options: DeployPlace.options.union(["port", "rto", "rpo"]), flags: [])
        let place = try DeployPlace(arguments)
        let recovery = place.profile.recovery
        let rto = try arguments.seconds("rto") ?? recovery?.rto ?? 3600
        let rpo = try arguments.seconds("rpo") ?? recovery?.rpo ?? 900
        let outcome: Drill.Outcome
        let isHost = place.profile.shape == .host
        let pair = isHost ? try place.pair() : nil
        let account = isHost ? nil : try place.account()
        let port = arguments.option("port").flatMap(Int.init) ?? 0
        guard !isHost || (1024...65_535).contains(port) else {
            throw Usage("--port PORT is missing: where the copy listens on this machine.")
        }
        try note(["begun": true], place)
        do throws(FailoverFault) {
            if let pair {
                let folder = "\(place.folder)/drill"
                outcome = try Drill(place.world, pair, folder: folder, port: port).run { print($0) }
            } else if let account {
                outcome = try RegionDrill(account, place.profile).run { print($0) }
            } else {
                return
            }
        } catch {
            try note(["failed": .string(error.description)], place)
            throw Failure(error.description)
        }
        try note(
            [
                "rto": .integer(Int64(outcome.rto)), "rpo": outcome.rpo.map { .integer(Int64($0)) } ?? .null,
            ], place)
        func seconds(_ milliseconds: Int) -> String {
            "\(milliseconds / 1000).\(milliseconds % 1000 / 100) s"
        }
        print(
            "Restored and writable after \(seconds(outcome.rto)) (promised \(rto) s); "
                + "\(outcome.rpo.map(seconds) ?? "no heartbeat tells how much") of data behind (promised \(rpo) s)."
        )
        if outcome.rto > rto * 1000 || (outcome.rpo ?? 0) > rpo * 1000 {
            throw Failure("More than promised.")
        }
    }

    /// Drills are part of what was done: the journal tells when, how long it took and what was behind, in
    /// milliseconds. Nobody else has to wait meanwhile.
    private static func note(_ line: JSON, _ place: DeployPlace) throws {
        try DeployAccount.judged { () throws(RunFault) in
            try place.state.make()
            let lock = try FolderLock(place.state.lock, seconds: 60)
            defer { _ = lock }
            try Journal(place.state.journal, surroundings: .live).write(.event(of: "drill", line))
        }
    }
}
