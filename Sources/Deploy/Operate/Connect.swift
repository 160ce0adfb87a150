import Base

/// A way into a running system for a person, through a session that the account logs; no port is open to
/// anybody. Why, is asked and written down.
public struct Connect {
    private let reader: AccountReader
    private let reason: String
    private let machine: String
    private let say: (String) -> Void
    private var profile: Profile { reader.profile }
    private var runner: Runner { reader.runner }

    /// For a reason; `machine` is the folder of the shape `host`.
    public init(
        _ reader: AccountReader, reason: String, machine: String, say: @escaping (String) -> Void
    ) throws(RunFault) {
        let words = reason.split(whereSeparator: \.isWhitespace)
        guard words.joined().count >= 8, reason.utf8.count <= 256, !reason.contains(where: \.isNewline) else {
            throw RunFault(
                64, "--reason says in one line why, in at least eight letters and at most 256: it is kept.")
        }
        self.reader = reader
        self.reason = reason
        self.machine = machine
        self.say = say
    }

    // MARK: The database

    /// psql at the database that serves, through a tunnel from a local port; gives psql's status.
    ///
    /// - Parameters:
    ///   - command: what psql runs instead of asking for more.
    ///   - isTrial: whether the commands are shown alone.
    public func database(port: Int, command: String?, isTrial: Bool) throws(RunFault) -> Int32 {
        guard let plan = profile.data.database else { throw RunFault(3, "The profile has no database.") }
        let query = ["-X"] + (command.map { ["-v", "ON_ERROR_STOP=1", "-c", $0] } ?? [])
        if profile.shape == .host { return try own(query, isTrial) }
        try reader.checkAccount()
        guard let name = try StoreNames(reader).database,
            let host = try reader.find(["rds", "describe-db-instances", "--db-instance-identifier", name])?
                .at("DBInstances", "0", "Endpoint", "Address")?.text
        else { throw RunFault(1, "There is no database \(profile.name(.database)): apply makes it.") }
        let tunnel = Self.tunnel(to: host, from: port, through: try target(), reason: reason)
        say("$ \(Invocation.shown("aws", runner.words(tunnel, of: "aws", region: reader.region)))")
        say("$ \(Invocation.shown("psql", query))")
        guard !isTrial else { return 0 }
        _ = try needed("session-manager-plugin")
        let before = try runner.run("pg_isready", Self.place(port), region: nil, seconds: 10)
        guard before.status == 2 else {
            throw RunFault(
                3, "Something answers on port \(port) of this machine already: choose another, --port.")
        }
        let secret = try credentials()
        return try audited("database", tunnel) { () throws(RunFault) in
            let running = try runner.begin("aws", tunnel, region: reader.region)
            defer { running.end() }
            try wait(for: running, port)
            return try runner.open(
                "psql", query, region: nil,
                variables: [
                    "PGHOST": "127.0.0.1", "PGPORT": String(port), "PGUSER": secret.user,
                    "PGPASSWORD": secret.password, "PGDATABASE": plan.name,
                    "PGSSLMODE": runner.settings.environment["PGSSLMODE"] ?? "require",
                    "PGAPPNAME": "hesap deploy connect",
                ])
        }
    }

    private static func place(_ port: Int) -> [String] { ["-q", "-h", "127.0.0.1", "-p", String(port)] }

    /// A session that forwards a local port to a host that only the target reaches.
    static func tunnel(to host: String, from port: Int, through target: String, reason: String) -> [String] {
        let parameters: JSON = [
            "host": [.string(host)], "portNumber": ["5432"], "localPortNumber": [.string(String(port))],
        ]
        return [
            "ssm", "start-session", "--target", target, "--document-name",
            "AWS-StartPortForwardingSessionToRemoteHost", "--parameters", parameters.written, "--reason",
            reason,
        ]
    }

    private func wait(for tunnel: RunningProgram, _ port: Int) throws(RunFault) {
        for _ in 0..<150 {
            let answer = try runner.run("pg_isready", Self.place(port), region: nil, seconds: 10)
            if answer.status == 0 { return }
            if tunnel.hasEnded() { break }
            Pause.milliseconds(200)
        }
        let said = runner.redaction.clean(tunnel.said()).split(separator: "\n").suffix(4)
        throw RunFault(1, "The tunnel does not stand. \(said.joined(separator: " "))")
    }

    /// From Secrets Manager, into psql's variables and nowhere else.
    private func credentials() throws(RunFault) -> (user: String, password: String) {
        let name = profile.name(.databaseSecret)
        let text = try runner.text(
            "aws",
            [
                "secretsmanager", "get-secret-value", "--secret-id", name, "--query", "SecretString",
                "--output", "text",
            ], region: reader.region)
        guard let secret = try? JSON(parsing: text), let user = secret["username"]?.text,
            let password = secret["password"]?.text
        else { throw RunFault(1, "The secret \(name) has no username and password.") }
        return (user, password)
    }

