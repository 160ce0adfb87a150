import Base

/// The folder of a system's environment: its journal, its plans, its lock.
public struct StateFolder: Sendable, Equatable {
    /// Its path.
    public let path: String

    /// The folder of a profile below `.hesap/deploy`, or the one given.
    public init(_ profile: Profile, root: String?) {
        path = "\(root ?? ".hesap/deploy")/\(profile.system)/\(profile.environment.name)"
    }

    /// Makes it.
    public func make() throws(RunFault) { try StateFile.makeFolder(path) }

    /// The journal.
    public var journal: String { path + "/journal.jsonl" }
    /// The lock of this machine.
    public var lock: String { path + "/lock" }
    /// What this machine's runs say of themselves in the account's lock.
    public var owner: String { path + "/owner.json" }

    /// The folder of a plan's files.
    public func plan(_ digest: String) -> String { "\(path)/plans/\(digest.prefix(16))" }

    /// Writes a plan's files, what was observed, and the page for people.
    public func keep(_ plan: Plan, observed: Observed?, page: String) throws(RunFault) {
        let folder = self.plan(plan.digest)
        for file in plan.files {
            let whole = "\(folder)/\(file.path)"
            try StateFile.makeFolder(String(whole.prefix(upTo: whole.lastIndex(of: "/") ?? whole.endIndex)))
            try StateFile.replace(whole, file.text)
        }
        try StateFile.makeFolder(folder)
        if let observed { try StateFile.replace("\(folder)/observed.json", observed.written.written) }
        try StateFile.replace("\(folder)/plan.txt", page)
    }

    /// What was observed when a plan was begun.
    public func observed(for digest: String) throws(RunFault) -> Observed? {
        guard let text = try StateFile.read("\(plan(digest))/observed.json") else { return nil }
        return (try? JSON(parsing: text)).flatMap(Observed.init)
    }

    /// The page of a plan that was kept; plans are found by the first digits of their digest.
    public func page(of digest: String) throws(RunFault) -> String? {
        try StateFile.read("\(plan(digest))/plan.txt")
    }
}
