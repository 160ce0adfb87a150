public import Base
public import Organizations
public import Store
import Synchronization

/// The in-process switchboard of screens: one channel per branch that somebody listens to.
///
/// PostgreSQL holds the stream; the hub only reads on when it is woken, by a commit of this process, by a
/// notification of another one, or by the clock.
public final class Hub: Sendable {
    private struct State {
        var channels: [ID<Branch>: BranchChannel] = [:]
        var organizations: [ID<Branch>: ID<Organization>] = [:]
        var awake: Set<ID<Branch>> = []
        var sleeper: CheckedContinuation<Void, Never>?
        var lastTick: [ID<Branch>: Instant] = [:]
    }

    /// Frames read in one go.
    static let readFramesMax = 500

    let database: any Database
    let surroundings: Surroundings
    let log: Log
    private let figures: @Sendable (ID<Organization>, ID<Branch>) async throws -> JSON
    private let state = Mutex(State())

    /// A hub over this database; `figures` gives the running day for the back office.
    public init(
        database: any Database, surroundings: Surroundings, log: Log,
        figures: @escaping @Sendable (ID<Organization>, ID<Branch>) async throws -> JSON
    ) {
        self.database = database
        self.surroundings = surroundings
        self.log = log
        self.figures = figures
    }

    /// How many sockets are listening.
    public var socketCount: Int { state.withLock { $0.channels.values.reduce(0) { $0 + $1.count } } }

    /// A branch has new frames. Returns at once; where nobody listens there is nothing to read, and whoever
    /// comes wakes the branch once more.
    public func wake(_ branch: ID<Branch>) {
        let sleeper = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard let channel = state.channels[branch], !channel.isEmpty else { return nil }
            state.awake.insert(branch)
            defer { state.sleeper = nil }
            return state.sleeper
        }
        sleeper?.resume()
    }

    /// Reads and delivers until cancelled; heartbeats every five seconds.
    public func run() async throws {
        try await withThrowingTaskGroup { group in
            group.addTask { try await self.pump() }
            group.addTask { try await self.beat() }
            try await group.waitForAll()
        }
    }

    /// The channel of a branch, made when nobody listened before.
    func channel(of branch: ID<Branch>, organization: ID<Organization>) async throws -> BranchChannel {
        if let channel = state.withLock({ $0.channels[branch] }) { return channel }
        let (newest, epoch) = try await database.transaction(.organization(organization.raw)) { tx in
            (try BranchStream.bounds(organization, branch, in: tx).newest, try BranchStream.epoch(in: tx))
        }
        return state.withLock { state in
            if let channel = state.channels[branch] { return channel }
            let channel = BranchChannel(startingAt: newest, epoch: epoch)
            state.channels[branch] = channel
            state.organizations[branch] = organization
            return channel
        }
    }

    private func pump() async throws {
        while !Task.isCancelled {
            let branches = state.withLock { state in
                defer { state.awake = [] }
                return state.awake
            }
            for branch in branches { await read(branch) }
            if branches.isEmpty { await sleep() }
        }
    }

    private func sleep() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiting in
                let goesOn = state.withLock { state in
                    if !state.awake.isEmpty || Task.isCancelled { return true }
                    state.sleeper = waiting
                    return false
                }
                if goesOn { waiting.resume() }
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                defer { state.sleeper = nil }
                return state.sleeper
            }
            sleeper?.resume()
        }
    }

    private func read(_ branch: ID<Branch>) async {
        let (channel, organization) = state.withLock { ($0.channels[branch], $0.organizations[branch]) }
        guard let channel, let organization, !channel.isEmpty else { return }
        do {
            while true {
                let cursor = channel.cursor
                let frames = try await database.transaction(.organization(organization.raw)) { tx in
                    try BranchStream.since(organization, branch, cursor, limit: Hub.readFramesMax, in: tx)
                }
                channel.deliver(frames)
                if frames.count < Hub.readFramesMax { break }
            }
            try await tick(branch, organization, channel)
        } catch {
            log.warning("screen frames could not be read", ["branch": "\(branch)", "error": "\(error)"])
        }
    }

    private func tick(_ branch: ID<Branch>, _ organization: ID<Organization>, _ channel: BranchChannel)
        async throws
    {
        let now = surroundings.now()
        let isDue = state.withLock { state in
            if let last = state.lastTick[branch], now.microseconds - last.microseconds < 1_000_000 {
                return false
            }
            guard channel.hasOffice else { return false }
            state.lastTick[branch] = now
            return true
        }
        if isDue { channel.tick(try await figures(organization, branch)) }
    }

    private func beat() async throws {
        while !Task.isCancelled {
            try await Task.sleep(for: .seconds(5))
            let channels = state.withLock { $0.channels }
            let now = surroundings.now()
            for (branch, channel) in channels where !channel.isEmpty {
                channel.beat(at: now)
                wake(branch)
            }
        }
    }
}
