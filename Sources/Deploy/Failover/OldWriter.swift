import Base

/// Makes the old writer a standby of the new one: what it has too much is taken back (`pg_rewind`), and
/// where that cannot be, it is copied anew.
///
/// PostgreSQL finishes a crash only without the fence (`standby.signal`), and `pg_rewind` takes the fence
/// away. So both happen while the data lies under another name, from which nothing starts a cluster; its own
/// name comes back with the fence. Wherever a rebuild is broken off, the old writer is fenced or cannot be
/// started, and the next rebuild goes on.
struct OldWriter {
    let reach: ClusterReach
    let old: ClusterPair.Node
    let new: ClusterPair.Node
    let say: (String) -> Void

    /// While it finishes its crash, with its own settings. Nothing is lost when this is broken off.
    private var recovering: String { "\(old.data).recovering" }
    /// While it is rewound: broken off here, it is good for nothing.
    private var rewinding: String { "\(old.data).rewinding" }
    /// While it is copied.
    private var copying: String { "\(old.data).copying" }
    /// The lines of its configuration that are its own, whatever the other's are.
    private var own: String { "\(old.data).own" }

    /// Rewinds or copies, starts, and waits until it follows.
    func follow() throws(FailoverFault) {
        guard reach.sql(new, HeartbeatStore.isStandby).text == "f" else {
            throw FailoverFault("\(new.name) takes no writes, so nothing can follow it")
        }
        try stop()
        try reach.order(new, "checkpoint")
        try keepOwnSettings()
        if try goesOn() { return finish() }
        let rewound = try rewind()
        var why = rewound.complaint
        if rewound.isGood {
            // A rewind that PostgreSQL does not go on from is no reason to stay without a standby.
            guard let fault = try start(seconds: 300) else { return finish() }
            why = fault
            try stop()
        }
        say("\(old.name) cannot be rewound and is copied anew: \(why)")
        try copyAnew()
        if let why = try start(seconds: 300) { throw FailoverFault(why) }
        finish()
    }

    private var address: String {
        "host=\(new.host) port=\(new.port) user=\(reach.pair.user) dbname=postgres"
    }

    private var runs: Bool { reach.program("pg_ctl", on: old, "status", "-D", old.data).isGood }

    private func stop() throws(FailoverFault) {
        _ = reach.program("pg_ctl", on: old, "stop", "-w", "-t", "30", "-m", "fast", "-D", old.data)
        guard !runs else { throw FailoverFault("\(old.name) cannot be stopped") }
    }

    /// What its data says of its last end.
    private func state(_ folder: String) -> String {
        let facts = reach.on(old, ["env", "LC_ALL=C", reach.pair.programs + "pg_controldata", "-D", folder])
        let line = facts.output.split(separator: "\n").first { $0.hasPrefix("Database cluster state:") }
        return Reply(String(line?.dropFirst(23) ?? "")).text
    }

    private func stands(_ folder: String) -> Bool { reach.on(old, ["test", "-d", folder]).isGood }

    private func move(_ from: String, _ to: String) -> Reply { reach.on(old, ["mv", "-T", from, to]) }

    private func finish() { _ = reach.on(old, ["rm", "-f", own]) }

    // MARK: - Going on

    /// One that came back fenced may have nothing too much, or has followed already: it only goes on.
    private func goesOn() throws(FailoverFault) -> Bool {
        guard ["shut down in recovery", "in archive recovery"].contains(state(old.data))
        else { return false }
        try fence(old.data)
        if try start(seconds: 30) == nil { return true }
        try stop()
        return false
    }

    // MARK: - Rewinding

    /// Bad when it has to be copied.
    private func rewind() throws(FailoverFault) -> Reply {
        if stands(old.data) {
            let moved = move(old.data, recovering)
            guard moved.isGood else { return moved }
        } else if !stands(recovering) {
            return Reply(status: 1, errors: "nothing whole is left of \(old.data)")
        }
        let recovered = finishCrash()
        guard recovered.isGood else { return recovered }
        let moved = move(recovering, rewinding)
        guard moved.isGood else { return moved }
        let rewound = reach.program(
            "pg_rewind", on: old, "-D", rewinding, "--source-server=\(address)", seconds: 3600)
        guard rewound.isGood else { return rewound }
        try fence(rewinding)
        return move(rewinding, old.data)
    }

