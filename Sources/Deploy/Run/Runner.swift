public import Base

/// Runs the programs that every one of the documents already asks for: `aws`, `kubectl`, `buildah`, `dig`.
public final class Runner: Sendable {
    /// How.
    public let settings: RunSettings
    /// What must not be shown.
    public let redaction: Redaction
    let surroundings: Surroundings

    /// A runner.
    public init(_ settings: RunSettings, surroundings: Surroundings) {
        self.settings = settings
        self.surroundings = surroundings
        redaction = Redaction(environment: settings.environment)
    }

    /// The words as they are run: the endpoint of the service and the region on every command of `aws`, the
    /// stand-in's address on every command of `kubectl`.
    public func words(_ words: [String], of program: String, region: String?) -> [String] {
        switch program {
        case "aws":
            var result = words
            if let region, !words.contains("--region") { result += ["--region", region] }
            if let url = settings.endpoints.url(of: words) { result += ["--endpoint-url", url] }
            return result
        case "kubectl":
            guard let url = settings.cluster(in: region) else { return words }
            return ["--server", url] + words
        case "dig":
            guard let resolver = settings.resolver else { return words }
            let parts = resolver.split(separator: "#").map(String.init)
            return ["@\(parts.first ?? resolver)"] + (parts.count == 2 ? ["-p", parts[1]] : []) + words
        default: return words
        }
    }

    /// Runs one command, again with a growing pause when the service says that it is asked too often or that
    /// the fault is its own.
    public func run(
        _ program: String, _ words: [String], region: String?, seconds: Int = 120, isOpen: Bool = false,
        input: String? = nil
    ) throws(RunFault) -> Answer {
        let invocation = Invocation(
            program, self.words(words, of: program, region: region), environment: quiet(program),
            seconds: seconds, isOpen: isOpen, input: input)
        try allow(invocation)
        var attempt = 0
        while true {
            let answer = try once(invocation)
            attempt += 1
            guard !answer.isGood, attempt < Self.attemptsMax, Self.isPassing(answer) else { return answer }
            Pause.milliseconds(Self.pause << attempt)
        }
    }

    /// Runs several commands of `aws` at once: most of each one's time is its start. The answers are in their
    /// order.
    func together(_ asked: [Asked]) throws(RunFault) -> [Answer] {
        let invocations = asked.map {
            Invocation("aws", words($0.words, of: "aws", region: $0.region), environment: quiet("aws"))
        }
        for invocation in invocations { try allow(invocation) }
        let answers: [Answer]
        do throws(ChildProcess.Missing) {
            answers = try ChildProcess.together(
                invocations, atOnce: Self.atOnce, environment: settings.environment, clock: surroundings)
        } catch { throw Self.missing(error) }
        var result: [Answer] = []
        for (answer, one) in zip(answers, asked) {
            let passes = !answer.isGood && Self.isPassing(answer)
            result.append(passes ? try run("aws", one.words, region: one.region) : answer)
        }
        return result
    }

    /// How many commands are run at once.
    static let atOnce = 8

    private static func missing(_ error: ChildProcess.Missing) -> RunFault {
        RunFault(2, "\(error.program) cannot be run (\(error.reason)): \(Preflight.advice(error.program))")
    }

    /// What a good answer says; a bad one is a fault with the words to find it.
    public func text(
        _ program: String, _ words: [String], region: String?
    ) throws(RunFault) -> String {
        let answer = try run(program, words, region: region)
        guard answer.isGood else { throw fault(answer, program, words) }
        return answer.output
    }

