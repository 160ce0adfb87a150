import Base
import Deploy

/// A world made of data: each command line that begins so is answered so. What is asked is kept.
final class RecordedWorld: World {
    var now = Instant(microseconds: 1_795_000_000_000_000)
    var answers: [(line: String, answers: [Reply])]
    var files: [String: String] = [:]
    /// What a public address answers: status, headers, body.
    var page: ((String, [String]) -> (Int, [String: String], String))?
    private(set) var asked: [String] = []
    private(set) var paused = 0
    /// How clusters were reached.
    private(set) var reached: Set<String> = []

    init(_ answers: [(String, String)] = []) { self.answers = answers.map { ($0.0, [Reply($0.1)]) } }

    /// The longest beginning that fits answers; its last answer is given again and again. How a cluster is
    /// reached is kept apart from what it is asked.
    func run(_ given: Call) -> Reply {
        var call = given
        if call.program == "kubectl", ["--kubeconfig", "--server", "--context"].contains(call.words.first) {
            reached.insert(call.words.prefix(2).joined(separator: " "))
            call.words.removeFirst(2)
        } else if call.program == "kubectl", call.words.first != "version" {
            reached.insert("nothing named")
        }
        asked.append(call.line)
        if call.program == "curl", let page, let url = call.words.last, call.words.contains("-i") {
            let (status, headers, body) = page(url, call.words)
            let head = headers.map { "\($0.key): \($0.value)\r\n" }.joined()
            return Reply("HTTP/1.1 \(status) X\r\n\(head)\r\n\(body)\n\(status) 0.012345")
        }
        let fitting = answers.indices.filter { call.line.hasPrefix(answers[$0].line) }
        guard let place = fitting.max(by: { answers[$0].line.count < answers[$1].line.count }) else {
            return Reply(status: 255, errors: "nobody answers: \(call.line)")
        }
        if answers[place].answers.count > 1 { return answers[place].answers.removeFirst() }
        return answers[place].answers.first ?? Reply()
    }

    func answer(_ line: String, _ given: Reply...) {
        answers.removeAll { $0.line == line }
        answers.append((line, given))
    }

    func pause(milliseconds: Int) {
        paused += milliseconds
        now = Instant(microseconds: now.microseconds + Int64(milliseconds) * 1000)
    }

    func read(_ path: String) -> String? { files[path] }
    func write(_ path: String, _ text: String) throws(WorldFault) { files[path] = text }
    func append(_ path: String, _ line: String) throws(WorldFault) { files[path, default: ""] += line + "\n" }
}
