public import Base

/// What a check found.
public enum Verdict: String, Sendable, CaseIterable {
    /// It is as promised.
    case pass
    /// It is not.
    case fail
    /// Nobody could look: a program is missing, or an account does not answer.
    case couldNotRun = "could-not-run"
    /// The software for it is not in this release.
    case notInRelease = "not-in-this-release"
}

/// One thing that is looked at, by its name.
public struct Check {
    /// Its kind: `certificate`.
    public var kind: String
    /// What it looks at: `api.pixpos.cloud`; empty where there is only one.
    public var subject: String
    /// The item of a document that it stands for.
    public var item: String
    /// Looks.
    let judge: (Look) throws(Blocked) -> Judgement

    /// Its whole name.
    public var name: String { subject.isEmpty ? kind : "\(kind) \(subject)" }

    init(
        _ kind: String, _ subject: String = "", _ item: String,
        _ judge: @escaping (Look) throws(Blocked) -> Judgement
    ) {
        self.kind = kind
        self.subject = subject
        self.item = item
        self.judge = judge
    }
}

/// What a look gave: the verdict with its evidence.
struct Judgement {
    let verdict: Verdict
    let evidence: String

    static func pass(_ evidence: String) -> Judgement { Judgement(verdict: .pass, evidence: evidence) }
    static func fail(_ evidence: String) -> Judgement { Judgement(verdict: .fail, evidence: evidence) }
    static func cannot(_ evidence: String) -> Judgement {
        Judgement(verdict: .couldNotRun, evidence: evidence)
    }

    /// Passes when there is nothing to complain of.
    static func unless(_ complaints: [String], _ good: String) -> Judgement {
        complaints.isEmpty ? pass(good) : fail(complaints.joined(separator: "; "))
    }
}

/// A look that came to nothing.
struct Blocked: Error {
    let judgement: Judgement
}

/// A check that was run.
public struct CheckResult: Sendable, Equatable {
    /// The check's name.
    public var name: String
    /// The document's item.
    public var item: String
    /// What it found.
    public var verdict: Verdict
    /// By what it knows.
    public var evidence: String
    /// Milliseconds that it took.
    public var milliseconds: Int

    /// As JSON.
    public var json: JSON {
        [
            "check": .string(name), "item": .string(item), "verdict": .string(verdict.rawValue),
            "evidence": .string(evidence), "milliseconds": .integer(Int64(milliseconds)),
        ]
    }
}

/// Runs checks and tells what they found.
public enum Verify {
    /// Every check of a profile, one after another.
    public static func run(
        _ profile: Profile, _ account: Account, doors: [String: String] = [:], only kinds: Set<String> = [],
        each: (CheckResult) -> Void = { _ in }
    ) -> [CheckResult] {
        let look = Look(profile, account, doors: doors)
        return checks(profile).filter { kinds.isEmpty || kinds.contains($0.kind) }.map { check in
            let result = run(check, look)
            each(result)
            return result
        }
    }

    static func run(_ check: Check, _ look: Look) -> CheckResult {
        let began = look.world.now
        let judgement: Judgement
        do throws(Blocked) { judgement = try check.judge(look) } catch { judgement = error.judgement }
        let took = look.world.now.microseconds - began.microseconds
        return CheckResult(
            name: check.name, item: check.item, verdict: judgement.verdict, evidence: judgement.evidence,
            milliseconds: Int(took / 1000))
    }

    /// The checks of a profile, in the order in which a request meets what they look at.
    static func checks(_ profile: Profile) -> [Check] {
        PublicChecks.all(profile) + ScreenChecks.all(profile) + PodChecks.all(profile)
            + TaskChecks.all(profile)
            + DataChecks.all(profile) + RecoveryChecks.all(profile) + AccountChecks.all(profile)
    }

    /// What `--only` may name, in order, each once.
    public static func kinds(_ profile: Profile) -> [String] { checks(profile).map(\.kind).inOrderOnce }

    /// 0 when all is well, 2 when a check could not run, 1 when one failed.
    public static func status(_ results: [CheckResult]) -> Int32 {
        if results.contains(where: { $0.verdict == .couldNotRun }) { return 2 }
        return results.contains { $0.verdict == .fail } ? 1 : 0
    }

    /// One line for people.
    public static func summary(_ results: [CheckResult]) -> String {
        Verdict.allCases.map { verdict in
            "\(results.filter { $0.verdict == verdict }.count) \(verdict.rawValue)"
        }.joined(separator: ", ")
    }
}
