import Base
import Testing

@testable import Deploy

/// Commands on a running system, as far as they decide by themselves.
@Suite struct OperateTests {
    private let now = Instant(microseconds: 1_795_000_000_000_000)

    private func order(_ verb: String, _ facts: JSON) -> OperationOrder {
        OperationOrder(verb, asked: "x", at: now, facts: facts)
    }

    @Test(arguments: [
        (#"{"password":"hunter22","a":1}"#, #"{"password":"***","a":1}"#),
        (#"{"db_password_hash": "a\"b","a":1}"#, #"{"db_password_hash": "***","a":1}"#),
        ("DATABASE_PASSWORD=hunter22 next", "DATABASE_PASSWORD=*** next"),
        ("Authorization: Bearer abc.def next", "Authorization: Bearer *** next"),
        ("postgres://hesap:hunter22@db:5432/x", "postgres://hesap:***@db:5432/x"),
        ("key sk_live_0123456789abcdef done", "key *** done"),
        ("got eyJhbGciOiJFZERTQSJ9.eyJzdWIi.c2ln ok", "got *** ok"),
        ("a token was refused", "a token was refused"), ("time 12:30 user: ali", "time 12:30 user: ali"),
        ("şifre: çalıştı", "şifre: çalıştı"), ("", ""), ("password=", "password="),
    ]) func `a line of a log shows no secret and loses nothing else`(line: String, clean: String) {
        #expect(LogRedaction.clean(line) == clean)
    }

    @Test func `lines of pods, of the machine's journal and of compose are read with their moment`() {
        let pod = LogReading.pod(
            "[pod/pixpos-api-blue-7d9f-x2x1k/pixpos-api] 2026-11-21T15:00:00.123456789Z {\"a\":1}", "api")
        #expect(pod?.from == "api/x2x1k" && pod?.text == "{\"a\":1}")
        #expect(pod?.at == Instant("2026-11-21T15:00:00.123456Z")?.microseconds)
        let unit = LogReading.journal(
            #"{"__REALTIME_TIMESTAMP":"1795000000000000","MESSAGE":"up","_SYSTEMD_UNIT":"cafe@api-blue-0.service"}"#
        )
        #expect(unit?.from == "api-blue-0" && unit?.at == 1_795_000_000_000_000)
        let compose = LogReading.composed("api-blue-1  | 2026-11-21T15:00:00.5Z text | more")
        #expect(compose?.from == "api-blue-1" && compose?.text == "text | more")
        #expect(LogReading.pod("no line of a pod", "api") == nil && LogReading.journal("{}") == nil)
    }

    @Test func `a line that comes late is shown once, and none twice`() {
        func line(_ second: Int64, _ id: String) -> LogEntry {
            LogEntry(at: now.microseconds + second * 1_000_000, from: "api", text: id, id: id)
        }
        var feed = LogFeed(since: now)
        #expect(feed.fresh(of: [line(0, "a"), line(50, "b")]).map(\.id) == ["a", "b"])
        #expect(feed.start > now && feed.start < now.advanced(seconds: 50))
        #expect(feed.fresh(of: [line(40, "late"), line(50, "b"), line(60, "c")]).map(\.id) == ["late", "c"])
        #expect(feed.fresh(of: [line(60, "c")]).isEmpty)
    }

    @Test func `more copies than the profile or the database's connections allow are refused`() throws {
        var profile = try Profiles.read("biletpro").profile
        profile.data.database?.poolPerTask = 10
        var service = try Scale.service("sales", in: profile)
        service.notInRelease = nil
        try Scale.check(service, to: 10, in: profile)
        #expect(
            throws: RunFault(
                3,
                "sales may have 3 to 50 copies, not 51: change services.sales.scale in the"
                    + " profile, and apply it.")
        ) { try Scale.check(service, to: 51, in: profile) }
        let fault = #expect(throws: RunFault.self) { try Scale.check(service, to: 45, in: profile) }
        #expect(
            fault?.status == 3 && fault?.message.contains("connections; the database's budget is 400") == true
        )
        #expect(throws: RunFault.self) { try Scale.check(service, to: 0, in: profile) }
    }

    @Test func `more copies cost more, and as many cost the same`() throws {
        for system in ["biletpro", "globalpay"] {
            let graph = Graph.build(try Profiles.read(system).profile)
            let service = graph.profile.services[0]
            let few = try #require(ScaleCost.monthly(graph, service, 2))
            let many = try #require(ScaleCost.monthly(graph, service, 4))
            #expect(few.low > 0 && many.low > few.low, "\(system): \(few) \(many)")
            #expect(ScaleCost.text(graph, service, before: 4, after: 2).contains("(-$"))
        }
    }

