/// Answers of commands that were asked at once, for whoever reads them one after another.
final class AnswersAhead {
    private let runner: Runner
    private var answers: [Asked: Answer] = [:]

    init(_ runner: Runner) { self.runner = runner }

    /// Asks all of them.
    func ask(_ asked: [Asked]) throws(RunFault) {
        let once = Array(Set(asked))
        guard once.count > 1 else { return }
        for (one, answer) in zip(once, try runner.together(once)) { answers[one] = answer }
    }

    /// Lets go of all of them: the world goes on.
    func forget() { answers = [:] }

    /// The answer of a command, asked now when it was not before.
    func run(_ words: [String], region: String) throws(RunFault) -> Answer {
        if let answer = answers[Asked(words: words, region: region)] { return answer }
        return try runner.run("aws", words, region: region)
    }

    /// What a good answer says; a bad one is a fault.
    func text(_ words: [String], region: String) throws(RunFault) -> String {
        let answer = try run(words, region: region)
        guard answer.isGood else { throw runner.fault(answer, "aws", words) }
        return answer.output
    }
}
