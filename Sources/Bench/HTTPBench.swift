import FoundationEssentials
import Glibc
import Postgres

/// The public menu, a screen's first page and a read of the API beside nginx serving the same bytes.
public enum HTTPBench {
    /// One thing that both serve.
    private struct Page {
        let name: String
        let path: String
        let file: String
        let header: String?
        let must: Double
        let goal: Double
    }

    /// Measures and prints.
    public static func run(_ settings: BenchSettings, _ schema: BenchSchema) async throws {
        var report = BenchReport(
            "hesap bench http --rounds \(settings.rounds) --seconds \(settings.seconds)")
        try await BenchGround.with(settings, schema) { ground in
            let server = try BenchServer.start(in: ground.folder, settings)
            defer { server.stop() }
            let pages = pages(ground.venue)
            let nginx = try Nginx(in: ground.folder, port: settings.port + 1)
            defer { nginx.stop() }
            for page in pages { try nginx.publish(try fetch(page, server.port), as: page.file) }
            for page in pages { report.rows.append(try measure(page, server, nginx, settings)) }
            report.fact("load", "wrk -t2 -c32, both sides in turn; nginx with 2 workers and its access log")
        }
        try report.publish(settings)
    }

    private static func pages(_ venue: BenchVenue) -> [Page] {
        let branch = venue.places[0].branch
        return [
            Page(
                name: "QR menu page (HTML)", path: "/menu/\(venue.slug)", file: "menu.html", header: nil,
                must: 0.5, goal: 0.9),
            Page(
                name: "QR menu (JSON)", path: "/api/v1/public/menus/\(venue.slug)", file: "menu.json",
                header: nil, must: 0.5, goal: 0.9),
            Page(
                name: "screen's first page (/pos/)", path: "/pos/", file: "pos.html", header: nil, must: 0.5,
                goal: 0.9),
            Page(
                name: "read of the API (menu of a branch, from the database)",
                path: "/api/v1/branches/\(branch)/menu", file: "branch.json",
                header: "Authorization: Bearer \(venue.key)", must: 0, goal: 0),
        ]
    }

    private static func fetch(_ page: Page, _ port: Int) throws -> [UInt8] {
        guard let connection = LoadConnection(port: port) else {
            throw BenchFault.unexpected("nobody listens on port \(port)")
        }
        // The first call may fill a cache.
        _ = try connection.call("GET", page.path, headers: page.header.map { $0 + "\r\n" } ?? "")
        let answer = try connection.call("GET", page.path, headers: page.header.map { $0 + "\r\n" } ?? "")
        guard answer.status == 200 else {
            throw BenchFault.unexpected("\(answer.status) to GET \(page.path)")
        }
        return Array(answer.body)
    }

    private static func measure(
        _ page: Page, _ server: BenchServer, _ nginx: Nginx, _ settings: BenchSettings
    ) throws -> BenchReport.Row {
        var (ours, theirs) = (Rounds(), Rounds())
        let header = page.header.map { ["-H", $0] } ?? []
        for round in 0...settings.rounds {
            let seconds = round == 0 ? 2 : settings.seconds
            let here = try wrk("http://127.0.0.1:\(server.port)\(page.path)", header, seconds)
            let there = try wrk("http://127.0.0.1:\(nginx.port)/\(page.file)", header, seconds)
            // The first round warms both up.
            guard round > 0 else { continue }
            ours.add(here)
            theirs.add(there)
            say(
                "\(page.name), round \(round): \(Decimals.text(here, 0)) requests/s, nginx "
                    + "\(Decimals.text(there, 0)), ratio \(Decimals.text(here / there, 2))")
        }
        return BenchReport.Row(
            what: page.name, ours: ours, unit: "requests/s", yardstick: "nginx", theirs: theirs,
            must: page.must, goal: page.goal)
    }

    private static func wrk(_ url: String, _ header: [String], _ seconds: Int) throws -> Double {
        let text = try OutsideProgram("wrk", ["-t2", "-c32", "-d\(seconds)s"] + header + [url]).output()
        let lines = text.split(separator: "\n").map { $0.drop { $0 == " " } }
        if let bad = lines.first(where: { $0.hasPrefix("Non-2xx") }) {
            throw BenchFault.unexpected("\(bad) from \(url)")
        }
        guard let line = lines.first(where: { $0.hasPrefix("Requests/sec:") }),
            let figure = line.split(separator: " ").last.flatMap({ Double($0) })
        else { throw BenchFault.tool("wrk said nothing of its rate:\n\(text)") }
        return figure
    }
}

/// nginx with a configuration of its own, on this machine only.
private struct Nginx {
    let port: Int
    private let folder: String
    private let program: OutsideProgram.Running

    init(in ground: String, port: Int) throws {
        self.port = port
        folder = ground + "/nginx"
        try FileManager.default.createDirectory(atPath: folder + "/root", withIntermediateDirectories: true)
        let user = geteuid() == 0 ? "user root;\n" : ""
        let configuration = """
            \(user)daemon off; worker_processes 2; pid \(folder)/nginx.pid; error_log \(folder)/error.log;
            events { worker_connections 1024; }
            http {
              types { text/html html; application/json json; }
              access_log \(folder)/access.log; sendfile on; tcp_nopush on; keepalive_requests 100000000;
              open_file_cache max=100; client_body_temp_path \(folder)/body; proxy_temp_path \(folder)/proxy;
              fastcgi_temp_path \(folder)/fastcgi; uwsgi_temp_path \(folder)/uwsgi; scgi_temp_path \(folder)/scgi;
              server { listen 127.0.0.1:\(port); root \(folder)/root; }
            }
            """
        try Data(configuration.utf8).write(to: URL(filePath: folder + "/nginx.conf"))
        let path =
            FileManager.default.isExecutableFile(atPath: "/usr/sbin/nginx") ? "/usr/sbin/nginx" : "nginx"
        program = try OutsideProgram(
            path, ["-p", folder, "-e", "\(folder)/error.log", "-c", "\(folder)/nginx.conf"]
        )
        .start(log: folder + "/output.log")
    }

    /// Puts a file in its folder.
    func publish(_ bytes: [UInt8], as name: String) throws {
        try Data(bytes).write(to: URL(filePath: "\(folder)/root/\(name)"))
    }

    func stop() { program.stop() }
}
