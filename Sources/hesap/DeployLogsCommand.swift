import Base
import Deploy

#if canImport(Glibc)
    import Glibc
#endif

/// `hesap deploy logs PROFILE [--service S,…] [--filter TEXT] [--since 15m] [--follow]`.
enum DeployLogsCommand {
    static func run(_ words: [String]) throws {
        var arguments = try Arguments(
            words, options: DeployAccount.options.union(["service", "filter", "since", "folder"]),
            flags: ["follow"])
        let seconds = try arguments.seconds("since") ?? 900
        let names = arguments.option("service").map { $0.split(separator: ",").map(String.init) }
        let place = try DeployAccount(&arguments, changes: false)
        let reader = AccountReader(place.graph, by: place.runner, in: place.folder, surroundings: .live)
        let folder = arguments.option("folder") ?? "/etc/\(place.profile.system)"
        try DeployAccount.judged { () throws(RunFault) in
            var services = place.profile.services.filter { $0.notInRelease == nil }
            if let names {
                services = []
                for name in names { services.append(try Scale.service(name, in: place.profile)) }
            }
            if place.profile.shape != .host {
                try place.folder.make()
                try reader.checkAccount()
            }
            let reading = LogReading(
                reader, services: services, filter: arguments.option("filter"), folder: folder)
            let since = Surroundings.live.now().advanced(seconds: -Int64(seconds))
            try show(reading, since: since, follows: arguments.has("follow"))
        }
    }

    /// Lines that come late are shown late: each time some seconds before the last are asked again.
    private static func show(_ reading: LogReading, since: Instant, follows: Bool) throws(RunFault) {
        if follows { endQuietly() }
        var feed = LogFeed(since: since)
        while true {
            for entry in feed.fresh(of: try reading.entries(since: feed.start)) { print(entry.line) }
            guard follows else { return }
            usleep(2_000_000)
        }
    }

    /// Ctrl-C is how one stops looking, not a failure.
    private static func endQuietly() {
        for number in [SIGINT, SIGTERM] { signal(number) { _ in _exit(0) } }
    }
}
