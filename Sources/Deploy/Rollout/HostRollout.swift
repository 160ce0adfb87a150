public import Base

/// A roll-out on one machine: two sets of processes behind nginx. What starts and stops a copy is the program
/// `slot` in the machine's folder (systemd's or compose's words are in it); the weights are nginx' own, in
/// a file that its configuration includes, switched by a reload.
///
/// The folder holds `slot`, `releases/{digest}/hesap`, `{service}.upstream.conf`, `{service}.access.log`
/// (`$msec $status $request_time $upstream_addr`) and `{service}.serving.json`, which the first roll-out
/// writes.
public final class HostRollout: RolloutDriver {
    private let world: any World
    private let folder: String
    private let service: String
    private let port: Int
    private let least: Int
    private let hasDoor: Bool
    private let paths: ProbePaths

    /// What the probes ask.
    public struct ProbePaths: Sendable {
        /// Whether it lives.
        public var live: String
        /// Whether it is ready.
        public var ready: String
        /// What the trial asks.
        public var smoke: [String]

        /// Paths.
        public init(
            live: String = "/livez", ready: String = "/ready", smoke: [String] = ["/health", "/openapi.json"]
        ) {
            self.live = live
            self.ready = ready
            self.smoke = smoke
        }
    }

    /// A service whose first slot listens from `port` on, and whose second from ten above it, with so many
    /// copies unless `scale` left another number. One without a door gets nothing from nginx: a worker.
    public init(
        _ world: any World, folder: String, service: String, port: Int, size: Int, hasDoor: Bool = true,
        paths: ProbePaths = .init()
    ) {
        self.world = world
        self.folder = folder
        self.service = service
        self.port = port
        self.hasDoor = hasDoor
        least = min(max(size, 1), 10)
        self.paths = paths
    }

    /// The port of a slot's copy.
    public func port(_ slot: Colour, _ copy: Int) -> Int { port + (slot == .blue ? 0 : 10) + copy }

    private var serving: String { "\(folder)/\(service).serving.json" }
    private var upstream: String { "\(folder)/\(service).upstream.conf" }

    /// The release's bytes are those of its digest, and what serves now answers.
    public func look(_ order: RolloutOrder) throws(RolloutFault) -> Standing {
        guard let digest = Self.digest(of: order.image) else {
            throw RolloutFault("\(order.image) is no digest: sha256: and 64 digits are expected")
        }
        let file = "\(folder)/releases/\(digest)/hesap"
        let sum = world.run("sha256sum", file)
        guard sum.isGood else { throw RolloutFault("there is no release \(file)", sum) }
        guard sum.output.hasPrefix(digest) else {
            throw RolloutFault("\(file) is not what its digest says: \(sum.output.prefix(64))")
        }
        guard world.read(serving) != nil else { return try nothingYet() }
        guard let state, let slot = state["slot"]?.text.flatMap(Colour.init(rawValue:)),
            let image = state["image"]?.text
        else { throw RolloutFault("\(serving) does not say what serves now") }
        guard image != order.image else { throw RolloutFault("\(order.image) serves already") }
        let now = try see(slot, size: size)
        guard now.ready == size else {
            let why = now.failure.map { ": \($0.line)" } ?? ""
            throw RolloutFault("what serves now is not healthy, \(now.ready) of \(size)\(why)")
        }
        return Standing(slot: slot, size: size, image: image)
    }

    /// The first roll-out on a machine: blue gets all of the traffic at once. What answers there already was
    /// not started by a roll-out, and is not touched.
    private func nothingYet() throws(RolloutFault) -> Standing {
        for slot in Colour.allCases where ask(slot, 0, paths.live) == nil {
            throw RolloutFault(
                "something answers on port \(port(slot, 0)), but \(serving) is missing: stop it, or write there "
                    + "{\"slot\": …, \"image\": …}")
        }
        return Standing(slot: .green, size: size, image: "")
    }

    /// What the last roll-out wrote down.
    private var state: JSON? { world.read(serving).flatMap { try? JSON(parsing: $0) } }

    /// The copies of a slot: as many as serve.
    private var size: Int { min(max(state?["size"]?.number ?? least, 1), 10) }

