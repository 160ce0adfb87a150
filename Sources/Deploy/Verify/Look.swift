import Base

/// What checks look through: the account, the cluster, and the public doors.
final class Look {
    let profile: Profile
    let account: Account
    /// Where a host is reached instead of at its public address, `127.0.0.1:8443`: for a machine that is
    /// not public yet.
    let doors: [String: String]
    var world: any World { account.world }

    init(_ profile: Profile, _ account: Account, doors: [String: String] = [:]) {
        self.profile = profile
        self.account = account
        self.doors = doors
    }

    /// Asks the account; something that is not there is a failure, an account that does not answer is none.
    func aws(_ words: [String], region: String? = nil) throws(Blocked) -> JSON {
        let reply = account.aws(region ?? profile.regions.primary, words)
        guard reply.isGood, let json = reply.json else {
            throw blocked(reply, words.prefix(2).joined(separator: " "))
        }
        return json
    }

    /// Asks a global service.
    func global(_ words: [String]) throws(Blocked) -> JSON { try aws(words, region: "us-east-1") }

    /// Asks the primary region's cluster.
    func kubectl(_ words: [String]) -> Reply {
        account.kubectl(profile, profile.regions.primary, words)
    }

    /// Asks the cluster.
    func kube(_ words: [String]) throws(Blocked) -> JSON {
        let reply = kubectl(["-n", profile.platform.namespace] + words + ["-o", "json"])
        guard reply.isGood, let json = reply.json else {
            throw blocked(reply, words.prefix(3).joined(separator: " "))
        }
        return json
    }

    /// Asks the cluster for a text.
    func kubeText(_ words: [String]) throws(Blocked) -> String {
        let reply = kubectl(["-n", profile.platform.namespace] + words)
        guard reply.isGood else { throw blocked(reply, words.prefix(3).joined(separator: " ")) }
        return reply.output
    }

    /// Runs a program whose absence means that nobody can look.
    func run(_ program: String, _ words: [String], seconds: Int = 30) throws(Blocked) -> Reply {
        let reply = world.run(Call(program, words, seconds: seconds))
        if reply.isMissing { throw Blocked(judgement: .cannot("\(program) is not installed")) }
        return reply
    }

    private func blocked(_ reply: Reply, _ what: String) -> Blocked {
        if reply.isMissing { return Blocked(judgement: .cannot("\(what): the program is not installed")) }
        let signs = [
            "NotFound", "does not exist", "NoSuch", "not found", "could not be found", "cannot be found",
            "InvalidGroup",
        ]
        let said = "\(what): \(reply.complaint)"
        let isGone = signs.contains { reply.errors.contains($0) || reply.output.contains($0) }
        return Blocked(judgement: isGone ? .fail(said) : .cannot(said))
    }

    // MARK: - Public doors

    /// What a request was answered.
    struct Page {
        let status: Int
        let headers: [String: String]
        let body: String
        let milliseconds: Int
    }

    /// Asks a public address. No answer at all is a failure of what is asked.
    func page(_ url: String, _ more: [String] = []) throws(Blocked) -> Page {
        let format = "\n%{http_code} %{time_total}"
        let reply = try run("curl", ["-sS", "-i", "-m", "15"] + door(url) + more + ["-w", format, url])
        guard reply.isGood else { throw Blocked(judgement: .fail("GET \(url): \(reply.complaint)")) }
        var lines = reply.output.replacing("\r\n", with: "\n").split(
            separator: "\n", omittingEmptySubsequences: false)
        let last = (lines.popLast() ?? "").split(separator: " ")
        let seconds = last.count == 2 ? last[1] : "0"
        let head = lines.prefix { !$0.isEmpty }
        var headers: [String: String] = [:]
        for line in head.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            headers[line[..<colon].lowercased()] =
                String(line[line.index(after: colon)...].drop(while: \.isWhitespace))
        }
        return Page(
            status: last.first.flatMap { Int($0) } ?? 0, headers: headers,
            body: lines.dropFirst(head.count + 1).joined(separator: "\n"),
            milliseconds: Self.milliseconds(seconds))
    }

    private static func milliseconds(_ seconds: Substring) -> Int {
        let parts = seconds.split(separator: ".")
        let whole = parts.first.flatMap { Int($0) } ?? 0
        let part = parts.count == 2 ? Int((parts[1] + "000").prefix(3)) ?? 0 : 0
        return whole * 1000 + part
    }

    private func door(_ url: String) -> [String] {
        guard let start = url.firstRange(of: "://")?.upperBound else { return [] }
        let host = String(url[start...].prefix { $0 != "/" && $0 != "?" })
        let key = url.hasPrefix("http://") ? "http:\(host)" : host
        return doors[key].map { ["--connect-to", "\(host)::\($0)"] } ?? []
    }

    /// Where TLS of a host is spoken.
    func secure(_ host: String) -> String { doors[host] ?? "\(host):443" }

    /// Addresses of a name.
    func addresses(_ host: String) throws(Blocked) -> Set<String> {
        let reply = try run("getent", ["ahosts", host])
        return Set(
            reply.output.split(separator: "\n").compactMap { $0.split(separator: " ").first.map(String.init) }
        )
    }

    /// Name servers of a zone, as the world sees them.
    func nameServers(_ zone: String) throws(Blocked) -> Set<String> {
        var words = ["+short", "NS", zone]
        if let resolver = account.settings.resolver {
            let parts = resolver.split(separator: "#").map(String.init)
            words = ["@\(parts[0])"] + (parts.count == 2 ? ["-p", parts[1]] : []) + words
        }
        let reply = try run("dig", words)
        guard reply.isGood else { throw Blocked(judgement: .cannot("dig: \(reply.complaint)")) }
        return Set(reply.output.split(separator: "\n").map { Self.bare(String($0)) })
    }

    /// A name without its last dot.
    static func bare(_ name: String) -> String {
        (name.hasSuffix(".") ? String(name.dropLast()) : name).lowercased()
    }
}
