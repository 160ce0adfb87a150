import Base
@testable import Deploy
import Testing

/// The deployer's rights are those that the plan's commands use, and no more than IAM takes.
@Suite struct PolicyTests {
    static func made(_ name: String, _ environment: String) throws -> (graph: Graph, plan: Plan) {
        let graph = Graph.build(try Profiles.read(name, environment).profile)
        return (graph, try Plan.make(graph, .nothing, PlanSettings()))
    }

    @Test(arguments: Profiles.all) func `the calls of every type and every step are known`(
        name: String, environment: String
    ) throws {
        let (graph, plan) = try Self.made(name, environment)
        #expect(DeployerPolicy.unknown(graph) == [])
        let allowed = Set(DeployerPolicy.actions(graph, plan))
        for step in plan.steps where step.program == "aws" {
            for action in PolicyCalls.actions(of: step.words.map(\.shown)) {
                #expect(allowed.contains(action), "\(step.id.name): \(action)")
            }
        }
        #expect(!allowed.contains { $0.contains("*") })
    }

    @Test(arguments: Profiles.all) func `each policy is small enough, and writing names its things`(
        name: String, environment: String
    ) throws {
        let (graph, plan) = try Self.made(name, environment)
        var actions: Set<String> = []
        for document in DeployerPolicy.documents(graph, plan) {
            let statements = try #require(document["Statement"]?.array)
            #expect(DeployerPolicy.size(of: statements) <= DeployerPolicy.sizeMax)
            for statement in statements {
                let own = (statement["Action"]?.array ?? []).compactMap(\.text)
                actions.formUnion(own)
                let resources = (statement["Resource"]?.array ?? []).compactMap(\.text)
                #expect(!resources.isEmpty)
                // Whatever may be done to everything is bound to the system's regions.
                if resources == ["*"] { #expect(statement["Condition"] != nil, "\(own)") }
                if own.contains("iam:CreateRole") || own.contains("secretsmanager:GetSecretValue") {
                    #expect(resources != ["*"])
                }
            }
        }
        #expect(actions == Set(DeployerPolicy.actions(graph, plan)))
    }

    @Test func `commands are called as policies call them`() {
        #expect(PolicyCalls.actions(of: ["rds", "describe-db-instances"]) == ["rds:DescribeDBInstances"])
        #expect(
            PolicyCalls.actions(of: ["s3api", "put-bucket-encryption"]) == ["s3:PutEncryptionConfiguration"])
        #expect(
            PolicyCalls.actions(of: ["elbv2", "modify-rule"]) == ["elasticloadbalancing:ModifyRule"])
        #expect(
            PolicyCalls.actions(of: ["cloudformation", "wait", "stack-create-complete"])
                == ["cloudformation:DescribeStacks"])
        #expect(PolicyCalls.actions(of: ["sts", "get-caller-identity"]) == [])
    }
}
