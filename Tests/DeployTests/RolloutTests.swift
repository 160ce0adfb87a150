import Base
import Testing

@testable import Deploy

/// A place whose copies, alarms and faults a test sets; it keeps what was done.
private final class Place: RolloutDriver {
    let world: RecordedWorld
    var done: [String] = []
    var weight = 0
    var health = SlotHealth(ready: 2, healthy: 2)
    var trial: ProbeFailure?
    var readings: [Readings] = []
    var broken: Set<String> = []
    /// Ends the tool before this action is done: what it did is not written down.
    var endBefore: Int?

    init(_ world: RecordedWorld) { self.world = world }

    private func act(_ what: String) throws(RolloutFault) {
        done.append(what)
        if broken.contains(what.split(separator: " ").first.map(String.init) ?? "") {
            throw RolloutFault("\(what) is broken")
        }
    }

    func look(_ order: RolloutOrder) throws(RolloutFault) -> Standing {
        try act("look")
        return Standing(slot: .blue, size: 2, image: "old")
    }
    func migrate(image: String) throws(RolloutFault) { try act("migrate \(image)") }
    func start(_ slot: Colour, image: String, size: Int) throws(RolloutFault) {
        try act("start \(slot.rawValue) \(image) \(size)")
    }
    func see(_ slot: Colour, size: Int) throws(RolloutFault) -> SlotHealth {
        try act("see")
        return health
    }
    func smoke(_ slot: Colour) throws(RolloutFault) -> ProbeFailure? {
        try act("smoke")
        return trial
    }
    func weigh(_ slot: Colour, percent: Int) throws(RolloutFault) {
        try act("weigh \(slot.rawValue) \(percent)")
        weight = percent
    }
    func watch(_ slot: Colour, size: Int, since: Instant) throws(RolloutFault) -> Readings {
        if done.last != "watch" { try act("watch") }
        if readings.count > 1 { return readings.removeFirst() }
        return readings.first ?? Readings(requests: 1000, errors: 0, p95: 20, alarms: [], health: health)
    }
    func drain(_ slot: Colour, seconds: Int) throws(RolloutFault) { try act("drain \(slot.rawValue)") }
    func stop(_ slot: Colour) throws(RolloutFault) { try act("stop \(slot.rawValue)") }
    func previous() -> String? { "old" }
    func record(_ slot: Colour, image: String, previous: String) throws(RolloutFault) {
        try act("record \(slot.rawValue) \(image) \(previous)")
    }
}

@Suite struct RolloutTests {
    private let world = RecordedWorld()
    private let order = RolloutOrder(
        service: "api", image: "new", steps: [10, 50], bake: 60, hold: 60, drain: 30,
        limits: [.errors(100), .latency(200)])

    private func run(_ place: Place) throws -> RolloutState {
        let rollout = Rollout(
            place, world, journal: RolloutJournal(try Journal("j", in: world), service: "api")
        ) { _ in }
        return try rollout.run(order)
    }

    private static let good = [
        "look", "migrate new", "start green new 2", "see", "smoke", "weigh green 10", "watch",
        "weigh green 50",
        "watch", "weigh green 100", "watch", "drain blue", "stop blue", "record green new old",
    ]

    @Test func `A good version takes over step by step and the old one is stopped last`() throws {
        let place = Place(world)
        let state = try run(place)
        #expect(state.phase == .done)
        #expect(place.done == Self.good)
        #expect(world.paused >= 240_000)
    }

