import Base
import Testing

@testable import Deploy

/// Versions that come from a repository's workflow: who it is in the account, and what it may do there.
@Suite struct DeliveryTests {
    private static let systems = [
        ("biletpro", "prod"), ("payment-system", "production"), ("payment-system", "staging"),
    ]

    private func graph(_ name: String, _ environment: String) throws -> Graph {
        Graph.build(try Profiles.read(name, environment).profile)
    }

    @Test(arguments: systems) func `The workflow signs in under the name that the role trusts`(
        _ name: String, _ environment: String
    ) throws {
        let graph = try graph(name, environment)
        let text = try #require(WorkflowRender.files(graph).first).text
        let role = try #require(graph["DeliveryRole"])
        // A job with an environment would be repo:…:environment:NAME.
        #expect(!text.contains("environment:"))
        #expect("\(role.properties)".contains(":ref:refs/heads/main"))
        #expect(text.contains("id-token: write") && text.contains("branches:\n      - main"))
    }

    @Test(arguments: systems) func `The screens that buckets serve are delivered with their server`(
        _ name: String, _ environment: String
    ) throws {
        let graph = try graph(name, environment)
        let text = try #require(WorkflowRender.files(graph).first).text
        #expect(text.contains("--image image --no-screens"))
        #expect(text.contains("--web screens'\n") == (name == "biletpro"))
    }

    @Test(arguments: systems) func `The role may do whatever the workflow's commands ask for`(
        _ name: String, _ environment: String
    ) throws {
        let graph = try graph(name, environment)
        let profile = graph.profile
        let role = try #require(graph["DeliveryRole"])
        let statements = try #require(
            role.properties["Policies"]?.items.first?["PolicyDocument"]?["Statement"])
        let allowed = Set(statements.items.flatMap { $0["Action"]?.items ?? [] }.compactMap(\.string))
        let service = try #require(profile.services.first { $0.notInRelease == nil && $0.hasDoor })
        let world = TaskWorld.of(profile, service)
        world.answer("aws ecs run-task", Reply(#"{"tasks":[{"taskArn":"arn:task"}]}"#))
        world.answer(
            "aws ecs describe-tasks",
            Reply(#"{"tasks":[{"lastStatus":"STOPPED","containers":[{"exitCode":0}]}]}"#))
        let account = Account(world, try RunSettings(environment: [:], endpoint: nil))
        let order = RolloutOrder(
            service: "x", image: "sha256:" + String(repeating: "cd", count: 32), migrates: true,
            steps: [10, 100], bake: 60, hold: 60, drain: 30)
        let journal = RolloutJournal(try Journal("j", in: world), service: "x")
        let state = try Rollout(TaskRollout(account, profile, service), world, journal: journal) { _ in }
            .run(order)
        #expect(state.phase == .done, "\(state.phase)")
        _ = Verify.run(profile, account)
        var asked = world.asked.filter { $0.hasPrefix("aws ") }.map {
            $0.split(separator: " ").dropFirst().map(String.init)
        }
        #expect(asked.contains { $0[1] == "modify-rule" } && asked.contains { $0[1] == "get-trail-status" })
        // A roll-out that goes wrong asks for more.
        asked += [["logs", "filter-log-events"], ["ecs", "list-tasks"], ["logs", "get-log-events"]]
        // The lock, and the steps of publish.
        asked += [["s3api", "put-object"], ["s3api", "get-object"], ["s3api", "delete-object"]]
        asked += Plan.publish(graph, local: "hesap@sha256:00").steps.filter { $0.program == "aws" }
            .map { $0.words.map(\.shown) }
        let lacking = Set(asked.flatMap(PolicyCalls.actions(of:))).subtracting(allowed)
        #expect(lacking.isEmpty, "\(lacking.sorted())")
        #expect(!allowed.contains("secretsmanager:GetSecretValue"))
    }
}
