import Base
@testable import Deploy
import Foundation
import Testing

@Suite struct GraphTests {
    private func graph(_ name: String, _ environment: String) throws -> Graph {
        Graph.build(try Profiles.read(name, environment).profile)
    }

    @Test(arguments: Profiles.all)
    func `everything that a resource needs is in the graph and stands before it`(
        name: String, environment: String
    ) throws {
        let graph = try graph(name, environment)
        var before: [ResourceID: Resource] = [:]
        for resource in graph.resources {
            for id in resource.properties.references + resource.needs {
                let needed = try #require(before[id], "\(resource.id.name) needs \(id.name)")
                #expect(needed.layer <= resource.layer)
            }
            #expect(
                before.updateValue(resource, forKey: resource.id) == nil, "\(resource.id.name) is there twice"
            )
        }
        #expect(graph.resources.count > 50)
    }

    @Test(arguments: Profiles.all)
    func `everything that is looked up by a resource is looked up in its region`(
        name: String, environment: String
    ) throws {
        let graph = try graph(name, environment)
        let known = Set(graph.lookups.map { "\($0.id.name) \($0.region)" })
        #expect(known.count == graph.lookups.count)
        for resource in graph.resources {
            for id in resource.properties.lookups {
                #expect(known.contains("\(id.name) \(resource.region)"), "\(resource.id.name): \(id.name)")
            }
        }
        for object in graph.objects {
            for id in object.body.lookups {
                #expect(known.contains("\(id.name) \(object.region)"), "\(object.file)")
            }
            for id in object.body.references { #expect(graph[id] != nil, "\(object.file): \(id.name)") }
        }
    }

    @Test(arguments: Profiles.all) func `stacks can be made one after another`(
        name: String, environment: String
    )
        throws
    {
        let graph = try graph(name, environment)
        var made: Set<ResourceID> = []
        for part in StackPart.all(of: graph, direct: []) {
            let own = Set(part.resources)
            for resource in part.resources.compactMap({ graph[$0] }) {
                let missing = (resource.properties.references + resource.needs).filter {
                    !made.contains($0) && !own.contains($0)
                }
                #expect(missing.isEmpty, "\(part.stack) in \(part.region): \(resource.id.name) \(missing)")
            }
            made.formUnion(own)
        }
        #expect(made.count == graph.resources.count)
    }

    @Test(arguments: Profiles.all) func `names in an account and region are given once`(
        name: String, environment: String
    ) throws {
        let naming = [
            "RoleName", "DBInstanceIdentifier", "BucketName", "LogGroupName", "GroupName", "AlarmName",
            "TopicName",
            "RepositoryName", "QueueName", "ServiceName", "ClusterName", "DBSubnetGroupName", "Name",
        ]
        var seen: Set<String> = []
        for resource in try graph(name, environment).resources {
            guard
                ![
                    "AWS::Route53::RecordSet", "AWS::EKS::Addon", "AWS::EKS::PodIdentityAssociation",
                    "AWS::EKS::Nodegroup",
                ]
                .contains(resource.type)
            else { continue }
            for key in naming {
                guard case .text(let text)? = resource.properties[key] else { continue }
                let global = ["RoleName", "BucketName"].contains(key)
                let place = "\(resource.type) \(key) \(text) \(global ? "" : resource.region)"
                #expect(seen.insert(place).inserted, "\(place) of \(resource.id.name)")
            }
        }
    }

    @Test(arguments: Profiles.all) func `what can bear tags says whose it is`(
        name: String, environment: String
    ) throws {
        let system = Value.text(name)
        for resource in try graph(name, environment).resources {
            guard let shape = TagShape.of(resource.type) else { continue }
            switch shape {
            case .list(let key):
                guard case .list(let tags)? = resource.properties[key] else {
                    Issue.record("\(resource.id.name) has no tags")
                    continue
                }
                #expect(
                    tags.contains { $0["Key"] == "hesap:system" && $0["Value"] == system },
                    "\(resource.id.name)")
                #expect(tags.contains { $0["Key"] == "hesap:environment" }, "\(resource.id.name)")
                let keys = tags.compactMap { tag -> String? in
                    guard case .text(let key)? = tag["Key"] else { return nil }
                    return key
                }
                #expect(Set(keys).count == keys.count, "\(resource.id.name) has a tag twice")
            case .map(let key):
                #expect(resource.properties[key]?["hesap:system"] == system, "\(resource.id.name)")
            }
        }
    }

    /// The limits of CloudFormation, and that only resolved values stand in a template.
    @Test(arguments: Profiles.all) func `templates keep to the limits of the service`(
        name: String, environment: String
    ) throws {
        for file in CloudFormationRender.files(try graph(name, environment)) {
            let references = file.text.ranges(of: "{{resolve:").count
            #expect(references <= 60, "\(file.path) has \(references) references to parameters")
            #expect(file.text.utf8.count < 1_000_000)
            let template = try #require(try? JSON(parsing: file.text))
            guard case .object(let members) = template else { continue }
            #expect(members.map(\.0) == ["AWSTemplateFormatVersion", "Description", "Resources"])
            guard case .object(let resources)? = template["Resources"] else { continue }
            #expect(resources.count < 500)
            for forbidden in [
                "Fn::If", "Fn::ImportValue", "Fn::Sub", "AWS::CloudFormation::Stack", "missing:",
            ] {
                #expect(!file.text.contains(forbidden), "\(file.path) has \(forbidden)")
            }
        }
    }

    @Test(arguments: Profiles.all) func `the same profile gives the same files`(
        name: String, environment: String
    )
        throws
    {
        let (one, other) = (try graph(name, environment), try graph(name, environment))
        #expect(one == other)
        #expect(Rendering.files(one) == Rendering.files(other))
        #expect(Set(Rendering.files(one).map(\.path)).count == Rendering.files(one).count)
    }

    @Test(arguments: Profiles.all) func `no secret's value stands anywhere`(name: String, environment: String)
        throws
    {
        let graph = try graph(name, environment)
        for resource in graph.resources {
            #expect(resource.properties["SecretString"] == nil, "\(resource.id.name)")
            for key in ["MasterUserPassword", "AuthToken"] {
                guard case .text(let text)? = resource.properties[key] else { continue }
                #expect(text.hasPrefix("{{resolve:secretsmanager:"), "\(resource.id.name)")
            }
        }
    }

    @Test func `a changed line changes only what hangs on it`() throws {
        let text = try Profiles.text("pixpos")
        let more = text.replacing("storage: 100,", with: "storage: 200,")
        #expect(text != more)
        func files(_ text: String) throws -> [String: String] {
            let profile = try Profile.read(text, file: "x.yaml", environment: "prod", today: "2026-11-21")
                .profile
            return Dictionary(
                uniqueKeysWithValues: CloudFormationRender.files(Graph.build(profile)).map {
                    ($0.path, $0.text)
                })
        }
        let (one, other) = (try files(text), try files(more))
        let changed = one.keys.filter { !$0.hasPrefix("terraform/") && one[$0] != other[$0] }
        #expect(changed == ["cloudformation/data.eu-central-1.json"])
        let before = (one[changed[0]] ?? "").split(separator: "\n")
        let after = (other[changed[0]] ?? "").split(separator: "\n")
        let lines = zip(before, after).filter { $0 != $1 }.map { $1.trimmingCharacters(in: .whitespaces) }
        #expect(before.count == after.count)
        #expect(lines.contains(#""AllocatedStorage": "200","#) && lines.count <= 2)
    }

    @Test(arguments: [("globalpay", "prod", "ap-southeast-2"), ("payment-system", "production", "us-west-2")])
    func `a region that waits can be made ready before it takes over`(
        name: String, environment: String, region: String
    ) throws {
        let profile = try Profiles.read(name, environment).profile
        let (before, after) = (Graph.build(profile), Graph.build(profile.standingReady(in: region)))
        func types(_ graph: Graph) -> Set<String> {
            Set(graph.resources.filter { $0.region == region }.map(\.type))
        }
        let platform = profile.shape == .eks ? "AWS::EKS::Cluster" : "AWS::ECS::Service"
        #expect(!types(before).contains(platform) && types(after).contains(platform))
        #expect(
            !types(before).contains("AWS::EC2::NatGateway") && types(after).contains("AWS::EC2::NatGateway"))
        #expect(
            types(before).isSuperset(of: ["AWS::EC2::VPC", "AWS::KMS::ReplicaKey", "AWS::ECR::Repository"]))
        // What stands there already stays as it is.
        for resource in before.resources where resource.region == region {
            let same = try #require(after[resource.id], "\(resource.id.name) would go")
            guard resource.type != "AWS::RDS::DBInstance" else { continue }
            #expect(same.layer == resource.layer && same.type == resource.type)
        }
        let known = Set(after.resources.map(\.id))
        for resource in after.resources {
            for id in resource.properties.references + resource.needs {
                #expect(known.contains(id), "\(id.name)")
            }
        }
        let looked = Set(after.lookups.map { "\($0.id.name) \($0.region)" })
        for resource in after.resources {
            for id in resource.properties.lookups {
                #expect(looked.contains("\(id.name) \(resource.region)"))
            }
        }
    }

    @Test(arguments: Profiles.all) func `every alarm looks at something and knows what silence means`(
        name: String, environment: String
    ) throws {
        let alarms = try graph(name, environment).resources.filter { $0.type == "AWS::CloudWatch::Alarm" }
        #expect(!alarms.isEmpty)
        for alarm in alarms {
            #expect(alarm.properties["TreatMissingData"] != nil)
            guard case .list(let actions)? = alarm.properties["AlarmActions"] else { continue }
            #expect(!actions.isEmpty)
            guard alarm.properties["Metrics"] == nil else { continue }
            guard case .list(let dimensions)? = alarm.properties["Dimensions"] else {
                Issue.record("\(alarm.id.name) has no dimensions")
                continue
            }
            #expect(!dimensions.isEmpty)
        }
    }

    @Test func `behind somebody else's content network the server answers for the screens`() throws {
        let text = try Profiles.text("biletpro").replacing(
            "provider: cloudfront", with: "provider: cloudflare")
        let profile = try Profile.read(text, file: "x.yaml", environment: "prod", today: "2026-11-21").profile
        let graph = Graph.build(profile)
        let types = Set(graph.resources.map(\.type))
        #expect(types.filter { $0.hasPrefix("AWS::CloudFront::") }.isEmpty)
        let certificate = try #require(graph["EntranceCertificate"])
        guard case .list(let names)? = certificate.properties["SubjectAlternativeNames"] else {
            Issue.record("one name only")
            return
        }
        let conditions = try #require(graph["Screens1"]?.properties["Conditions"])
        for web in profile.web {
            #expect(
                names.contains(.text(web.host)) || certificate.properties["DomainName"] == .text(web.host))
            #expect("\(conditions)".contains(web.host))
            #expect(graph[ResourceID(web.host.recordID + "A")] != nil)
        }
    }

    @Test func `JSON inside a text keeps what is only known later`() {
        let value = Value.jsonText(["a": ["b": .join(["x\"", .reference("R")])], "n": .thousandths(1500)])
        #expect(
            value == .join([#"{"a":{"b":"x\""#, .reference("R"), #"" },"n":1.5 }"#]))
        #expect(Value.decimal(100) == "0.1" && Value.decimal(80000) == "80" && Value.decimal(-250) == "-0.25")
    }
}
