public import Base

/// Somebody's turn to change a system: whoever applies, rolls out or fails over does it alone, here and in
/// the account, and keeps one journal.
public struct Turn {
    private let profile: Profile
    private let folder: StateFolder
    private let surroundings: Surroundings
    /// The machine's folder of a system that runs on one machine.
    private let machine: String
    private let say: (String) -> Void

    /// A turn of a profile's system; `machine` is the folder of the machine for the shape `host`.
    public init(
        _ profile: Profile, in folder: StateFolder, machine: String, surroundings: Surroundings = .live,
        say: @escaping (String) -> Void
    ) {
        self.profile = profile
        self.folder = folder
        self.machine = machine
        self.surroundings = surroundings
        self.say = say
    }

    /// Whom it asks for the lock of the account, and how.
    public struct Account {
        let runner: Runner
        let takesLock: Bool
        let region: String?
        let lost: Bool

        /// - Parameters:
        ///   - takesLock: whether a lock that another holds is taken over.
        ///   - region: the region that takes over in a failover; it is locked too.
        ///   - lost: whether a primary region that does not answer is no reason to stop.
        public init(_ runner: Runner, takesLock: Bool, region: String? = nil, lost: Bool = false) {
            self.runner = runner
            self.takesLock = takesLock
            self.region = region
            self.lost = lost
        }
    }

    /// Does something alone. Without an account, one machine's own lock is all there is.
    public func alone<Result>(
        _ account: Account?, _ work: (Journal) throws -> Result
    ) throws -> Result {
        try folder.make()
        let path = profile.shape == .host ? "\(machine)/deploy.lock" : folder.lock
        let lock = try FolderLock(path, seconds: 60, leaves: profile.shape == .host)
        defer { _ = lock }
        let journal = try Journal(folder.journal, surroundings: surroundings)
        guard let account else { return try work(journal) }
        let locks = try take(account)
        defer { for lock in locks { give(lock) } }
        return try work(journal)
    }

    private func take(_ account: Account) throws(RunFault) -> [AccountLock] {
        var lock = AccountLock(
            profile: profile, runner: account.runner, folder: folder, surroundings: surroundings)
        var taken: [AccountLock] = []
        do throws(RunFault) {
            try lock.take(over: account.takesLock)
            taken.append(lock)
        } catch {
            guard account.lost, error.status != 3 else { throw error }
            say("The account's lock cannot be asked: \(error.message)")
        }
        guard let region = account.region else { return taken }
        lock.place = .parameter(region: region)
        do throws(RunFault) {
            try lock.take(over: account.takesLock)
        } catch {
            taken.forEach(give)
            throw error
        }
        return taken + [lock]
    }

    private func give(_ lock: AccountLock) {
        do throws(RunFault) {
            if lock.place == .bucket { try lock.keepJournal() }
            try lock.release()
        } catch { say("The lock cannot be given back: \(error.message)") }
    }
}
