import Deploy
import Testing

@Suite struct ProfileFaultTests {
    /// The smallest profile, with changes.
    static func base(_ changes: [(String, String)] = []) -> String {
        let text = """
            system: cafe
            shape: eks
            regions: {primary: eu-central-1}
            environment: {name: prod, tier: standard, account: "111122223333"}
            platform: {kubernetes: "1.35", nodes: {type: m6i.large, min: 3, max: 6}}
            network: {cidr: 10.0.0.0/16, zones: 3}
            domains: {cafe.example: {zone: create}}
            services:
              api: {roles: [gateway, realtime], host: api.cafe.example, scale: {min: 2, max: 4},
                websocket: {stickiness: 1h}, uses: [database, cache]}
            web:
              pos: {host: pos.cafe.example}
            data:
              database: {version: "17", class: db.t3.medium, storage: 100}
              cache: {class: cache.t4g.small, nodes: 2}
            alarms: {to: ops@cafe.example}
            budget: {monthly: 500}
            """
        return changes.reduce(text) { $0.replacing($1.0, with: $1.1) }
    }

    static func read(_ text: String, _ environment: String? = nil) -> (ReadProfile?, [String]) {
        do throws(ProfileFaults) {
            return (
                try Profile.read(text, file: "cafe.yaml", environment: environment, today: "2026-11-21"), []
            )
        } catch {
            return (nil, error.faults.map(\.description))
        }
    }

