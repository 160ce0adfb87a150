import Store

/// The commands of a lane: those that come, those that wait, and those whose group is under way.
struct Crowd {
    /// How many of all these touch it.
    private var touched: [String: Int] = [:]
    private var underWay: Set<String> = []
    private var going = 0
    /// Who waits for a group, in the order of coming.
    var waiting: [Member] = []

    /// Whether the next group may set out: someone waits who may go, and as many wait as are under way,
    /// without those of a group that is `committing` where this one sets out. Small groups cost the database
    /// more than they bring; whoever finds nobody under way goes at once.
    func canGo(behind committing: Int = 0) -> Bool {
        waiting.count >= going - committing && waiting.contains { underWay.isDisjoint(with: $0.names) }
    }

    /// Someone comes; says whether nobody else here touches what it touches.
    mutating func enter(_ names: Set<String>) -> Bool {
        var isFirst = true
        for name in names {
            let count = touched[name] ?? 0
            touched[name] = count + 1
            if count > 0 { isFirst = false }
        }
        return isFirst
    }

    /// Someone leaves, with a group or without.
    mutating func leave(_ names: Set<String>) {
        for name in names {
            guard let count = touched[name] else { continue }
            touched[name] = count > 1 ? count - 1 : nil
        }
    }

    /// A group's member has been told.
    mutating func ended(_ member: Member) {
        underWay.subtract(member.names)
        going -= 1
        leave(member.names)
    }

    /// The first one who may go and all behind that may go with it: of its scope, and touching nothing that
    /// another one of them touches, or one under way.
    mutating func next(_ membersMax: Int) -> [Member] {
        guard let first = waiting.first(where: { underWay.isDisjoint(with: $0.names) }) else { return [] }
        var (taken, left): ([Member], [Member]) = ([], [])
        for member in waiting {
            let goes =
                member.scope == first.scope && taken.count < membersMax
                && underWay.isDisjoint(with: member.names)
            if goes {
                taken.append(member)
                underWay.formUnion(member.names)
            } else {
                left.append(member)
            }
        }
        waiting = left
        going += taken.count
        return taken
    }

    /// Sends everybody away who waits.
    mutating func empty() -> [Member] {
        for member in waiting { leave(member.names) }
        defer { waiting = [] }
        return waiting
    }
}
