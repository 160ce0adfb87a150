import Base
@testable import Deploy
import Foundation
import Testing

/// What stands under the services: controllers of a cluster, who reads secrets, what is switched on before,
/// what the clock does, and somebody else's content network.
@Suite struct GroundTests {
    private func graph(_ name: String, _ change: (String) -> String = { $0 }) throws -> Graph {
        let text = change(try Profiles.text(name))
        let environment = name == "payment-system" ? "production" : nil
        return Graph.build(
            try Profile.read(text, file: "x.yaml", environment: environment, today: "2026-11-21").profile)
    }

    private func plan(_ graph: Graph) throws -> [String] {
        try Plan.make(graph, .nothing, PlanSettings(image: GuideRender.image)).steps.map(\.id.name)
    }

    private func place(_ steps: [String], _ start: String) throws -> Int {
        try #require(steps.firstIndex { $0.hasPrefix(start) }, "\(start)")
    }

    @Test func `copies are ready before a peak that is known, and may leave after it`() throws {
        let actions = try #require(try graph("biletpro")["SalesBlueScaling"]?.properties["ScheduledActions"])
        let text = "\(actions)"
        for part in [
            "on-sale-1-warm", "cron(45 9 ? * FRI *)", "on-sale-1-over", "cron(0 12 ? * FRI *)", "integer(30)",
            "Europe/Berlin",
        ] { #expect(text.contains(part), "\(part)") }
        #expect(try graph("biletpro")["NotificationBlueScaling"]?.properties["ScheduledActions"] == nil)
    }

    @Test func `a peak's schedule goes over midnight and the end of a week`() {
        #expect(PeakMoment.weekly("mon", 5).schedule(shifted: -900) == "cron(50 23 ? * SUN *)")
        #expect(PeakMoment.weekly("sun", 1439).schedule(shifted: 3600) == "cron(59 0 ? * MON *)")
        #expect(
            PeakMoment.once("2026-12-01T00:05").schedule(shifted: -900) == "at(2026-11-30T23:50:00)")
    }

