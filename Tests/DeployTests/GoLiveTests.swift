import Base
import Testing

@testable import Deploy

/// What templates may say and AWS would take, and what would still go wrong on the first evening.
@Suite struct GoLiveTests {
    private func graph(_ name: String, _ environment: String, _ change: (String) -> String = { $0 }) throws
        -> Graph
    {
        let text = change(try Profiles.text(name))
        return Graph.build(
            try Profile.read(text, file: "x.yaml", environment: environment, today: "2026-11-21").profile)
    }

    private func object(_ graph: Graph, _ kind: String, _ name: String) throws -> Value {
        try #require(
            graph.objects.first {
                $0.body["kind"] == .text(kind) && $0.body["metadata"]?["name"] == .text(name)
            }
        ).body
    }

    @Test(arguments: ["pixpos", "mega-pos", "globalpay", "biletpro"])
    func `The firewall counts long bodies and lets them through`(_ name: String) throws {
        let graph = try graph(name, name == "mega-pos" ? "mvp" : "prod")
        let firewalls = graph.resources.filter { $0.type == "AWS::WAFv2::WebACL" }
        #expect(!firewalls.isEmpty)
        for firewall in firewalls {
            let rules = firewall.properties["Rules"]?.items ?? []
            let common = try #require(rules.first { $0["Name"] == "AWSManagedRulesCommonRuleSet" })
            let counted = common["Statement"]?["ManagedRuleGroupStatement"]?["RuleActionOverrides"]?.items
            #expect(counted == [["Name": "SizeRestrictions_BODY", "ActionToUse": ["Count": [:]]]])
            #expect(rules.filter { "\($0)".contains("RuleActionOverrides") }.count == 1)
        }
    }

    @Test func `The apex of a wildcard's zone is served and never moved to a star`() throws {
        let graph = try graph("pixpos", "prod")
        let moved = graph.resources.filter {
            $0.type == "AWS::CloudFront::Function" && "\($0.properties)".contains("Moved Permanently")
        }
        #expect(moved.map(\.id.name) == ["PosFallback"])
        #expect("\(try #require(graph["QrMenuDistribution"]).properties)".contains(#""pixpos.site""#))
    }

    @Test(arguments: ["pixpos", "mega-pos", "globalpay"])
    func `Pods reach the agent that hands them their role, and nothing else of the node`(_ name: String)
        throws
    {
        let graph = try graph(name, name == "mega-pos" ? "mvp" : "prod")
        let rules = try object(graph, "NetworkPolicy", "allow-out")["spec"]?["egress"]?.items ?? []
        let agent: Value = ["ipBlock": ["cidr": "169.254.170.23/32"]]
        let found = rules.filter { $0["to"]?.items.contains(agent) == true }
        #expect(found.map { $0["ports"] } == [[["port": 80, "protocol": "TCP"]]])
        #expect(rules.filter { "\($0)".contains("169.254") }.count == 2)
    }

    @Test func `Behind the content network a balancer has one port, so that its rules are enough`() throws {
        let narrow = "\(try object(graph("mega-pos", "mvp"), "Ingress", "mega-pos-ingress"))"
        #expect(narrow.contains("security-group-prefix-lists") && narrow.contains(#"[{\"HTTPS\":443}]"#))
        #expect(!narrow.contains("ssl-redirect"))
        let open = "\(try object(graph("pixpos", "prod"), "Ingress", "pixpos-ingress"))"
        #expect(!open.contains("prefix-lists") && open.contains("ssl-redirect") && open.contains("80"))
    }

    @Test func `A database that sleeps is backed up before, and its silence is no alarm`() throws {
        let night = try graph("payment-system", "staging")
        let database = try #require(night["Database"]).properties
        // 20:00 in New York is 00:00 UTC in summer and 01:00 in winter; 06:00 is 11:00 at the latest.
        #expect(database["PreferredBackupWindow"] == "22:00-23:00")
        #expect(database["PreferredMaintenanceWindow"] == "sun:20:00-sun:21:00")
        #expect(night["DatabaseSpaceAlarm"]?.properties["TreatMissingData"] == "notBreaching")
        let day = try graph("payment-system", "production")
        #expect(day["Database"]?.properties["PreferredBackupWindow"] == "01:00-02:00")
        #expect(day["DatabaseSpaceAlarm"]?.properties["TreatMissingData"] == "breaching")
        #expect(Night("20:00-06:00")?.hours(in: "us-east-1") == WeekWindow(daily: "00:00-11:00"))
        #expect(Night("20:00-06:00")?.hours(in: "eu-central-1") == WeekWindow(daily: "18:00-05:00"))
        #expect(Night("23:00-07:00")?.backupWindow(in: "sa-east-1") == "21:00-22:00")
    }

    @Test(arguments: [
        ("backup-window: \"03:00-04:00\"", "makes no backups"),
        ("upkeep: \"sun:10:30-sun:11:30\"", "is not kept up"),
    ])
    func `Hours of upkeep in the night are refused with what to do`(_ line: String, _ what: String) throws {
        do {
            _ = try graph("payment-system", "staging") {
                $0.replacing("backups: 30d,", with: "backups: 30d, \(line),")
            }
            Issue.record("nothing was refused")
        } catch {
            #expect("\(error)".contains(what) && "\(error)".contains("choose hours in which it runs"))
            #expect("\(error)".contains("x.yaml:"))
        }
    }

    @Test func `A house of its own stands in the zones that a new account has`() throws {
        let text = FirstProfile.text("cafe-luna", shape: .ecsFargate)
        for (region, letters) in [("ap-northeast-1", ["a", "c", "d"]), ("eu-west-3", ["a", "b", "c"])] {
            let graph = Graph.build(
                try Profile.read(
                    text.replacing("eu-central-1", with: region), file: "cafe.yaml", environment: nil,
                    today: "2026-11-21"
                ).profile)
            let zones = graph.resources.filter { $0.id.name.hasPrefix("PrivateSubnet") }.compactMap {
                $0.properties["AvailabilityZone"]?.string
            }
            #expect(zones == letters.map { region + $0 })
        }
    }

    @Test func `A first file's slips are named with what to do`() throws {
        let good = FirstProfile.text("cafe-luna", shape: .ecsFargate)
        for (from, to, said) in [
            ("  api:", "\tapi:", "indented by spaces"), ("    scale:", "   scale:", "like its neighbours"),
            ("storage: 100,", "storage: 100, disk: 5,", "replicas, standby"),
        ] {
            #expect(good.contains(from))
            do {
                _ = try Profile.read(
                    good.replacing(from, with: to), file: "cafe.yaml", environment: nil, today: "2026-11-21")
                Issue.record("\(to) was taken")
            } catch { #expect("\(error)".contains(said) && "\(error)".contains("cafe.yaml:"), "\(error)") }
        }
        #expect(NearestName.of("env", among: ["environment", "explain"]) == "environment")
        #expect(NearestName.of("e", among: ["environment", "explain"]) == nil)
    }

    @Test func `Who comes by the content network is counted there, and nobody by its addresses`() throws {
        func rate(_ graph: Graph, _ id: ResourceID) throws -> Value? {
            try #require(graph[id]).properties["Rules"]?.items.first { $0["Name"] == "RateLimitRule" }
        }
        let behind = try graph("mega-pos", "mvp")
        #expect(try rate(behind, "ApiFirewall") == nil)
        #expect(try rate(behind, behind.profile.edgePlace("EdgeFirewall")) != nil)
        let mixed = try graph("pixpos", "prod")
        let limit = "\(try #require(try rate(mixed, "ApiFirewall")))"
        #expect(limit.contains("NotStatement") && limit.contains("site)$"))
        #expect(
            !"\(try #require(try rate(mixed, mixed.profile.edgePlace("EdgeFirewall"))))".contains(
                "NotStatement"))
        let straight = try graph("globalpay", "prod")
        #expect(!"\(try #require(try rate(straight, "ApiFirewall")))".contains("NotStatement"))
    }
}
