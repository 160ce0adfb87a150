import Base

/// How a pair's clusters are asked and told: by SQL over their port, and by programs on their machines.
struct ClusterReach {
    let world: any World
    let pair: ClusterPair

    /// One question to a cluster's database.
    func sql(_ node: ClusterPair.Node, _ text: String) -> Reply {
        world.run(
            pair.programs + "psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d",
            "host=\(node.host) port=\(node.port) user=\(pair.user) dbname=\(pair.database)", "-c", text,
            environment: ["PGCONNECT_TIMEOUT": "3"], seconds: 20)
    }

    /// A statement that must succeed.
    func order(_ node: ClusterPair.Node, _ text: String) throws(FailoverFault) {
        let reply = sql(node, text)
        guard reply.isGood else { throw FailoverFault("\(node.name): \(text)", reply) }
    }

    /// A program on a cluster's machine. `ssh` gives the words to a shell there, which reads them once more.
    func on(_ node: ClusterPair.Node, _ words: [String], seconds: Int = 90) -> Reply {
        let isShell = node.reach.contains { $0 == "ssh" || $0.hasSuffix("/ssh") }
        let all = node.reach + (isShell ? words.map(Invocation.quoted) : words)
        return world.run(Call(all[0], Array(all.dropFirst()), seconds: seconds))
    }

    /// One of PostgreSQL's programs on a cluster's machine.
    func program(_ name: String, on node: ClusterPair.Node, _ words: String..., seconds: Int = 90) -> Reply {
        on(node, [pair.programs + name] + words, seconds: seconds)
    }

    /// A shell's lines on a cluster's machine; their words are `$1` and so on.
    func script(_ lines: String, on node: ClusterPair.Node, _ words: String..., seconds: Int = 90) -> Reply {
        on(node, ["sh", "-c", lines, "sh"] + words, seconds: seconds)
    }
}
