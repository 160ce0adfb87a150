import Base
import Testing

@testable import Deploy

@Suite struct PlanTests {
    private func graph(_ name: String, _ environment: String) throws -> Graph {
        Graph.build(try Profiles.read(name, environment).profile)
    }

    /// What would stand after a plan from nothing was carried out.
    private func stands(_ graph: Graph, _ plan: Plan) throws -> Observed {
        var observed = Observed.nothing
        observed.isRead = true
        observed.hasStateBucket = true
        for part in StackPart.all(of: graph, direct: [])
        where !part.resources.isEmpty && part.secretsOfPeople(in: graph).isEmpty {
            let file = try #require(plan.files.first { $0.path == part.file })
            observed.stacks.append(
                ObservedStack(
                    name: part.stack, region: part.region, status: "CREATE_COMPLETE",
                    template: try JSON(parsing: file.text).sorted, isProtected: true, isOurs: true))
            for told in part.published {
                observed.parameters[part.region, default: [:]][
                    ParameterName.of(told.id, told.attribute, in: graph)] = "x"
            }
        }
        for step in plan.steps {
            guard step.words.starts(with: ["ssm", "put-parameter"]), let region = step.region,
                let json = try? JSON(parsing: step.words.last?.shown ?? ""), let name = json["Name"]?.text
            else { continue }
            let value = json["Value"]?.text ?? ""
            observed.parameters[region, default: [:]][name] = value.hasPrefix("«") ? "x" : value
        }
        for lookup in graph.lookups { observed.lookups[lookup.region, default: [:]][lookup.id.name] = "x" }
        return observed
    }

    @Test(arguments: Profiles.all) func `what a plan made needs no second plan`(
        name: String, environment: String
    ) throws {
        let graph = try graph(name, environment)
        let settings = PlanSettings(image: "sha256:" + String(repeating: "a", count: 64))
        let first = try Plan.make(graph, .nothing, settings)
        #expect(first.steps.count > 30 && first.leftOut.isEmpty && first.missing.isEmpty)
        #expect(Set(first.steps.map(\.id)).count == first.steps.count)
        let second = try Plan.make(graph, try stands(graph, first), settings)
        #expect(second.steps.map(\.id.name) == [])
    }

    @Test(arguments: Profiles.all) func `the same profile makes the same plan`(
        name: String, environment: String
    ) throws {
        let one = try Plan.make(try graph(name, environment), .nothing, PlanSettings())
        let other = try Plan.make(try graph(name, environment), .nothing, PlanSettings())
        #expect(one.digest == other.digest)
    }

    @Test func `a longer backup changes the stack of data alone`() throws {
        var graph = try graph("mega-pos", "mvp")
        let settings = PlanSettings(image: "sha256:a")
        let observed = try stands(graph, try Plan.make(graph, .nothing, settings))
        var profile = graph.profile
        profile.data.database?.backupDays = 9
        graph = Graph.build(profile)
        let plan = try Plan.make(graph, observed, settings)
        let changed = plan.steps.filter { $0.effect == .update }
        #expect(changed.map(\.title) == ["Change the stack mega-pos-mvp-data"])
        #expect(changed.flatMap(\.details) == ["~ AWS::RDS::DBInstance Database"])
    }

    @Test(arguments: Profiles.all) func `every step stands after what it reads`(
        name: String, environment: String
    ) throws {
        let graph = try graph(name, environment)
        let plan = try Plan.make(graph, .nothing, PlanSettings())
        var known: Set<StepID> = []
        for step in plan.steps {
            for case .output(let id) in step.words { #expect(known.contains(id)) }
            known.insert(step.id)
        }
    }

    @Test(arguments: Profiles.all) func `no template reads more than sixty values of others`(
        name: String, environment: String
    ) throws {
        let plan = try Plan.make(try graph(name, environment), .nothing, PlanSettings())
        for file in plan.files where file.path.hasPrefix("cloudformation/") {
            #expect(file.text.split(separator: "{{resolve:").count - 1 <= 60, "\(file.path)")
        }
    }

    @Test(arguments: Profiles.all) func `commands of their own answer all that others ask of a resource`(
        name: String, environment: String
    ) throws {
        let graph = try graph(name, environment)
        for asked in graph.resources.flatMap(\.properties.named) {
            // Alarms are asked for nothing, and a scaling target is named by its policy alone.
            guard let type = graph[asked.id]?.type, let direct = DirectTypes.of[type], direct.find != nil
            else { continue }
            #expect(direct.answers[asked.attribute ?? "ref"] != nil, "\(type) \(asked.attribute ?? "ref")")
        }
    }

    @Test func `a stack of somebody else is refused`() throws {
        let graph = try graph("mega-pos", "mvp")
        let settings = PlanSettings(image: "sha256:a")
        var observed = try stands(graph, try Plan.make(graph, .nothing, settings))
        observed.stacks[0].isOurs = false
        let fault = #expect(throws: RunFault.self) { try Plan.make(graph, observed, settings) }
        #expect(fault?.status == 3)
    }

    @Test(arguments: ["UPDATE_IN_PROGRESS", "UPDATE_ROLLBACK_FAILED", "DELETE_FAILED"])
    func `a stack that is being changed or is stuck is named`(status: String) throws {
        let graph = try graph("mega-pos", "mvp")
        let settings = PlanSettings(image: "sha256:a")
        var observed = try stands(graph, try Plan.make(graph, .nothing, settings))
        observed.stacks[0].status = status
        let fault = #expect(throws: RunFault.self) { try Plan.make(graph, observed, settings) }
        #expect(fault?.message.contains(status) == true)
    }

    @Test func `what was observed is the same after it was written down`() throws {
        let graph = try graph("globalpay", "prod")
        var observed = try stands(graph, try Plan.make(graph, .nothing, PlanSettings()))
        observed.unknownTypes["us-east-1"] = ["AWS::EC2::EIP"]
        let read = try #require(Observed(try JSON(parsing: observed.written.written)))
        #expect(read.written == observed.written)
    }

    @Test func `without an image a plan says what is missing`() throws {
        let plan = try Plan.make(try graph("biletpro", "prod"), .nothing, PlanSettings())
        #expect(plan.missing.count == 1)
    }

    @Test func `a destruction touches nothing that is not ours and is empty afterwards`() throws {
        let graph = try graph("pixpos", "prod")
        let settings = PlanSettings(image: "sha256:a")
        var observed = try stands(graph, try Plan.make(graph, .nothing, settings))
        observed.stacks[0].isOurs = false
        let name = observed.stacks[0].name
        let plan = Plan.destroy(graph, observed, settings, withData: true)
        #expect(!plan.steps.contains { $0.words.contains(.text(name)) })
        #expect(plan.notes.contains { $0.contains(name) })
        var nothing = Observed.nothing
        nothing.isRead = true
        #expect(Plan.destroy(graph, nothing, settings, withData: true).isEmpty)
    }
}
