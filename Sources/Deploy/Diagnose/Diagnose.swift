import Base

/// The documents' troubleshooting: each item as a look that names the cause and what to do. A pass means
/// that the cause is elsewhere.
public enum Diagnose {
    /// Every item of a profile, one after another.
    public static func run(
        _ profile: Profile, _ account: Account, only kinds: Set<String> = [],
        each: (CheckResult) -> Void = { _ in }
    ) -> [CheckResult] {
        let look = Look(profile, account)
        return checks(profile).filter { kinds.isEmpty || kinds.contains($0.kind) }.map { check in
            let result = Verify.run(check, look)
            each(result)
            return result
        }
    }

    /// What `--only` may name, in order, each once.
    public static func kinds(_ profile: Profile) -> [String] { checks(profile).map(\.kind).inOrderOnce }

    static func checks(_ profile: Profile) -> [Check] {
        let services = profile.services.filter { $0.notInRelease == nil }
        let starts: [Check]
        switch profile.shape {
        case .eks: starts = services.map { PodCauses.check($0, profile) }
        case .ecsFargate:
            starts = services.flatMap { [TaskCauses.check($0, profile), TaskCauses.memory($0, profile)] }
        case .host: starts = []
        }
        guard profile.shape != .host else { return starts }
        return starts + StoreCauses.all(profile) + LatencyCauses.all(profile) + CertificateCauses.all(profile)
    }
}

/// A cause in words: how it is recognised, what it is, what to do.
struct Cause {
    let sign: String
    let cause: String
    let remedy: String

    var text: String { "cause: \(cause); do: \(remedy)" }

    /// The first cause whose sign stands in a text.
    static func of(_ text: String, among causes: [Cause]) -> Cause? {
        causes.first { text.contains($0.sign) }
    }
}