    @Test func `Copies that never become ready get no traffic, and the probe's answer is kept`() throws {
        let place = Place(world)
        let probe = ProbeFailure(probe: "GET /ready", status: 503, body: "database gone", log: "boom")
        place.health = SlotHealth(ready: 1, healthy: 1, failure: probe)
        let state = try run(place)
        guard case .aborted(let why) = state.phase else { return #expect(Bool(false)) }
        #expect(why.contains("1 of 2") && why.contains("database gone"))
        #expect(state.failure == probe)
        #expect(place.weight == 0 && !place.done.contains { $0.hasPrefix("weigh") })
        #expect(place.done.last == "stop green")
    }

    @Test(arguments: [
        (
            Readings(requests: 1000, errors: 2, p95: 20, alarms: [], health: .init(ready: 2, healthy: 2)),
            "2 of 1000"
        ),
        (
            Readings(requests: 9, errors: 0, p95: 201, alarms: [], health: .init(ready: 2, healthy: 2)),
            "201 ms"
        ),
        (
            Readings(
                requests: 9, errors: 0, p95: nil, alarms: ["db-cpu"], health: .init(ready: 2, healthy: 2)),
            "db-cpu"
        ),
        (
            Readings(requests: 9, errors: 0, p95: nil, alarms: [], health: .init(ready: 1, healthy: 2)),
            "1 of 2"
        ),
    ])
    func `A broken limit while traffic moves turns it back by one call`(_ bad: Readings, _ said: String)
        throws
    {
        let place = Place(world)
        place.readings = [bad]
        let state = try run(place)
        guard case .aborted(let why) = state.phase else { return #expect(Bool(false)) }
        #expect(why.contains(said))
        #expect(place.done.suffix(3) == ["watch", "weigh green 0", "stop green"])
    }

    @Test func `The error limit itself is no breach, and no traffic is none`() {
        let health = SlotHealth(ready: 2, healthy: 2)
        let at = Readings(requests: 1000, errors: 1, p95: 200, alarms: [], health: health)
        #expect(at.breach(of: [.errors(100), .latency(200)], size: 2) == nil)
        let none = Readings(requests: 0, errors: 0, p95: nil, alarms: [], health: health)
        #expect(none.breach(of: [.errors(0)], size: 2) == nil)
    }

    @Test(arguments: ["look", "migrate", "start", "smoke", "weigh", "watch"])
    func `What fails before all traffic has moved leaves the old version serving`(_ step: String) throws {
        let place = Place(world)
        place.broken = [step]
        if step == "weigh" {
            #expect(throws: RolloutFault.self) { try run(place) }
        } else {
            let state = try run(place)
            guard case .aborted(let why) = state.phase else { return #expect(Bool(false)) }
            #expect(why.contains("is broken"))
        }
        #expect(place.weight == 0 && !place.done.contains("stop blue"))
    }

    @Test(arguments: ["drain", "stop"])
    func `What fails after it leaves the new version serving and is told`(_ step: String) throws {
        let place = Place(world)
        place.broken = [step]
        let state = try run(place)
        #expect(state.phase == .done && state.remark?.contains(step) == true && place.weight == 100)
    }

    @Test func `A roll-out ended after any line of its journal goes on and ends the same`() throws {
        let place = Place(world)
        _ = try run(place)
        let lines = (world.files["j"] ?? "").split(separator: "\n").map(String.init)
        #expect(lines.count > 15)
        for count in 1..<lines.count {
            let again = RecordedWorld()
            again.files["j"] = lines.prefix(count).joined(separator: "\n") + "\n{\"at\":17"
            let place = Place(again)
            let rollout = Rollout(
                place, again, journal: RolloutJournal(try Journal("j", in: again), service: "api")
            ) { _ in }
            let state = try rollout.run(order)
            #expect(state.phase == .done, "after \(count) lines")
            #expect(place.done.last == "record green new old")
            #expect(place.done == Array(Self.good.suffix(place.done.count)), "after \(count) lines")
        }
    }

    @Test func `A changed journal is refused`() throws {
        _ = try run(Place(world))
        world.files["j"] = world.files["j"]?.replacing("\"did\"", with: "\"resumed\"", maxReplacements: 1)
        #expect(throws: RunFault.self) { try run(Place(world)) }
    }

    @Test func `Another image is refused while a roll-out is under way, and it can be turned back`() throws {
        _ = try run(Place(world))
        let lines = (world.files["j"] ?? "").split(separator: "\n")
        world.files["j"] = lines.prefix(8).joined(separator: "\n") + "\n"
        let place = Place(world)
        let rollout = Rollout(
            place, world, journal: RolloutJournal(try Journal("j", in: world), service: "api")
        ) { _ in }
        var other = order
        other.image = "third"
        #expect(throws: RolloutFault.self) { try rollout.run(other) }
        let state = try rollout.turnBack()
        #expect(state?.phase == .aborted(why: "ended by hand"))
        #expect(place.done == ["weigh green 0", "stop green"])
        #expect(try rollout.turnBack() == nil)
    }

    @Test func `The weights of nginx name only who gets traffic`() {
        let text = HostRollout.weights(.green, 10, size: 2, port: 3000)
        #expect(text.split(separator: "\n").count == 5)
        #expect(text.contains("server 127.0.0.1:3010 weight=10") && text.contains("3001 weight=90"))
        #expect(!HostRollout.weights(.green, 0, size: 1, port: 3000).contains("3010"))
        #expect(!HostRollout.weights(.green, 100, size: 1, port: 3000).contains("3000 "))
    }

    @Test func `An access line is read, and a torn one is not`() throws {
        let line = try #require(AccessLine("1795000000.123 502 0.045 127.0.0.1:3010"))
        #expect(line.status == 502 && line.milliseconds == 45 && line.upstream == "127.0.0.1:3010")
        #expect(line.at.microseconds == 1_795_000_000_123_000)
        #expect(AccessLine("1795000000.123 50") == nil && AccessLine("a b c d") == nil)
    }
}