    @Test func `a moment outside of the backups is refused, with the window`() throws {
        let instance: JSON = [
            "LatestRestorableTime": "2026-11-18T10:00:00Z", "BackupRetentionPeriod": 7,
            "InstanceCreateTime": "2026-11-17T00:00:00Z",
        ]
        let window = try #require(RestoreWindow(instance: instance, backups: nil, at: now))
        #expect(window.earliest == Instant("2026-11-17T00:00:00Z"))
        try window.check(try #require(Instant("2026-11-18T09:59:00Z")))
        for outside in ["2026-11-18T10:00:01Z", "2026-11-16T23:59:59Z"] {
            let moment = try #require(Instant(outside))
            let fault = #expect(throws: RunFault.self) { try window.check(moment) }
            #expect(fault?.status == 3 && fault?.message.contains("2026-11-17T00:00:00") == true)
        }
        #expect(RestoreWindow(instance: ["BackupRetentionPeriod": 0], backups: nil, at: now) == nil)
        let told: JSON = [
            "DBInstanceAutomatedBackups": [
                [
                    "RestoreWindow": [
                        "EarliestTime": "2026-11-17T12:00:00Z", "LatestTime": "2026-11-18T11:00:00Z",
                    ]
                ]
            ]
        ]
        #expect(
            RestoreWindow(instance: instance, backups: told, at: now)?.earliest
                == Instant("2026-11-17T12:00:00Z"))
    }

    private var database: JSON {
        [
            "now": "globalpay-prod-primary", "time": "2026-11-18T09:00:00Z", "moment": "2026-11-18T09:00:00Z",
            "lost": 3_700, "ground": "g", "zone": "Z1", "class": "db.r6g.2xlarge", "multi": true, "days": 35,
            "groups": ["sg-1"], "subnets": "s", "network": "vpc-1", "parameters": "p", "address": "old",
            "storageType": "gp3", "iops": 12_000, "logs": ["postgresql"], "iam": true,
        ]
    }

    @Test func `a restore proves the books, then cuts the old writer off, then points at the new one`() throws
    {
        let graph = Graph.build(try Profiles.read("globalpay").profile)
        let plan = Restore.plan(
            graph, order("restore", ["stamp": "20261118t1000", "database": database]), isEmulated: true)
        let ids = plan.steps.map(\.id.name)
        func place(_ start: String) -> Int { ids.firstIndex { $0.hasPrefix(start) } ?? -1 }
        let sequence = [
            "restore-", "settle-", "ground-", "prove-books", "proved-books", "note-restore", "fence-global",
            "end-", "name-",
        ].map(place)
        #expect(sequence == sequence.sorted() && !sequence.contains(-1), "\(ids)")
        #expect(plan.notes.contains { $0.hasPrefix("DATA LOSS") && $0.contains("1 h 1 min") })
        let text = plan.steps.map(\.shown).joined(separator: "\n")
        for word in [
            "--db-subnet-group-name s", "--db-parameter-group-name p", "--vpc-security-group-ids sg-1",
            "--iops 12000", "--multi-az", "--deletion-protection", "--restore-time 2026-11-18T09:00:00Z",
        ] {
            #expect(text.contains(word), "\(word)")
        }
        #expect(text.contains("--master-user-password file:///dev/stdin"))
        let job = try #require(plan.files.first { $0.path.hasSuffix("prove-books.yaml") })
        #expect(job.text.contains("- ledger") && job.text.contains("DATABASE_HOST"))
        #expect(job.text.contains("{{resolve:ssm:/globalpay/prod/restore/host}}"))
    }

    @Test func `the same order makes the same plan, and another another`() throws {
        let graph = Graph.build(try Profiles.read("globalpay").profile)
        func plan(_ stamp: String) -> Plan {
            Restore.plan(
                graph, order("restore", ["stamp": .string(stamp), "database": database]), isEmulated: true)
        }
        #expect(plan("a").digest == plan("a").digest && plan("a").digest != plan("b").digest)
    }

    @Test func `confirming gives the stack's own name to what was brought back`() throws {
        let graph = Graph.build(try Profiles.read("globalpay").profile)
        let facts: JSON = [
            "database": [
                "before": "db", "now": "db-1", "zone": "Z1", "network": "vpc-1", "groups": ["sg-1"],
            ],
            "arn": "arn:aws:rds:us-east-1:111122223333:db:db-1",
            "copies": [
                ["name": "copy-1", "region": "us-east-1", "zone": "Z1", "class": "db.r6g.large"],
                [
                    "name": "copy-eu", "region": "eu-west-1", "zone": "Z2", "class": "db.r6g.large",
                    "subnets": "there", "encryption": "key-of-there",
                ],
            ],
            "followers": ["copy-1", "db-copy"],
        ]
        let plan = RestoreEnd.confirmation(graph, order("restore-confirm", facts), isEmulated: true)
        let renamed = plan.steps.filter { $0.id.name.hasPrefix("rename-") }.map(\.shown)
        #expect(renamed.count == 4 && renamed[0].contains("--new-db-instance-identifier db-before-"))
        #expect(renamed[1].contains("--new-db-instance-identifier db "))
        #expect(plan.notes.contains { $0.contains("db-copy") && !$0.contains("copy-1") })
        // Copies are made anew under their names, the one in another region from the source's whole name.
        let made = plan.steps.filter { $0.shown.contains("create-db-instance-read-replica") }.map(\.shown)
        #expect(made.count == 2 && made[0].contains("--source-db-instance-identifier db "))
        #expect(made[1].contains("--source-db-instance-identifier arn:aws:rds:us-east-1:111122223333:db:db "))
        #expect(made[1].contains("--kms-key-id key-of-there") && !made[0].contains("--source-region"))
        let ids = plan.steps.map(\.id.name)
        #expect(Set(ids).count == ids.count)
        let last = try #require(ids.lastIndex { $0.hasPrefix("copied-") })
        let first = try #require(ids.firstIndex { $0.hasPrefix("delete-") })
        #expect(last < first, "nothing goes before its successor is there")
        let gone = plan.steps.first { $0.id.name.hasPrefix("delete-db-before-") }
        #expect(gone?.shown.contains("--final-db-snapshot-identifier") == true)
    }