    /// `slot migrate IMAGE`.
    public func migrate(image: String) throws(RolloutFault) { try slot(["migrate", image], seconds: 3600) }

    /// `slot start SLOT IMAGE COPY PORT`, each copy.
    public func start(_ slot: Colour, image: String, size: Int) throws(RolloutFault) {
        for copy in 0..<size {
            try self.slot(["start", slot.rawValue, image, String(copy), String(port(slot, copy))])
        }
    }

    /// Asks each copy itself.
    public func see(_ slot: Colour, size: Int) throws(RolloutFault) -> SlotHealth {
        var health = SlotHealth(ready: 0, healthy: 0)
        for copy in 0..<size {
            let ready = ask(slot, copy, paths.ready)
            let live = ask(slot, copy, paths.live)
            if ready == nil { health.ready += 1 }
            if live == nil { health.healthy += 1 }
            health.failure = health.failure ?? ready ?? live
        }
        return health
    }

    /// Asks the new copies on their own ports, which nothing else reaches.
    public func smoke(_ slot: Colour) throws(RolloutFault) -> ProbeFailure? {
        for copy in 0..<size {
            for path in [paths.ready] + paths.smoke {
                if let failure = ask(slot, copy, path) { return failure }
            }
        }
        return nil
    }

    /// Writes the weights and reloads nginx; a configuration that nginx does not take is put back.
    public func weigh(_ slot: Colour, percent: Int) throws(RolloutFault) {
        guard hasDoor else { return }
        let isFirst = world.read(serving) == nil
        if isFirst, percent == 0 { return }
        let percent = isFirst ? 100 : percent
        let before = world.read(upstream)
        try write(upstream, Self.weights(slot, percent, size: size, port: port))
        do throws(RolloutFault) {
            try self.slot(["reload"])
        } catch {
            if let before { try write(upstream, before) }
            throw error
        }
        world.pause(milliseconds: 300)
    }