    @Test(arguments: ["fri", "fri 25:00", "someday 10:00", "2026-13-01T10:00"])
    func `a moment that is none is refused`(moment: String) throws {
        #expect(throws: ProfileFaults.self) {
            try graph("biletpro") { $0.replacing("fri 10:00", with: moment) }
        }
    }

    @Test func `in a cluster of our own the controller passes itself on to the role that reads secrets`()
        throws
    {
        let graph = try graph("globalpay")
        for (region, id) in [("us-east-1", ""), ("eu-west-1", "EuWest1")] {
            let role = try #require(graph[ResourceID("SecretReaderRole" + id)])
            let controller = try #require(graph[ResourceID("ExternalSecretsRole" + id)])
            let name = try #require(controller.properties["RoleName"].flatMap(CoverageIndex.text))
            #expect("\(role.properties["AssumeRolePolicyDocument"] ?? "")".contains(":role/\(name)\""))
            #expect(role.needs.contains(controller.id))
            #expect(graph[ResourceID("SecretReaderIdentity" + id)] == nil)
            let store = try #require(
                graph.objects.first { $0.region == region && $0.body["kind"] == "SecretStore" })
            let provider = store.body["spec"]?["provider"]?["aws"]
            #expect(provider?["auth"] == nil)
            let assumed = provider?["role"].flatMap(CoverageIndex.text) ?? ""
            let own = role.properties["RoleName"].flatMap(CoverageIndex.text) ?? "none"
            #expect(assumed.hasSuffix(":role/\(own)"))
        }
    }

    @Test(arguments: ["pixpos", "mega-pos"])
    func `in somebody else's cluster a token of one account, made for AWS, reads secrets`(name: String) throws
    {
        let graph = try graph(name)
        let trust = try #require(graph["SecretReaderRole"]?.properties["AssumeRolePolicyDocument"])
        let written = LateValues.text(trust, in: graph)
        let issuer = String.resolving(ParameterName.of("cluster-issuer", in: graph))
        let json = try JSON(parsing: written.replacing(issuer, with: "oidc.example/id/1"))
        let statement = try #require(json["Statement"]?.array?.first)
        #expect(statement["Action"]?.text == "sts:AssumeRoleWithWebIdentity")
        let wanted = statement["Condition"]?["StringEquals"]
        #expect(wanted?["oidc.example/id/1:aud"]?.text == "sts.amazonaws.com")
        #expect(
            wanted?["oidc.example/id/1:sub"]?.text
                == "system:serviceaccount:\(graph.profile.platform.namespace):\(name)-secrets-sa")
        let store = try #require(graph.objects.first { $0.body["kind"] == "SecretStore" })
        let provider = store.body["spec"]?["provider"]?["aws"]
        #expect(provider?["role"] == nil && provider?["auth"]?["jwt"] != nil)
    }

    @Test func `add-ons stand in versions that are noted once, and charts before the objects that need them`()
        throws
    {
        let graph = try graph("globalpay")
        let addons = graph.resources.filter { $0.type == "AWS::EKS::Addon" && $0.region == "us-east-1" }
        let names = Set(addons.compactMap { $0.properties["AddonName"].flatMap(CoverageIndex.text) })
        #expect(
            names.isSuperset(of: [
                "vpc-cni", "kube-proxy", "coredns", "aws-ebs-csi-driver", "metrics-server",
                "eks-pod-identity-agent",
            ]))
        for addon in addons {
            let version = try #require(addon.properties["AddonVersion"]?.lookups.first)
            #expect(graph.lookups.first { $0.id == version }?.isPinned == true)
        }
        let steps = try plan(graph)
        for region in ["us-east-1", "eu-west-1"] {
            let objects = try place(steps, "objects-1-base-\(region)")
            for chart in [
                "aws-load-balancer-controller", "external-secrets", "cluster-autoscaler", "prometheus",
                "prometheus-adapter",
            ] {
                let chart = try place(steps, "chart-\(chart)-\(region)")
                let known = try place(steps, "cluster-\(region)")
                #expect(known < chart && chart < objects)
            }
        }
        #expect(try plan(try self.graph("pixpos")).allSatisfy { !$0.hasPrefix("chart-") })
    }

    @Test func `what templates have no word for is switched on before they need it`() throws {
        let steps = try plan(try graph("globalpay"))
        #expect(steps.filter { $0 == "shield-subscription" }.count == 1)
        let protected = try #require(steps.firstIndex { $0.contains("app-us-east-1") })
        #expect(try place(steps, "shield-subscription") < protected)
        let replicated = try #require(
            steps.firstIndex { !$0.hasPrefix("copy-") && $0.contains("ops-eu-west-1") })
        for region in ["us-east-1", "eu-west-1"] {
            #expect(try place(steps, "events-doors-\(region)") < replicated)
            #expect(try place(steps, "events-ready-\(region)") < replicated)
            #expect(try place(steps, "events-policy-\(region)") < replicated)
        }
        let made = try #require(steps.lastIndex { $0.contains("data-us-east-1") })
        #expect(try place(steps, "topic-globalpay.payment-intent") > made - 1)
        #expect(try plan(try graph("biletpro")).allSatisfy { !$0.hasPrefix("shield") })
    }

    @Test func `topics are what the server's outbox tells of`() throws {
        let events = try #require(try graph("globalpay").profile.data.events)
        let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")
        var told: Set<String> = []
        for module in ["Payments", "Fiscal", "Checks"] {
            let folder = root.appending(path: module)
            for file in try FileManager.default.contentsOfDirectory(atPath: folder.path)
            where file.hasSuffix(".swift") {
                let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
                for match in text.matches(of: /topic: "([a-z_]+)\./) { told.insert(String(match.output.1)) }
            }
        }
        #expect(Set(events.topics) == Set(told.map { "globalpay.\($0.replacing("_", with: "-"))" }))
    }

    @Test func `menus below a wildcard come in by the cluster's entrance, under its certificate`() throws {
        let graph = try graph("pixpos")
        let ingress = try #require(graph.objects.first { $0.body["kind"] == "Ingress" })
        let certificate = "\(try #require(graph["EntranceCertificate"]).properties)"
        for host in ["*.pixpos.site", "pixpos.site", "api.pixpos.cloud", "ws.pixpos.cloud"] {
            #expect("\(ingress.body["spec"] ?? "")".contains("\"\(host)\""), "\(host)")
            #expect(certificate.contains("\"\(host)\""), "\(host)")
        }
        #expect(graph[ResourceID("*.pixpos.site".recordID + "A")] != nil)
    }

    @Test func `behind Cloudflare nobody else reaches the balancer, and limits count viewers`() throws {
        let graph = try graph("biletpro") {
            $0.replacing("provider: cloudfront", with: "provider: cloudflare")
        }
        let rules = try #require(graph["EntranceGroup"]?.properties["SecurityGroupIngress"])
        guard case .list(let list) = rules else { return }
        #expect(list.count == OutsideAddresses.cloudflare.count)
        #expect(!"\(rules)".contains("0.0.0.0/0\""))
        let firewall = "\(try #require(graph["ApiFirewall"]).properties)"
        #expect(firewall.contains("CF-Connecting-IP") && !firewall.contains("text(\"IP\")"))
        #expect("\(try #require(graph["AuthBlueDefinition"]).properties)".contains("162.158.0.0/15"))
        let file = try #require(Rendering.files(graph).first { $0.path == "cloudflare/main.tf.json" })
        let records = try JSON(parsing: file.text)["resource"]?["cloudflare_dns_record"]
        for host in ["api_biletpro_com", "biletpro_com", "gise_biletpro_com", "scan_biletpro_com"] {
            #expect(records?[host]?["proxied"] == .bool(true), "\(host)")
        }
        let open = try #require(try self.graph("biletpro")["EntranceGroup"])
        #expect("\(open.properties)".contains("0.0.0.0/0\""))
    }

    @Test func `Prometheus is told where the tasks are`() throws {
        let profile = try graph("biletpro").profile
        let found = try ScrapeTargets.list(profile) { words in
            if words[1] == "list-tasks" {
                return words.contains("biletpro-sales-blue")
                    ? #"{"taskArns":["a","b"]}"# : #"{"taskArns":[]}"#
            }
            let each = ["10.2.12.7", "10.2.11.5"].map {
                #"{"attachments":[{"details":[{"name":"privateIPv4Address","value":"\#($0)"}]}]}"#
            }
            return #"{"tasks":[\#(each.joined(separator: ","))]}"#
        }
        let port = profile.services.first { $0.name == "sales" }?.port ?? 0
        #expect(
            found == [
                [
                    "targets": [.string("10.2.11.5:\(port)"), .string("10.2.12.7:\(port)")],
                    "labels": ["service": "sales", "colour": "blue"],
                ]
            ])
    }
}