    @Test func `a journal with half a restore lets nothing else begin`() throws {
        let world = RecordedWorld()
        let journal = try Journal("j", in: world)
        try journal.write(.begin(plan: "p", verb: "restore"))
        try journal.write(.end(plan: "p", outcome: "failed"))
        #expect(throws: RunFault.self) { try journal.refuseBeside("scale") }
        try journal.refuseBeside("restore")
        #expect(try journal.giveUp() == "restore")
        try journal.refuseBeside("scale")
        #expect(try journal.giveUp() == nil)
    }

    @Test func `files of earlier builds go when their days are over, but none that a build still has`() throws
    {
        let day = { (number: Int64) in Instant(microseconds: number * 86_400_000_000) }
        // Built on days 1, 10 and 50; 30 days are kept, and it is day 60: the first was followed on day 10.
        let over = ScreenRollout.over([day(1), day(10), day(50)], before: day(30))
        #expect(over == [0])
        #expect(ScreenRollout.over([day(1)], before: day(30)).isEmpty)
        let files = [
            ["assets/a.js", "assets/same.css", "assets/back.js"], ["assets/b.js"], ["assets/same.css"],
        ]
        #expect(ScreenRollout.outlived(files, over: over) == ["assets/a.js", "assets/back.js"])
        let graph = Graph.build(try Profiles.read("pixpos").profile)
        let web = try #require(graph.profile.screens.first)
        let order = OperationOrder(
            "screens", asked: "web/dist", at: day(60),
            facts: [
                "folder": "web/dist", "assets": ["assets/back.js", "assets/c.js"],
                "builds": [
                    [
                        "web": .string(web.name), "version": "new", "serving": "old",
                        "expired": ["assets/a.js", "assets/back.js"], "expiredReleases": ["releases/1.json"],
                    ]
                ],
            ])
        let plan = ScreenRollout.plan(graph, order)
        let clear = try #require(plan.steps.first { $0.id.name.hasPrefix("cleared") })
        let words = "\(clear.words)"
        #expect(clear.effect == .delete && words.contains("assets/a.js") && words.contains("releases/1.json"))
        // What the new build brings again stays; the pages come before anything goes.
        #expect(!words.contains("back.js"))
        let page = try #require(plan.steps.firstIndex { $0.id.name.hasPrefix("page-") })
        let last = try #require(plan.steps.firstIndex { $0.id == clear.id })
        #expect(page < last)
    }

    @Test func `the screens are told where the server is, or nothing behind its own name`() throws {
        func facts(_ system: String) throws -> String {
            let graph = Graph.build(try Profiles.read(system).profile)
            let web = try #require(graph.profile.screens.first)
            return ScreenSteps(graph: graph, web: web, folder: "d", version: "v", serving: nil).configuration
                .text
        }
        #expect(
            try facts("pixpos") == #"{"api":"https://api.pixpos.cloud","socket":"wss://ws.pixpos.cloud"}"#
                + "\n")
        #expect(try facts("mega-pos") == "{}\n")
    }

    @Test func `the day on which a key goes is read from both versions of the command line`() {
        #expect(SurvivorReader.day(.real(1_795_000_000.5)) == "2026-11-18")
        #expect(SurvivorReader.day("2026-11-28T10:00:00+03:00") == "2026-11-28")
        #expect(SurvivorReader.day(nil) == "an unknown day")
    }

    @Test func `a session forwards to the database's address alone, and says why`() {
        let words = Connect.tunnel(to: "db.example.net", from: 15_432, through: "i-1", reason: "INC-7")
        #expect(
            words.contains("AWS-StartPortForwardingSessionToRemoteHost")
                && words.suffix(2) == ["--reason", "INC-7"])
        #expect(
            words.contains(#"{"host":["db.example.net"],"portNumber":["5432"],"localPortNumber":["15432"]}"#))
    }
}