    /// nginx' servers with their weights; a slot without traffic is left out, so that nothing finds it.
    static func weights(_ slot: Colour, _ percent: Int, size: Int, port: Int) -> String {
        var lines = ["# \(slot.rawValue) \(percent), \(slot.other.rawValue) \(100 - percent)"]
        for (each, weight) in [(slot, percent), (slot.other, 100 - percent)] where weight > 0 {
            for copy in 0..<size {
                let number = port + (each == .blue ? 0 : 10) + copy
                lines.append("server 127.0.0.1:\(number) weight=\(weight) max_fails=0;")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Reads nginx' own log for the slot's copies, and asks the copies.
    public func watch(_ slot: Colour, size: Int, since: Instant) throws(RolloutFault) -> Readings {
        guard hasDoor else {
            return Readings(
                requests: 0, errors: 0, p95: nil, alarms: [], health: try see(slot, size: size))
        }
        let lines = try requests()
        let ports = Set((0..<size).map { "127.0.0.1:\(port(slot, $0))" })
        var times: [Int] = []
        var errors = 0
        for line in lines.split(separator: "\n") {
            guard let entry = AccessLine(line), entry.at >= since, ports.contains(String(entry.upstream))
            else {
                continue
            }
            times.append(entry.milliseconds)
            if entry.status >= 500 { errors += 1 }
        }
        times.sort()
        let p95 = times.isEmpty ? nil : times[min(times.count - 1, times.count * 95 / 100)]
        return Readings(
            requests: times.count, errors: errors, p95: p95, alarms: [], health: try see(slot, size: size))
    }

    /// The newest lines of nginx' log, and of the one that was turned away last: a day may end while somebody
    /// watches, and for a moment there is only that one.
    private func requests() throws(RolloutFault) -> String {
        let path = "\(folder)/\(service).access.log"
        let earlier = world.run("tail", "-n", "20000", "\(path).1")
        let log = world.run("tail", "-n", "20000", path)
        guard log.isGood || earlier.isGood else { throw RolloutFault("the access log cannot be read", log) }
        return [earlier, log].filter(\.isGood).map(\.output).joined()
    }

    /// Waits until nobody is connected to the slot any more, or its time is up; sockets that stay are told to
    /// reconnect when it stops.
    public func drain(_ slot: Colour, seconds: Int) throws(RolloutFault) {
        let until = world.now.advanced(seconds: Int64(seconds))
        let ports = (0..<size).map { "sport = :\(port(slot, $0))" }.joined(separator: " or ")
        while world.now < until {
            let open = world.run("ss", "-Htn", "state", "established", "( \(ports) )")
            guard open.isGood else { throw RolloutFault("connections cannot be counted", open) }
            if open.text.isEmpty { return }
            world.pause(milliseconds: 250)
        }
    }

    /// `slot stop SLOT`: ends the requests under way, closes sockets with 1001.
    public func stop(_ slot: Colour) throws(RolloutFault) { try self.slot(["stop", slot.rawValue]) }

    /// Writes `{service}.serving.json`.
    public func record(_ slot: Colour, image: String, previous: String) throws(RolloutFault) {
        let copies = state?["size"].map { [("size", $0)] } ?? []
        let state = JSON.object(
            [
                ("slot", .string(slot.rawValue)), ("image", .string(image)), ("previous", .string(previous)),
            ] + copies)
        try write(serving, state.written + "\n")
    }

    /// From `{service}.serving.json`.
    public func previous() -> String? {
        state?["previous"]?.text.flatMap { $0.isEmpty ? nil : $0 }
    }

    // MARK: - Asking

    private func slot(_ words: [String], seconds: Int = 120) throws(RolloutFault) {
        let answer = world.run(Call("\(folder)/slot", [service] + words, seconds: seconds))
        guard answer.isGood else {
            throw RolloutFault("\(folder)/slot \(service) \(words.joined(separator: " "))", answer)
        }
    }

    private func ask(_ slot: Colour, _ copy: Int, _ path: String) -> ProbeFailure? {
        let url = "http://127.0.0.1:\(port(slot, copy))\(path)"
        let answer = world.run("curl", "-sS", "-m", "5", "-w", "\n%{http_code}", url)
        let lines = answer.output.split(separator: "\n", omittingEmptySubsequences: false)
        let status = lines.last.flatMap { Int($0) } ?? 0
        if (200..<300).contains(status) { return nil }
        let log = world.run("\(folder)/slot", service, "log", slot.rawValue, String(copy))
        let body = status == 0 ? answer.complaint : lines.dropLast().joined(separator: "\n")
        return ProbeFailure(
            probe: "GET \(path) on \(slot.rawValue) copy \(copy)", status: status, body: body,
            log: log.isGood ? log.output : "")
    }

    private func write(_ path: String, _ text: String) throws(RolloutFault) {
        do { try world.write(path, text) } catch { throw RolloutFault(error.description) }
    }

    /// The 64 digits of `sha256:…`.
    static func digest(of image: String) -> String? {
        let parts = image.split(separator: "@").last?.split(separator: ":", maxSplits: 1) ?? []
        guard parts.count == 2, parts[0] == "sha256", parts[1].count == 64,
            parts[1].allSatisfy(\.isHexDigit)
        else { return nil }
        return String(parts[1])
    }
}

/// A line of nginx' access log: `$msec $status $request_time $upstream_addr`.
struct AccessLine {
    let at: Instant
    let status: Int
    let milliseconds: Int
    let upstream: Substring

    init?(_ line: Substring) {
        let parts = line.split(separator: " ")
        guard parts.count >= 4, let at = Self.thousandths(parts[0]), let status = Int(parts[1]),
            let took = Self.thousandths(parts[2])
        else { return nil }
        self.at = Instant(microseconds: Int64(at) * 1000)
        self.status = status
        milliseconds = took
        upstream = parts[3]
    }

    private static func thousandths(_ text: Substring) -> Int? {
        let parts = text.split(separator: ".")
        guard let whole = parts.first.flatMap({ Int($0) }) else { return nil }
        guard parts.count == 2 else { return whole * 1000 }
        guard let part = Int(parts[1].prefix(3)), parts[1].count >= 3 else { return nil }
        return whole * 1000 + part
    }
}