    @Test func `a profile of sixteen lines is enough, and every default says why`() throws {
        let (read, faults) = Self.read(Self.base())
        #expect(faults == [])
        let profile = try #require(read).profile
        #expect(profile.platform.namespace == "cafe")
        #expect(profile.network?.nat == .perZone)
        #expect(profile.data.database?.multiZone == true)
        #expect(profile.data.database?.user == "cafe_admin")
        #expect(profile.services[0].migration?.run == "hesap migrate")
        let whys = try #require(read).explained.compactMap { explained -> String? in
            guard case .byDefault(let why) = explained.source else { return nil }
            return why
        }
        #expect(whys.count > 40)
        #expect(whys.allSatisfy { $0.count > 5 })
    }

    @Test func `on one machine each service needs twenty ports`() {
        let text = """
            system: counter
            shape: host
            regions: {primary: eu-central-1}
            environment: {name: test, tier: economy, account: "111122223333"}
            domains: {example.com: {zone: existing}}
            services:
              api: {port: 3000, host: counter.example.com, uses: [database, jwt]}
              jobs: {port: PORT, roles: [processor], worker: true, uses: [database]}
            data:
              database: {version: "17", class: db.t3.micro, storage: 20}
              jwt: {secret: generated, length: 64}
            alarms: {to: ops@example.com}
            budget: {monthly: 100}
            """
        #expect(Self.read(text.replacing("PORT", with: "3020")).1 == [])
        let (_, faults) = Self.read(text.replacing("PORT", with: "3019"))
        #expect(faults.count == 1 && faults.first?.contains("3019 is less than 20 from api's 3000") == true)
    }

    /// What is changed, and what the only fault must say, its place in front.
    static let faults: [(String, String, String)] = [
        ("zones: 3", "zonse: 3", "6:30: unknown key \"zonse\" in network; did you mean \"zones\"?"),
        ("budget: {", "buget: {", "17:1: unknown key \"buget\"; did you mean \"budget\"?"),
        (
            "eu-central-1", "eu-centrall-1",
            "3:20: regions.primary: there is no region \"eu-centrall-1\"; did you mean"
        ),
        (
            "db.t3.medium", "db.t3.midium",
            "14:36: data.database.class: there is no class \"db.t3.midium\"; did you mean"
        ),
        ("db.t3.medium", "kafka.m9.huge", "14:36: data.database.class: there is no class"),
        ("cache.t4g.small", "cache.t9.small", "15:18: data.cache.class: there is no class"),
        ("version: \"17\"", "version: 17", "a version is written in quotes: \"17\""),
        ("version: \"17\"", "version: \"16.4\"", "PostgreSQL 16.4 cannot be created any more"),
        ("kubernetes: \"1.35\"", "kubernetes: \"1.27\"", "Kubernetes 1.27 is not in standard support"),
        ("10.0.0.0/16", "10.0.1.0/16", "network.cidr: \"10.0.1.0/16\" is no range"),
        ("10.0.0.0/16", "8.8.0.0/16", "8.8.0.0/16 is not for private use"),
        ("10.0.0.0/16", "10.0.0.0/8", "a network has a length of /16 to /20"),
        ("zones: 3", "zones: three", "network.zones: a whole number without quotes is wanted, not \"three\""),
        ("zones: 3", "zones: 9", "network.zones: 9: 2 to 4 is possible"),
        (
            "storage: 100", "storage: 100, multi-az: yes",
            "data.database.multi-az: true or false is wanted, not \"yes\""
        ),
        ("storage: 100", "storage: \"100\"", "a whole number without quotes is wanted, not \"100\""),
        ("account: \"111122223333\"", "account: 111122223333", "an account is written in quotes"),
        ("account: \"111122223333\"", "account: \"1111\"", "an account has twelve digits"),
        (", account: \"111122223333\"", "", "environment.account is missing"),
        (
            "storage: 100", "storage: 100, user: admin",
            "admin is reserved by the service (reserved-master-user)"
        ),
        ("storage: 100", "storage: 100, iops: 12000", "below 400 GB gp3 has its 3000"),
        (
            "storage: 100", "storage: 100, backup-window: \"03:00-04:00\", upkeep: \"mon:03:30-mon:04:30\"",
            "(windows-overlap)"
        ),
        ("storage: 100", "storage: 100, backup-window: \"3-4\"", "03:00-04:00 or the like is wanted, UTC"),
        (
            "storage: 100", "storage: 100, backups: 36d",
            "data.database.backups: 36d: 1d to 35d is possible"
        ),
        (
            "storage: 100", "storage: 100, parameters: {shared_buffers: 16777216}",
            "(parameter-exceeds-memory); it counts pages of 8 KiB"
        ),
        ("storage: 100", "storage: 100, parameters: {work_mem: 65536}", "(parameter-exceeds-memory)"),
        ("max: 4}", "max: 400}", "(connection-budget)"),
        ("storage: 100", "storage: 100, connections: 20", "(connection-budget)"),
        ("nodes: 2}", "nodes: 2, tls: false}", "(redis-no-tls-auth)"),
        ("pos.cafe.example", "pos.other.example", "no zone of domains covers pos.other.example"),
        (
            "pos.cafe.example", "api.cafe.example",
            "api.cafe.example is web.pos's already (dns-target-conflict)"
        ),
        ("[database, cache]", "[database, cahce]", "data has no cahce; did you mean \"cache\"?"),
        ("[gateway, realtime]", "[gatway]", "\"gatway\" is not known; did you mean \"gateway\"?"),
        ("host: api.cafe.example, ", "worker: true, path: /x, ", "a worker has no host and no path outside"),
        ("{min: 2, max: 4}", "{min: 5, max: 4}", "max 4 is less than min 5"),
        ("min: 3, max: 6", "min: 8, max: 6", "platform.nodes: max 6 is less than min 8"),
        ("ops@cafe.example", "ops", "an address such as ops@example.com is wanted"),
        (
            "nodes: 2}", "nodes: 2}\n  events: {brokers: 5, class: kafka.m7g.large, storage: 100}",
            "5 do not spread evenly over 3 zones; 6 do"
        ),
        (
            "nodes: 2}",
            "nodes: 2}\n  events: {brokers: 6, class: kafka.m5.2xlarge, storage: 1000, throughput: 250}",
            "(msk-size-throughput)"
        ),
        (
            "nodes: 2}", "nodes: 2}\n  events: {brokers: 3, class: kafka.m7g.large, storage: 9, auth: [tls]}",
            "scram is missing; the services sign in with a name and a secret"
        ),
        (
            "nodes: 2}",
            "nodes: 2}\n  events: {brokers: 3, class: kafka.m7g.large, storage: 9, auth: [scram, tls]}",
            "tls needs an authority of eu-central-1 that signs certificates"
        ),
        (
            "nodes: 2}",
            "nodes: 2}\n  events: {brokers: 3, class: kafka.m7g.large, storage: 9, auth: [scram, tls], "
                + "authorities: [arn:aws:acm:eu-central-1:111122223333:certificate/1]}",
            "is no private authority"
        ),
        (
            "nodes: 2}",
            "nodes: 2}\n  events: {brokers: 3, class: kafka.m7g.large, storage: 9, "
                + "authorities: [arn:aws:acm-pca:eu-central-1:111122223333:certificate-authority/1]}",
            "nobody is asked for a certificate; auth: [scram, tls] does"
        ),
        (
            "budget: {monthly: 500}", "budget: {monthly: 500}\nrollout: {bake: soon}",
            "rollout.bake: a duration such as 30s, 15m, 4h or 7d is wanted, not \"soon\""
        ),
        (
            "budget: {monthly: 500}", "budget: {monthly: 500}\nrollout: {steps: [50, 10, 100]}",
            "rising per cents that end at 100 are wanted"
        ),
        (
            "budget: {monthly: 500}",
            "budget: {monthly: 500}\nwaive: [{rule: single-replca, until: \"2027-01-01\", reason: x}]",
            "there is no rule \"single-replca\"; did you mean \"single-replica\"?"
        ),
        (
            "budget: {monthly: 500}",
            "budget: {monthly: 500}\nwaive: [{rule: single-replica, until: \"2026-11-20\", reason: x}]",
            "the waiver of single-replica ended on 2026-11-20"
        ),
        (
            "budget: {monthly: 500}",
            "budget: {monthly: 500}\nwaive: [{rule: single-replica, until: \"2027-01-01\"}]",
            "waive.0.reason is missing"
        ),
        (
            "budget: {monthly: 500}",
            "budget: {monthly: 500}\nwaive: [{rule: removed-api, until: \"2027-01-01\", reason: x}]",
            "removed-api is an error and cannot be waived"
        ),
        (
            "nodes: 2}", "nodes: 2}\n  jwt: {secret: hunter2hunter2}",
            "a secret's value does not belong in a profile"
        ),
        (
            "regions: {primary: eu-central-1}", "regions: {primary: eu-central-1, standby: eu-west-1}",
            "(dr-unreachable)"
        ),
    ]

    @Test(arguments: faults) func `each fault is named with its place`(old: String, new: String, says: String)
    {
        let (_, found) = Self.read(Self.base([(old, new)]))
        #expect(found.contains { $0.hasPrefix("cafe.yaml:") && $0.contains(says) }, "\(found)")
        #expect(found.count <= 2, "\(found)")
    }

    @Test func `every fault of a file is reported, not only the first`() {
        let (_, found) = Self.read(
            Self.base([("zones: 3", "zonse: 3"), ("db.t3.medium", "db.t3.big"), ("ops@cafe.example", "ops")]))
        #expect(found.count == 3)
        #expect(found.map { $0.split(separator: ":")[1] } == ["6", "14", "16"])
    }

    @Test func `a waiver of encryption, audit or backups is refused where a supervisor looks`() {
        let waive = (
            "budget: {monthly: 500}",
            "budget: {monthly: 500}\nwaive: [{rule: no-flow-logs, until: \"2027-01-01\", reason: later}]"
        )
        let (_, standard) = Self.read(Self.base([waive]))
        #expect(standard == [])
        let (_, regulated) = Self.read(Self.base([waive, ("tier: standard", "tier: regulated")]))
        #expect(regulated.contains { $0.contains("no-flow-logs cannot be waived in tier regulated") })
    }

    @Test(arguments: [
        "nodes: 2, auth: Tr0ub4dor}", "nodes: 2}\n  jwt: {secret: Tr0ub4dor}",
        "nodes: 2}\n  x: {password: Tr0ub4dor}", "nodes: 2, token: Tr0ub4dor}",
        "nodes: 2, prefix: \"redis://u:Tr0ub4dor@h/0\"}", "nodes: 2, snapshots: AKIATr0ub4dor}",
    ]) func `no message shows a secret`(planted: String) {
        let (_, found) = Self.read(Self.base([("nodes: 2}", planted)]))
        #expect(!found.isEmpty)
        #expect(!found.joined().contains("Tr0ub4dor"))
    }

    @Test func `several environments have no default, and each value may be written for each`() throws {
        let text = Self.base([
            (
                "environment: {name: prod, tier: standard, account: \"111122223333\"}",
                "environments: {staging: {tier: economy, account: \"111122224444\"}, production: "
                    + "{account: \"111122223333\"}}"
            ),
            ("class: db.t3.medium", "class: {production: db.r6g.large, staging: db.t3.medium}"),
            ("storage: 100", "storage: 100, multi-az: {production: true}"),
            ("monthly: 500", "production: 500, staging: 90"),
        ])
        let (_, none) = Self.read(text)
        #expect(none.contains { $0.contains("choose one with --environment or ENVIRONMENT") })
        let (_, wrong) = Self.read(text, "prduction")
        #expect(wrong.contains { $0.contains("did you mean \"production\"?") })
        let staging = try #require(Self.read(text, "staging").0).profile
        let production = try #require(Self.read(text, "production").0).profile
        #expect(staging.data.database?.size == "db.t3.medium")
        #expect(staging.data.database?.multiZone == false)
        #expect(staging.budget.monthly == 90)
        #expect(production.data.database?.size == "db.r6g.large")
        #expect(production.data.database?.multiZone == true)
        let (_, slip) = Self.read(
            text.replacing("staging: db.t3.medium", with: "stagin: db.t3.medium"), "production")
        #expect(
            slip.contains {
                $0.contains("\"stagin\" is no environment of this file; did you mean \"staging\"?")
            })
    }

    @Test func `ranges of regions may not overlap`() {
        let (_, found) = Self.read(
            Self.base([
                ("{primary: eu-central-1}", "{primary: eu-central-1, later: [eu-west-1]}"),
                ("cidr: 10.0.0.0/16", "cidr: {eu-central-1: 10.0.0.0/16, eu-west-1: 10.0.128.0/17}"),
            ]))
        #expect(
            found.contains { $0.contains("10.0.128.0/17 of eu-west-1 overlaps 10.0.0.0/16 of eu-central-1") })
    }

    @Test func `JSON is read as YAML is`() throws {
        let (read, faults) = Self.read(
            """
            {"system": "cafe", "shape": "ecs-fargate", "regions": {"primary": "eu-central-1"},
             "environment": {"name": "prod", "account": "111122223333"},
             "domains": {"cafe.example": {"zone": "create"}},
             "services": {"api": {"host": "api.cafe.example", "uses": ["database"], "size": {"cpu": 0.5, "memory": "1Gi"}}},
             "data": {"database": {"class": "db.t3.medium", "storage": 100, "version": "17"}},
             "alarms": {"to": "ops@cafe.example"}, "budget": {"monthly": 300}}
            """)
        #expect(faults == [])
        #expect(try #require(read).profile.services[0].size.cpu == 500)
    }

    @Test(arguments: ["", "a: [", "a: 1\na: 2", "- x", "just text", "a: &x 1\nb: *x", "a: \u{0}"])
    func `what is no profile has a place and a reason`(text: String) {
        let (read, faults) = Self.read(text)
        #expect(read == nil)
        #expect(faults.allSatisfy { $0.hasPrefix("cafe.yaml:") })
        #expect(!faults.isEmpty)
    }

    @Test func `every key of the five profiles misspelt is a fault with the right suggestion`() throws {
        var missed: [String] = []
        for (name, environment) in Profiles.all {
            let lines = try Profiles.text(name).split(separator: "\n", omittingEmptySubsequences: false).map(
                String.init)
            for (index, line) in lines.enumerated() {
                guard let key = line.split(separator: ":").first.map(String.init), line.contains(":"),
                    key.allSatisfy({ $0.isLetter || $0 == "-" || $0 == " " }), key.contains(where: \.isLetter)
                else { continue }
                let word = key.drop { $0 == " " || $0 == "-" }
                guard word.count > 3,
                    !lines[..<index].suffix(12).contains(where: {
                        $0.hasPrefix("services:") || $0.hasPrefix("web:") || $0.hasPrefix("environments:")
                    })
                else { continue }
                let slip = word.dropLast(2) + String(word.suffix(2).reversed())
                guard slip != word else { continue }
                var changed = lines
                changed[index] = line.replacing(word, with: slip, maxReplacements: 1)
                do throws(ProfileFaults) {
                    _ = try Profile.read(
                        changed.joined(separator: "\n"), file: name, environment: environment,
                        today: "2026-11-21")
                    missed.append("\(name):\(index + 1) \(slip)")
                } catch {
                    if !error.description.contains("\(name):\(index + 1):") {
                        missed.append("\(name):\(index + 1) elsewhere")
                    }
                }
            }
        }
        #expect(missed == [])
    }
}
