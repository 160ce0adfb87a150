import Store

/// Whether what several commands took as known is so: one statement for each kind of thing, whatever the
/// number of commands.
struct Proof {
    /// One kind of thing: whose read, and for which keys.
    private struct Question {
        let read: KeyedRead
        var keys: [String]
    }

    private let questions: [Question]

    init(of works: [Work]) {
        var questions: [Question] = []
        var places: [String: Int] = [:]
        for claim in works.flatMap(\.claims) {
            if let place = places[claim.read.name] {
                questions[place].keys.append(claim.read.key)
            } else {
                places[claim.read.name] = questions.count
                questions.append(Question(read: claim.read, keys: [claim.read.key]))
            }
        }
        // In one order everywhere, so that two groups never wait for each other's locks.
        self.questions = questions.map { Question(read: $0.read, keys: Set($0.keys).sorted()) }
            .sorted { $0.read.name < $1.read.name }
    }

    /// The statements; rows that somebody else holds are dealt with so.
    func statements(_ held: HeldRows) -> [SQL] { questions.map { $0.read.statement($0.keys, held) } }

    /// What the statements answered.
    func answered(_ rows: [Rows]) -> Answered {
        Answered(
            rows: Dictionary(
                zip(questions.map(\.read.name), rows).map { ($0, $1) }, uniquingKeysWith: { one, _ in one }))
    }

    /// The truth, by what was asked.
    struct Answered {
        let rows: [String: Rows]

        /// Whether everything that the command took as known is so; what isn't is learned.
        func bears(_ work: Work, _ memory: ScopedMemory) -> Bool {
            var holds = true
            for claim in work.claims {
                guard let all = rows[claim.read.name] else { return false }
                let truth = all.of(claim.read.key)
                guard !truth.say(theSameAs: claim.rows) else { continue }
                if claim.read.isKept { memory.keep(truth, for: claim.read) }
                holds = false
            }
            return holds
        }
    }
}
