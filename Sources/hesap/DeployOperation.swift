import Base
import Deploy

/// What every command that changes a running system does: it looks, shows the plan with its commands, and
/// carries it out under both locks, journalled. Killed or broken off, the same command goes on.
struct DeployOperation {
    static let options = DeployAccount.options
    static let flags: Set<String> = ["dry-run", "take-lock"]

    let place: DeployAccount
    private let isTrial: Bool
    private let takesLock: Bool

    init(_ arguments: inout Arguments) throws {
        isTrial = arguments.has("dry-run")
        takesLock = arguments.has("take-lock")
        place = try DeployAccount(&arguments, changes: true)
    }

    /// One that follows another command.
    init(_ place: DeployAccount, takesLock: Bool) {
        self.place = place
        self.takesLock = takesLock
        isTrial = false
    }

    var reader: AccountReader {
        AccountReader(place.graph, by: place.runner, in: place.folder, surroundings: .live)
    }

    var isEmulated: Bool { place.runner.settings.kubernetes != nil }

    /// The answers of the plan's steps; nil when it was shown alone.
    ///
    /// - Parameters:
    ///   - asked: what was asked, to know again what was begun.
    ///   - goesOn: whether what was begun and not finished is gone on with.
    ///   - refusal: why the plan is shown and nothing is done.
    func run(
        _ verb: String, asked: String, goesOn: Bool = true, refusal: String? = nil,
        _ look: () throws(RunFault) -> JSON, _ make: (OperationOrder) throws(RunFault) -> Plan
    ) throws -> [String: String]? {
        try DeployAccount.judged { () throws(RunFault) in
            try place.folder.make()
            let lock = try FolderLock(place.folder.lock, seconds: 60)
            defer { _ = lock }
            let journal = try Journal(place.folder.journal, surroundings: .live)
            try journal.refuseBeside(verb)
            let begun = goesOn ? try journal.begun(verb, asked: asked, in: place.folder) : nil
            let order: OperationOrder
            if let begun {
                print("Going on with what was begun at \(begun.at).")
                order = begun
            } else {
                order = OperationOrder(verb, asked: asked, at: Surroundings.live.now(), facts: try look())
            }
            let plan = try make(order)
            print(String(PlanText.page(plan, by: place.runner).dropLast()))
            if isTrial {
                print("Nothing was done.")
                return nil
            }
            if let refusal { throw RunFault(3, "Nothing was done. \(refusal)") }
            try place.folder.keep(plan, observed: nil, page: PlanText.page(plan, by: place.runner))
            try DeployApplyCommand.carryOut(plan, place, journal, takesLock: takesLock)
            return try Journal(place.folder.journal, surroundings: .live).lastAnswers
        }
    }
}