    /// A cluster that was cut off plays its own log first, by itself: no socket, no port, no client. The log
    /// is kept, because the rewind reads it back to where the two parted.
    private func finishCrash() -> Reply {
        let fence = ["standby.signal", "recovery.signal"].map { "\(recovering)/\($0)" }
        let bare = reach.on(old, ["rm", "-f"] + fence)
        guard bare.isGood else { return bare }
        if state(recovering).hasPrefix("shut down") { return bare }
        return reach.script(
            "exec \"$1\" --single -c wal_keep_size=1TB -D \"$2\" template1 </dev/null", on: old,
            reach.pair.programs + "postgres", recovering, seconds: 3600)
    }

    // MARK: - Copying

    private func copyAnew() throws(FailoverFault) {
        for folder in [old.data, recovering, rewinding] where stands(folder) {
            let aside = "\(old.data).before-\(reach.world.now.microseconds / 1000)"
            let moved = move(folder, aside)
            guard moved.isGood else {
                throw FailoverFault("\(old.name) cannot be put aside", moved)
            }
        }
        _ = reach.on(old, ["rm", "-rf", copying])
        let copied = reach.program(
            "pg_basebackup", on: old, "-D", copying, "-d", address, "-c", "fast", seconds: 86_400)
        guard copied.isGood else { throw FailoverFault("\(old.name) cannot be copied anew", copied) }
        try fence(copying)
        let moved = move(copying, old.data)
        guard moved.isGood else { throw FailoverFault("\(old.name) cannot be put in its place", moved) }
    }

    // MARK: - Settings

    /// Both ways bring the other's configuration along.
    private func keepOwnSettings() throws(FailoverFault) {
        let lines = """
            for folder in "$1" "$2"; do
                [ -f "$folder/postgresql.conf" ] || continue
                grep -E '^(listen_addresses|unix_socket_directories|cluster_name|external_pid_file) *=' \
                    "$folder/postgresql.conf" > "$3" || true
            done
            """
        let kept = reach.script(lines, on: old, old.data, recovering, own)
        guard kept.isGood else { throw FailoverFault("\(old.name)'s own settings cannot be kept", kept) }
    }

    /// Puts the fence and its own settings to data that is not in its place yet.
    private func fence(_ folder: String) throws(FailoverFault) {
        let lines = """
            set -e
            touch "$1/standby.signal"
            sed -i '/^synchronous_standby_names/d; /^primary_conninfo/d' "$1/postgresql.auto.conf"
            printf '%s\n' "$4" >> "$1/postgresql.auto.conf"
            sed -i '/^port *=/d' "$1/postgresql.conf"
            if [ -f "$2" ]; then
                while read -r name rest; do sed -i "/^${name%%=*} *=/d" "$1/postgresql.conf"; done < "$2"
                cat "$2" >> "$1/postgresql.conf"
            fi
            printf 'port = %s\n' "$3" >> "$1/postgresql.conf"
            """
        let done = reach.script(
            lines, on: old, folder, own, String(old.port), reach.pair.follows(old, new))
        guard done.isGood else { throw FailoverFault("\(old.name) cannot be set up", done) }
    }

    // MARK: - Starting

    /// Nil when it follows within so many seconds; else why it does not.
    private func start(seconds: Int) throws(FailoverFault) -> String? {
        let before = Int(reach.script("wc -c < \"$1\" 2>/dev/null || echo 0", on: old, old.log).text) ?? 0
        let started = reach.program(
            "pg_ctl", on: old, "start", "-w", "-t", "10", "-D", old.data, "-l", old.log)
        let end = reach.world.now.advanced(seconds: Int64(seconds))
        var why = "\(old.name) does not follow \(new.name) after \(seconds) s"
        while reach.world.now < end {
            if reach.sql(new, HeartbeatStore.follows(old.name)).text == "1" { return nil }
            let said = reach.on(old, ["tail", "-c", "+\(before + 1)", old.log]).output
            let isOver = Self.overs.contains { said.contains($0) }
            if isOver || (!started.isGood && !runs) {
                let last = said.split(separator: "\n").suffix(8).joined(separator: "\n")
                why = "\(old.name) does not go on as a standby; \(old.log) ends with:\n\(last)"
                break
            }
            reach.world.pause(milliseconds: 200)
        }
        return why
    }

    /// What PostgreSQL says when it would ask for ever: what it needs is nowhere any more, or it has more
    /// than the new writer.
    private static let overs = ["has already been removed", "forked off current database system timeline"]
}
