import Base

/// What is done on one machine by the program `slot` in its folder.
public struct HostOperation {
    private let profile: Profile
    private let runner: Runner
    private let folder: StateFolder
    private let machine: String

    /// On the machine whose folder is given.
    public init(_ profile: Profile, by runner: Runner, in folder: StateFolder, machine: String) {
        self.profile = profile
        self.runner = runner
        self.folder = folder
        self.machine = machine
    }

    /// What a service runs now.
    private struct Serving {
        var slot: Colour
        var image: String
        var size: Int
        var json: JSON
    }

    private func serving(_ service: ServicePlan) throws(RunFault) -> Serving {
        let path = "\(machine)/\(service.name).serving.json"
        guard let text = try StateFile.read(path), let json = try? JSON(parsing: text),
            let slot = json["slot"]?.text.flatMap(Colour.init(rawValue:)), let image = json["image"]?.text
        else { throw RunFault(1, "\(path) does not say what serves now: the first roll-out writes it.") }
        return Serving(
            slot: slot, image: image, size: json["size"]?.number ?? service.scale.min, json: json)
    }

    /// Migrates with the image that serves, or another; gives the program's own status.
    public func migrate(image: String?, isTrial: Bool, say: (String) -> Void) throws(RunFault) -> Int32 {
        let service = try Migrate.service(of: profile)
        var whole = image ?? ""
        if image == nil { whole = try serving(service).image }
        try Migrate.check(image: whole)
        let words = [service.name, "migrate", whole]
        say("$ \(Invocation.shown("\(machine)/slot", words))")
        guard !isTrial else {
            say("Nothing was done.")
            return 0
        }
        try folder.make()
        let lock = try FolderLock("\(machine)/deploy.lock", seconds: 0, leaves: true)
        defer { _ = lock }
        let journal = try Journal(folder.journal, surroundings: runner.surroundings)
        try journal.refuseBeside("migrate")
        let plan = "migrate \(whole)"
        try journal.write(.begin(plan: plan, verb: "migrate"))
        try journal.write(
            .intent(step: "migrate", command: Invocation.shown("\(machine)/slot", words)))
        let answer = try runner.run("\(machine)/slot", words, region: nil, seconds: 3600)
        try journal.write(.result(step: "migrate", status: answer.status, output: nil))
        try journal.write(.end(plan: plan, outcome: answer.isGood ? "done" : "given up"))
        for line in (answer.output + answer.errors).split(separator: "\n") {
            say(LogRedaction.clean(runner.redaction.clean(String(line))))
        }
        return answer.isLate ? 1 : answer.status
    }

    /// Starts or stops copies of the slot that serves. nil copies: as many as the profile's least.
    public func scale(_ name: String, to copies: Int?, isTrial: Bool, say: (String) -> Void) throws(RunFault)
    {
        let service = try Scale.service(name, in: profile)
        let size = copies ?? service.scale.min
        guard (1...10).contains(size) else { throw RunFault(3, "One machine has room for 1 to 10 copies.") }
        let now = try serving(service)
        let base = HostRender.port(of: service, in: profile) + (now.slot == .blue ? 0 : 10)
        let upstream = "\(machine)/\(name).upstream.conf"
        say(
            "\(name): \(now.size) → \(size) copies; \(ScaleCost.text(Graph.build(profile), service, before: now.size, after: size))"
        )
        let started = (0..<size).filter { $0 >= now.size }.map {
            [name, "start", now.slot.rawValue, now.image, String($0), String(base + $0)]
        }
        for words in started { say("$ \(Invocation.shown("\(machine)/slot", words))") }
        say("$ \(machine)/slot \(name) reload")
        guard !isTrial else { return say("Nothing was done.") }
        try folder.make()
        let lock = try FolderLock("\(machine)/deploy.lock", seconds: 60, leaves: true)
        defer { _ = lock }
        let journal = try Journal(folder.journal, surroundings: runner.surroundings)
        try journal.refuseBeside("scale")
        let plan = "scale \(name) \(now.size) \(size)"
        try journal.write(.begin(plan: plan, verb: "scale"))
        do throws(RunFault) {
            for words in started { try slot(words, journal) }
            try ready((0..<size).map { base + $0 }, service)
            let before = try StateFile.read(upstream)
            let list = HostRollout.weights(
                now.slot, 100, size: size, port: HostRender.port(of: service, in: profile))
            try StateFile.replace(upstream, list)
            do throws(RunFault) {
                try slot([name, "reload"], journal)
            } catch {
                if let before { try StateFile.replace(upstream, before) }
                throw error
            }
            for copy in (0..<now.size).filter({ $0 >= size }) {
                try slot([name, "stop", now.slot.rawValue, String(copy)], journal)
            }
            try StateFile.replace(
                "\(machine)/\(name).serving.json",
                now.json.with("size", .integer(Int64(size))).written + "\n")
        } catch {
            try journal.write(.end(plan: plan, outcome: "given up"))
            throw error
        }
        try journal.write(.end(plan: plan, outcome: "done"))
        say("\(name) has \(size) copies.")
    }

    private func slot(_ words: [String], _ journal: Journal) throws(RunFault) {
        let program = "\(machine)/slot"
        try journal.write(
            .intent(step: words.joined(separator: " "), command: Invocation.shown(program, words)))
        let answer = try runner.run(program, words, region: nil)
        try journal.write(
            .result(step: words.joined(separator: " "), status: answer.status, output: nil))
        guard answer.isGood else { throw runner.fault(answer, program, words) }
    }

    /// Nothing gets traffic that does not answer.
    private func ready(_ ports: [Int], _ service: ServicePlan) throws(RunFault) {
        for port in ports {
            let url = "http://127.0.0.1:\(port)\(service.probes.ready)"
            var isReady = false
            for _ in 0..<120 where !isReady {
                let answer = try runner.run(
                    "curl", ["-sS", "-f", "-m", "5", "-o", "/dev/null", url], region: nil)
                isReady = answer.isGood
                if !isReady { Pause.milliseconds(500) }
            }
            guard isReady else {
                throw RunFault(1, "\(url) is not ready after a minute; nothing was switched.")
            }
        }
    }
}
