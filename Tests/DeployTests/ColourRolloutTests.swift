import Base
import Testing

@testable import Deploy

/// Roll-outs in Kubernetes and ECS against recorded answers: which calls are made, in which order.
@Suite struct ColourRolloutTests {
    private static let image = "sha256:" + String(repeating: "cd", count: 32)

    private func account(_ world: RecordedWorld) throws -> Account {
        Account(world, try RunSettings(environment: [:], endpoint: nil))
    }

    private func run(_ driver: any RolloutDriver, _ world: RecordedWorld, migrates: Bool = false) throws
        -> RolloutState
    {
        let order = RolloutOrder(
            service: "x", image: Self.image, migrates: migrates, steps: [10, 100], bake: 60, hold: 60,
            drain: 30)
        let journal = RolloutJournal(try Journal("j", in: world), service: "x")
        let rollout = Rollout(driver, world, journal: journal) { _ in }
        return try rollout.run(order)
    }

    private func profile(_ name: String, _ environment: String? = nil) throws -> (Profile, ServicePlan) {
        let profile = try Profiles.read(name, environment).profile
        let service = try #require(profile.services.first { $0.notInRelease == nil && $0.hasDoor })
        return (profile, service)
    }

    /// A world in which both colours have two good copies as soon as they are asked for.
    private func pods(_ profile: Profile, _ service: ServicePlan) -> RecordedWorld {
        let world = GoodWorld.of(profile)
        let kubectl = "kubectl -n \(profile.platform.namespace)"
        world.answer("aws cloudwatch describe-alarms", Reply(#"{"MetricAlarms":[]}"#))
        world.answer("aws ssm put-parameter", Reply("{}"))
        for verb in ["set image", "scale", "annotate", "patch", "delete job", "apply"] {
            world.answer("\(kubectl) \(verb)", Reply("done"))
        }
        let green = world.answers.first {
            $0.line.hasSuffix("deployment \(profile.workload(service, .blue))")
        }
        let name = "\(kubectl) get deployment \(profile.workload(service, .green))"
        world.answer(name, green?.answers.first ?? Reply())
        let bindings = Colour.allCases.map { colour in
            #"""
            {"spec":{"serviceRef":{"name":"\#(profile.workload(service, colour))"},
            "targetGroupARN":"arn:targetgroup/\#(colour.rawValue)/1"}}
            """#
        }.joined(separator: ",")
        world.answer("\(kubectl) get targetgroupbindings", Reply(#"{"items":[\#(bindings)]}"#))
        world.answer("\(kubectl) get events", Reply(#"{"items":[]}"#))
        world.answer("\(kubectl) get job", Reply(#"{"status":{"succeeded":1}}"#))
        world.answer(
            "aws elbv2 describe-target-health",
            Reply(
                #"""
                {"TargetHealthDescriptions":[{"TargetHealth":{"State":"healthy"}},{
                "TargetHealth":{"State":"healthy"}}]}
                """#
            ))
        world.answer(
            "aws elbv2 describe-target-groups",
            Reply(#"{"TargetGroups":[{"LoadBalancerArns":["arn:loadbalancer/app/lb/1"]}]}"#))
        return world
    }

    @Test func `In Kubernetes the weights stand in one annotation and no selector is touched`() throws {
        let (profile, service) = try profile("pixpos")
        let world = pods(profile, service)
        let state = try run(PodRollout(try account(world), profile, service), world)
        #expect(state.phase == .done, "\(state.phase)")
        let changes = world.asked.filter { line in
            ["annotate", "set image", "scale deployment", "patch"].contains { line.contains(" \($0) ") }
        }
        let green = profile.workload(service, .green)
        let blue = profile.workload(service, .blue)
        try #require(changes.count == 5, "\(changes)")
        #expect(changes[0].contains("set image deployment/\(green)") && changes[0].contains(Self.image))
        #expect(changes[1].contains("scale deployment \(green) --replicas=2"))
        #expect(changes[2].contains("annotate ingress") && changes[2].contains("\"weight\":10"))
        #expect(changes[3].contains("\"weight\":100") && changes[3].contains("\"weight\":0"))
        #expect(changes[4].contains("scale deployment \(blue) --replicas=0"))
        #expect(
            world.asked.contains {
                $0.contains("put-parameter") && $0.contains("green-weight") && $0.contains("--value 100")
            })
        // Never the cluster that kubectl was last pointed to.
        #expect(world.reached == ["--kubeconfig .hesap/deploy/kubeconfig.eu-central-1"])
    }

    private func named(_ name: String, in profile: Profile) throws -> ServicePlan {
        try #require(profile.services.first { $0.name == name })
    }

    @Test func `A service inside is tried alone, then answers from both colours, then from the new one`()
        throws
    {
        let profile = try Profiles.read("globalpay").profile
        let service = try named("payment-processor", in: profile)
        let world = pods(profile, service)
        let state = try run(PodRollout(try account(world), profile, service), world)
        #expect(state.phase == .done, "\(state.phase)")
        let trial = try #require(world.asked.firstIndex { $0.contains("exec deployment/") })
        #expect(world.asked[trial].contains("\(profile.workload(service, .green)) -c"))
        #expect(world.asked[trial].contains("hesap probe --port 3000 --path"))
        let selectors = world.asked.indices.filter { world.asked[$0].contains("patch service") }
        try #require(selectors.count == 2)
        #expect(trial < selectors[0] && world.asked[selectors[0]].contains(#""hesap/colour":null"#))
        #expect(world.asked[selectors[1]].contains(#""hesap/colour":"green""#))
        let noted = world.asked.filter { $0.contains("/payment-processor/serving") }
        #expect(noted.map { $0.hasSuffix("--value blue") || $0.contains("--value blue ") } == [true, false])
        let stop = try #require(
            world.asked.firstIndex { $0.contains("scale deployment \(profile.workload(service, .blue))") })
        #expect(selectors[1] < stop)
        #expect(!world.asked.contains { $0.contains("annotate") })
    }

    @Test func `A service inside whose new copies fail their trial is asked by nobody`() throws {
        let profile = try Profiles.read("globalpay").profile
        let service = try named("payment-processor", in: profile)
        let world = pods(profile, service)
        world.answer("kubectl -n \(profile.platform.namespace) exec", Reply(status: 1, errors: "/ready: 503"))
        let state = try run(PodRollout(try account(world), profile, service), world)
        guard case .aborted(let why) = state.phase else { return #expect(Bool(false)) }
        #expect(why.contains("503") && !world.asked.contains { $0.contains("patch service") })
        #expect(world.asked.last { $0.contains(" scale ") }?.contains("--replicas=0") == true)
    }

    @Test func `What works from queues runs in both colours until the new one has proved itself`() throws {
        let profile = try Profiles.read("globalpay").profile
        let service = try named("reconciliation-engine", in: profile)
        let world = pods(profile, service)
        let state = try run(PodRollout(try account(world), profile, service), world)
        #expect(state.phase == .done, "\(state.phase)")
        let scaled = world.asked.filter { $0.contains("scale deployment") }
        #expect(scaled.count == 2 && scaled[0].contains("-green --replicas=2"))
        #expect(scaled[1].contains("-blue --replicas=0"))
        #expect(!world.asked.contains { $0.contains("annotate") || $0.contains("patch service") })
        // The next one goes the other way.
        world.answer(
            "aws ssm get-parameter --name \(profile.weightParameter(service, .green))",
            Reply(#"{"Parameter":{"Value":"100"}}"#))
        world.answer(
            "aws ssm get-parameter --name \(profile.weightParameter(service, .blue))",
            Reply(#"{"Parameter":{"Value":"0"}}"#))
        #expect(try account(world).serving(profile, service, in: "us-east-1") == .green)
    }

    @Test func `Every service has both colours in its cluster, and what rests is put to rest`() throws {
        let profile = try Profiles.read("globalpay").profile
        let graph = Graph.build(profile)
        for region in ["us-east-1", "eu-west-1"] {
            let names = graph.objects.filter { $0.region == region }.compactMap { object -> String? in
                guard object.body["kind"] == .text("Deployment"),
                    case .text(let name)? = object.body["metadata"]?["name"]
                else { return nil }
                return name
            }
            for service in profile.services {
                for colour in Colour.allCases { #expect(names.contains(profile.workload(service, colour))) }
            }
        }
        let steps = try Plan.make(graph, .nothing, PlanSettings(image: GuideRender.image)).steps
        for service in profile.services {
            let rest = try #require(steps.first { $0.id.name == "rest-\(service.name)-us-east-1" })
            #expect(rest.words.contains(.text("deployment/\(profile.workload(service, .green))")))
        }
    }

    @Test func `The region with the traffic comes first, also after a failover`() throws {
        let profile = try Profiles.read("globalpay").profile
        let world = GoodWorld.of(profile)
        let place = try account(world)
        #expect(RegionOrder.all(profile, place) == ["us-east-1", "eu-west-1"])
        let note = "aws ssm get-parameter --name \(profile.parameter("failover/serves"))"
        world.answer(
            note, Reply(#"{"Parameter":{"Value":"2026-11-20T08:00:00.000000Z us-east-1"}}"#),
            Reply(#"{"Parameter":{"Value":"2026-11-21T08:00:00.000000Z eu-west-1"}}"#), Reply(status: 254))
        #expect(RegionOrder.all(profile, place) == ["eu-west-1", "us-east-1"])
        let (single, _) = try self.profile("pixpos")
        #expect(RegionOrder.all(single, place) == ["eu-central-1"])
    }

    @Test
    func `In ECS what rests follows neither the load nor the clock, and the next one takes the bounds over`()
        throws
    {
        let (profile, service) = try profile("payment-system", "production")
        let world = TaskWorld.of(profile, service)
        // A peak that was warmed up for.
        world.answer(
            "aws application-autoscaling describe-scalable-targets",
            Reply(#"{"ScalableTargets":[{"MinCapacity":9,"MaxCapacity":20}]}"#))
        let state = try run(TaskRollout(try account(world), profile, service), world)
        #expect(state.phase == .done, "\(state.phase)")
        let set = world.asked.filter { $0.contains("register-scalable-target") }
        try #require(set.count == 2)
        #expect(set[0].contains("-green") && set[0].contains("--min-capacity 9"))
        #expect(set[0].contains("ScheduledScalingSuspended=false"))
        #expect(set[1].contains("-blue") && set[1].contains("ScheduledScalingSuspended=true"))
        #expect(world.asked.contains { $0.contains("blue-rests") && $0.contains("--value true") })
    }

    @Test func `Both colours have the same hours, and a change of the stack keeps the copies that run`()
        throws
    {
        let profile = try Profiles.read("payment-system", "staging").profile
        let graph = Graph.build(profile)
        let blue = try #require(graph["BackendBlueScaling"]).properties
        let green = try #require(graph["BackendGreenScaling"]).properties
        #expect(blue["ScheduledActions"] == green["ScheduledActions"] && blue["ScheduledActions"] != nil)
        #expect(blue["MinCapacity"] == green["MinCapacity"])
        #expect("\(green["SuspendedState"] ?? "")".contains("backend/green-rests"))
        var observed = Observed.nothing
        let parts = StackPart.all(of: graph, direct: [])
        let part = try #require(parts.first { $0.stack.hasSuffix("app-backend") })
        let first = ReleaseSteps.copies(of: part, in: graph, observed)
        #expect(first.map(\.effect) == [.update, .create, .update, .create])
        #expect(first[2].words.suffix(1) == [.text("0")])
        for service in profile.services {
            for colour in Colour.allCases {
                observed.parameters[part.region, default: [:]][profile.copiesParameter(service, colour)] = "2"
            }
        }
        #expect(ReleaseSteps.copies(of: part, in: graph, observed).isEmpty)
        #expect(graph["BackendBlueService"]?.properties["DesiredCount"] == nil)
    }

    @Test func `In Kubernetes the migration runs with the new image before a copy starts`() throws {
        let (profile, service) = try profile("pixpos")
        let world = pods(profile, service)
        world.answer("aws ssm get-parameter", Reply(#"{"Parameter":{"Value":"v"}}"#))
        let state = try run(PodRollout(try account(world), profile, service), world, migrates: true)
        #expect(state.phase == .done, "\(state.phase)")
        let apply = try #require(world.asked.firstIndex { $0.contains(" apply ") })
        let start = try #require(world.asked.firstIndex { $0.contains("set image") })
        #expect(apply < start)
        let file = try #require(world.files.first { $0.key.hasPrefix("/tmp/") && $0.key.hasSuffix(".yaml") })
        #expect(file.value.contains("kind: Job") && !file.value.contains("{{resolve"))
    }

    @Test func `A pod that fails keeps the cluster's own words, and the old colour serves`() throws {
        let (profile, service) = try profile("pixpos")
        let world = pods(profile, service)
        let kubectl = "kubectl -n \(profile.platform.namespace)"
        let green = profile.workload(service, .green)
        world.answer(
            "\(kubectl) get deployment \(green)",
            Reply(
                #"""
                {"metadata":{"generation":2},"spec":{"replicas":2},"status":{
                "observedGeneration":2,"updatedReplicas":2,"readyReplicas":0}}
                """#
            ))
        world.answer(
            "\(kubectl) get events",
            Reply(
                #"""
                {"items":[{"involvedObject":{"name":"\#(green)-1"},"message":
                "Readiness probe failed: 503"}]}
                """#
            ))
        world.answer("\(kubectl) logs deployment/\(green)", Reply("database: no route"))
        let state = try run(PodRollout(try account(world), profile, service), world)
        guard case .aborted(let why) = state.phase else { return #expect(Bool(false)) }
        #expect(why.contains("Readiness probe failed") && state.failure?.log == "database: no route")
        #expect(!world.asked.contains { $0.contains("annotate") })
        #expect(world.asked.last { $0.contains(" scale ") }?.contains("\(green) --replicas=0") == true)
    }

    /// A world with both colours of a service of ECS at one balancer.
    @Test func `In ECS only the rule that shares the traffic is changed, once a step`() throws {
        let (profile, service) = try profile("payment-system", "production")
        let world = TaskWorld.of(profile, service)
        let state = try run(TaskRollout(try account(world), profile, service), world)
        #expect(state.phase == .done, "\(state.phase)")
        let rules = world.asked.filter { $0.contains("modify-rule") }
        #expect(rules.count == 2 && rules.allSatisfy { $0.contains("arn:door") })
        #expect(rules[0].contains("\"Weight\":10") && rules[1].contains("\"Weight\":100"))
        let defined = try #require(world.asked.first { $0.contains("register-task-definition") })
        #expect(defined.contains(Self.image) && !defined.contains("revision"))
        let updates = world.asked.filter { $0.contains("update-service") }
        #expect(
            updates.count == 2 && updates[0].contains("arn:new:4") && updates[0].contains("--desired-count 2")
        )
        #expect(
            updates[1].contains(profile.workload(service, .blue)) && updates[1].contains("--desired-count 0"))
    }

    @Test func `An alarm while traffic moves gives it back by one call`() throws {
        let (profile, service) = try profile("payment-system", "production")
        let world = TaskWorld.of(profile, service)
        world.answer(
            "aws cloudwatch describe-alarms", Reply(#"{"MetricAlarms":[]}"#),
            Reply(#"{"MetricAlarms":[{"AlarmName":"payment-5xx"}]}"#))
        let state = try run(TaskRollout(try account(world), profile, service), world)
        guard case .aborted(let why) = state.phase else { return #expect(Bool(false)) }
        #expect(why.contains("payment-5xx"))
        let rules = world.asked.filter { $0.contains("modify-rule") }
        #expect(rules.count == 2 && rules[1].contains("\"Weight\":0"))
    }

    @Test func `An image that is missing, unscanned or bad is refused before anything is touched`() throws {
        let (profile, service) = try profile("payment-system", "production")
        for (answer, said) in [
            (Reply(status: 254, "", errors: "ImageNotFoundException"), "no image"),
            (Reply(#"{"imageDetails":[{"imageScanStatus":{"status":"IN_PROGRESS"}}]}"#), "not complete"),
            (
                Reply(
                    #"""
                    {"imageDetails":[{"imageScanStatus":{"status":"COMPLETE"},
                    "imageScanFindingsSummary":{"findingSeverityCounts":{"CRITICAL":2}}}]}
                    """#
                ), "2 CRITICAL"
            ),
        ] {
            let world = TaskWorld.of(profile, service)
            world.answer("aws ecr describe-images", answer)
            let state = try run(TaskRollout(try account(world), profile, service), world)
            guard case .aborted(let why) = state.phase else { return #expect(Bool(false)) }
            #expect(why.contains(said))
            #expect(!world.asked.contains { $0.contains("update-service") || $0.contains("modify-rule") })
        }
    }

    @Test func `Every call carries its region, and the emulator's address where one is set`() throws {
        let (profile, service) = try profile("payment-system", "production")
        let world = TaskWorld.of(profile, service)
        let settings = try RunSettings(
            environment: ["HESAP_DEPLOY_TEST": "1"], endpoint: "http://127.0.0.1:9")
        _ = try run(TaskRollout(Account(world, settings), profile, service), world)
        let calls = world.asked.filter { $0.hasPrefix("aws ") }
        #expect(!calls.isEmpty && calls.allSatisfy { $0.contains("--endpoint-url http://127.0.0.1:9") })
        #expect(calls.allSatisfy { $0.contains("--region us-east-1") })
    }
}