    /// On the machine itself, with the settings of its services.
    private func own(_ query: [String], _ isTrial: Bool) throws(RunFault) -> Int32 {
        var settings: [String: String] = [:]
        for file in ["environment", "secrets"] {
            for line in (try StateFile.read("\(machine)/\(file)") ?? "").split(separator: "\n") {
                let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
                if parts.count == 2, !parts[0].hasPrefix("#") { settings[parts[0]] = parts[1] }
            }
        }
        guard let host = settings["DATABASE_HOST"] else {
            throw RunFault(1, "\(machine)/environment does not say where the database is.")
        }
        say("$ \(Invocation.shown("psql", query))")
        guard !isTrial else { return 0 }
        var variables = ["PGHOST": host, "PGAPPNAME": "hesap deploy connect"]
        for (name, setting) in [
            ("PGPORT", "DATABASE_PORT"), ("PGDATABASE", "DATABASE_NAME"), ("PGUSER", "DATABASE_USERNAME"),
            ("PGPASSWORD", "DATABASE_PASSWORD"), ("PGSSLMODE", "DATABASE_SSLMODE"),
        ] { variables[name] = settings[setting] }
        return try audited("database", ["psql"] + query) { () throws(RunFault) in
            try runner.open("psql", query, region: nil, variables: variables)
        }
    }

    // MARK: A shell

    /// A shell in a copy of a service; gives its status.
    public func shell(_ service: ServicePlan, isTrial: Bool) throws(RunFault) -> Int32 {
        guard profile.shape != .host else {
            throw RunFault(3, "The services run on this machine itself: there is no shell to go into.")
        }
        try reader.checkAccount()
        let program = profile.shape == .eks ? "kubectl" : "aws"
        let words = profile.shape == .eks ? try podShell(service) : try taskShell(service)
        say("$ \(Invocation.shown(program, runner.words(words, of: program, region: reader.region)))")
        guard !isTrial else { return 0 }
        if program == "aws" { _ = try needed("session-manager-plugin") }
        return try audited("shell", words) { () throws(RunFault) in
            try runner.open(program, words, region: reader.region)
        }
    }

    private func podShell(_ service: ServicePlan) throws(RunFault) -> [String] {
        let colour = try reader.serving(service)
        return try reader.clusterWords() + [
            "-n", profile.platform.namespace, "exec", "-it",
            "deployment/\(profile.workload(service, colour))", "--", "/bin/sh",
        ]
    }

    private func taskShell(_ service: ServicePlan) throws(RunFault) -> [String] {
        let task = try task(of: service)
        return [
            "ecs", "execute-command", "--cluster", reader.cluster, "--task", task.id, "--container",
            service.name, "--interactive", "--command", "/bin/sh",
        ]
    }

    // MARK: Through what

    /// What a session begins at: a running task, or a node of the cluster.
    func target() throws(RunFault) -> String {
        if profile.shape == .eks { return try node() }
        let service = profile.services.first { $0.notInRelease == nil && $0.uses.contains("database") }
        guard let service else { throw RunFault(3, "No service of the profile reaches the database.") }
        let task = try task(of: service)
        return "ecs:\(reader.cluster)_\(task.id)_\(task.runtime)"
    }

    private func task(of service: ServicePlan) throws(RunFault) -> (id: String, runtime: String) {
        let name = profile.workload(service, try reader.serving(service))
        let tasks = try reader.ask([
            "ecs", "list-tasks", "--cluster", reader.cluster, "--service-name", name, "--desired-status",
            "RUNNING",
        ]).list("taskArns").compactMap(\.text)
        guard let first = tasks.first else { throw RunFault(1, "No task of \(name) runs.") }
        let seen = try reader.ask([
            "ecs", "describe-tasks", "--cluster", reader.cluster, "--tasks", first,
        ]).at("tasks", "0")
        guard let runtime = seen?.at("containers", "0", "runtimeId")?.text else {
            throw RunFault(1, "The task \(first) has not started yet.")
        }
        return (first.split(separator: "/").last.map(String.init) ?? first, runtime)
    }

    private func node() throws(RunFault) -> String {
        let online = try reader.ask([
            "ssm", "describe-instance-information", "--filters", "Key=PingStatus,Values=Online",
        ]).list("InstanceInformationList").compactMap { $0["InstanceId"]?.text }
        for tag in ["tag:eks:cluster-name", "tag:aws:eks:cluster-name"] {
            let nodes = try reader.ask([
                "ec2", "describe-instances", "--filters", "Name=\(tag),Values=\(reader.cluster)",
                "Name=instance-state-name,Values=running",
            ]).list("Reservations").flatMap { $0.list("Instances") }.compactMap { $0["InstanceId"]?.text }
            if let found = nodes.first(where: { online.contains($0) }) { return found }
        }
        throw RunFault(
            1,
            "No node of \(reader.cluster) is online in Systems Manager: its nodes' role needs"
                + " AmazonSSMManagedInstanceCore.")
    }

    // MARK: Kept

    private func needed(_ program: String) throws(RunFault) -> Answer {
        try runner.run(program, ["--version"], region: nil, seconds: 20)
    }

    /// Who, when, where and why stands in the system's own audit file before anything is opened.
    private func audited(
        _ what: String, _ words: [String], _ work: () throws(RunFault) -> Int32
    ) throws(RunFault) -> Int32 {
        let variables = runner.settings.environment
        let who = variables["USER"] ?? variables["LOGNAME"] ?? "somebody"
        let plan = "\(who): \(reason)"
        try keep([
            .begin(plan: plan, verb: "connect \(what)"),
            .intent(step: what, command: runner.redaction.clean(words.joined(separator: " "))),
        ])
        let status = try work()
        try keep([.result(step: what, status: status, output: nil), .end(plan: plan, outcome: "done")])
        return status
    }

    private func keep(_ entries: [Journal.Entry]) throws(RunFault) {
        try reader.folder.make()
        let lock = try FolderLock("\(reader.folder.path)/audit.lock", seconds: 10)
        defer { _ = lock }
        let audit = try Journal("\(reader.folder.path)/audit.jsonl", surroundings: reader.surroundings)
        for entry in entries { try audit.write(entry) }
    }
}