    /// A bad answer as a fault.
    public func fault(_ answer: Answer, _ program: String, _ words: [String]) -> RunFault {
        let command = Invocation.shown(program, Array(words.prefix(12)))
        let said = redaction.clean(answer.said)
        if answer.isLate { return RunFault(2, "\(command) took too long and was ended. \(said)") }
        if answer.isCutOff { return RunFault(2, "\(command) answered more than can be read.") }
        let lower = said.lowercased()
        if lower.contains("unable to locate credentials") || lower.contains("credentials could not be") {
            return RunFault(
                2,
                "\(program) finds no credentials: sign in (aws sso login) or set AWS_PROFILE, then run this again."
            )
        }
        if lower.contains("expiredtoken") || lower.contains("token has expired") {
            return RunFault(
                2, "\(command): the credentials have expired: sign in again, then run this again.")
        }
        let cut = [
            "could not connect to the endpoint", "connection refused", "connection was closed",
            "connection reset",
        ]
        if cut.contains(where: { lower.contains($0) }) {
            return RunFault(2, "\(command): nothing answers there. \(said)")
        }
        if lower.contains("accessdenied") || lower.contains("unauthorizedoperation") {
            return RunFault(2, "\(command): this account may not do that. \(said)")
        }
        if Self.isPassing(answer) {
            return RunFault(
                2,
                "\(command): \(said) It was asked \(Self.attemptsMax) times. Wait a while, then run this again."
            )
        }
        return RunFault(1, "\(command): \(said)")
    }

    /// Starts a program that goes on beside us.
    func begin(_ program: String, _ words: [String], region: String?) throws(RunFault) -> RunningProgram {
        let invocation = Invocation(
            program, self.words(words, of: program, region: region), environment: quiet(program))
        try allow(invocation)
        do throws(ChildProcess.Missing) {
            return try ChildProcess.begin(invocation, environment: settings.environment)
        } catch { throw Self.missing(error) }
    }

    /// Lets a program speak to the terminal itself, with variables that no other program gets.
    func open(
        _ program: String, _ words: [String], region: String?, variables: [String: String] = [:]
    ) throws(RunFault) -> Int32 {
        let invocation = Invocation(
            program, self.words(words, of: program, region: region),
            environment: quiet(program).merging(variables) { $1 }, isOpen: true)
        try allow(invocation)
        return try once(invocation).status
    }

    private func once(_ invocation: Invocation) throws(RunFault) -> Answer {
        do throws(ChildProcess.Missing) {
            return try ChildProcess.run(
                invocation, environment: settings.environment, clock: surroundings)
        } catch { throw Self.missing(error) }
    }

    /// The last lock: in a test no command leaves the machine, whatever a plan says.
    private func allow(_ invocation: Invocation) throws(RunFault) {
        guard settings.isTest else { return }
        let words = invocation.words
        switch invocation.program {
        case "aws" where words != ["--version"]:
            guard let place = words.lastIndex(of: "--endpoint-url"), place + 1 < words.count,
                Endpoints.isHere(words[place + 1])
            else { throw RunFault(3, "In a test no command asks AWS itself: \(invocation.shown)") }
        case "helm" where words.first != "version":
            throw RunFault(3, "In a test no chart is installed: \(invocation.shown)")
        case "kubectl" where !words.contains("--client"):
            guard words.first == "--server", words.count > 1, Endpoints.isHere(words[1]) else {
                throw RunFault(3, "In a test no command asks a real cluster: set HESAP_DEPLOY_KUBERNETES.")
            }
        default: return
        }
    }

    private func quiet(_ program: String) -> [String: String] {
        guard program == "aws" else { return [:] }
        let attempts = settings.environment["AWS_MAX_ATTEMPTS"] ?? "5"
        return ["AWS_PAGER": "", "AWS_CLI_AUTO_PROMPT": "off", "AWS_MAX_ATTEMPTS": attempts]
    }

    static let attemptsMax = 5
    /// Milliseconds before the second try, doubled before each.
    static let pause = 250

    /// Whether the answer is one that passes by itself.
    static func isPassing(_ answer: Answer) -> Bool {
        let signs = [
            "(Throttling", "(RequestLimitExceeded)", "(TooManyRequests", "(SlowDown)", "(ServiceUnavailable)",
            "(InternalFailure)", "(RequestTimeout", "(PriorRequestNotComplete)", "ConcurrentModification",
            "Rate exceeded",
        ]
        return signs.contains { answer.errors.contains($0) }
    }
}

/// A command of `aws` and where it is asked.
struct Asked: Sendable, Hashable {
    let words: [String]
    let region: String
}

extension Answer {
    /// What it complains of, in few lines.
    public var said: String {
        let text = errors.isEmpty ? output : errors
        let lines = text.split(whereSeparator: \.isNewline).filter { !$0.allSatisfy(\.isWhitespace) }
        return lines.suffix(6).joined(separator: " ")
    }
}
