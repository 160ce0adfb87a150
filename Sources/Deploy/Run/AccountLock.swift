import Base
import Crypto

/// The lock in the account: something that can be made only when it is not there. It says who works, where
/// and since when.
struct AccountLock {
    /// Where it stands: an object of the state bucket in the primary region; for a failover, which may have
    /// lost that region, also a parameter of the region that takes over.
    enum Place: Equatable {
        case bucket
        case parameter(region: String)
    }

    let profile: Profile
    let runner: Runner
    let folder: StateFolder
    let surroundings: Surroundings
    var place = Place.bucket

    private var bucket: String { StateBucket.name(of: profile) }
    private var name: String { profile.parameter("lock") }
    private var region: String {
        if case .parameter(let region) = place { region } else { profile.regions.primary }
    }
    private static let key = "lock.json"

    /// Takes it. One that this folder's own runs left behind, killed, is taken on.
    func take(over: Bool) throws(RunFault) {
        let mine = try owner()
        try StateFile.replace(folder.owner, mine.written)
        let words = taking(mine, over: over)
        let answer = try runner.run("aws", words, region: region)
        if answer.isGood { return }
        let taken = ["PreconditionFailed", "ConditionalRequestConflict", "ParameterAlreadyExists"]
        guard taken.contains(where: { answer.errors.contains($0) }) else {
            throw runner.fault(answer, "aws", words)
        }
        let other = try holder()
        if other["token"] == mine["token"] { return }
        throw RunFault(
            3,
            "\(profile.environment.name) is locked by \(other["owner"]?.text ?? "somebody") since"
                + " \(other["since"]?.text ?? "an unknown time") (\(age(of: other))). Wait for the end; if that run is"
                + " dead, run this again with --take-lock.")
    }

    private func taking(_ owner: JSON, over: Bool) -> [String] {
        switch place {
        case .bucket:
            ["s3api", "put-object", "--bucket", bucket, "--key", Self.key, "--body", folder.owner]
                + (over ? [] : ["--if-none-match", "*"])
        case .parameter:
            ["ssm", "put-parameter", "--name", name, "--type", "String", "--value", owner.written]
                + (over ? ["--overwrite"] : [])
        }
    }

    /// Gives it back.
    func release() throws(RunFault) {
        let words =
            place == .bucket
            ? ["s3api", "delete-object", "--bucket", bucket, "--key", Self.key]
            : ["ssm", "delete-parameter", "--name", name]
        let answer = try runner.run("aws", words, region: region)
        guard answer.isGood || answer.errors.contains("NoSuchBucket") else {
            throw runner.fault(answer, "aws", words)
        }
    }

    /// Puts a copy of the journal beside it.
    func keepJournal() throws(RunFault) {
        let words = [
            "s3api", "put-object", "--bucket", bucket, "--key", "journal.jsonl", "--body", folder.journal,
        ]
        _ = try runner.text("aws", words, region: profile.regions.primary)
    }

    /// What this folder says of itself; the token stays the same as long as the folder does.
    private func owner() throws(RunFault) -> JSON {
        let before = try StateFile.read(folder.owner).flatMap { try? JSON(parsing: $0) }
        let token = before?["token"]?.text ?? Hex.text(surroundings.randomBytes(16))
        let variables = runner.settings.environment
        let name = variables["USER"] ?? variables["LOGNAME"] ?? "somebody"
        let file = try StateFile.read("/etc/hostname")
        let host = variables["HOSTNAME"] ?? file?.trimmed ?? "a machine"
        return .object([
            ("owner", .string("\(name) on \(host)")), ("since", .string(surroundings.now().rfc3339)),
            ("token", .string(token)),
        ])
    }

    private func holder() throws(RunFault) -> JSON {
        guard place == .bucket else {
            let words = [
                "ssm", "get-parameter", "--name", name, "--query", "Parameter.Value", "--output", "text",
            ]
            let answer = try runner.run("aws", words, region: region)
            return (try? JSON(parsing: answer.line)) ?? .null
        }
        let copy = folder.path + "/holder.json"
        defer { StateFile.remove(copy) }
        let words = ["s3api", "get-object", "--bucket", bucket, "--key", Self.key, copy]
        let answer = try runner.run("aws", words, region: profile.regions.primary)
        guard answer.isGood, let text = try StateFile.read(copy) else { return .null }
        return (try? JSON(parsing: text)) ?? .null
    }

    private func age(of lock: JSON) -> String {
        guard let text = lock["since"]?.text, let since = Instant(text) else { return "age unknown" }
        return "\((surroundings.now().microseconds - since.microseconds) / 60_000_000) min ago"
    }
}
