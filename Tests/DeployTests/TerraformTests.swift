@testable import Deploy
import Base
import Testing

/// Terraform's JSON is of the same graph: nothing of it is left out without a reason.
@Suite struct TerraformTests {
    static func main(_ name: String, _ environment: String) throws -> (graph: Graph, json: JSON, text: String)
    {
        let graph = Graph.build(try Profiles.read(name, environment).profile)
        let file = try #require(TerraformRender.files(graph).first { $0.path == "terraform/main.tf.json" })
        return (graph, try JSON(parsing: file.text), file.text)
    }

    @Test(arguments: Profiles.all) func `every resource is in it under its own name`(
        name: String, environment: String
    ) throws {
        let (graph, json, _) = try Self.main(name, environment)
        for resource in graph.resources where TerraformTypes.reasons[resource.type] == nil {
            let row = try #require(TerraformTypes.rows[resource.type], "\(resource.type) has no translation")
            #expect(json["resource"]?[row.type]?[resource.id.name] != nil, "\(resource.id.name)")
        }
    }

    @Test(arguments: Profiles.all) func `every reference in it is to something in it`(
        name: String, environment: String
    ) throws {
        let (_, json, text) = try Self.main(name, environment)
        for match in text.matches(of: /(data\.|ephemeral\.)?(aws_[a-z0-9_]+)\.([A-Za-z0-9_]+)[.\[]/) {
            let kind = match.output.1.map { String($0.dropLast()) } ?? "resource"
            let (type, id) = (String(match.output.2), String(match.output.3))
            #expect(json[kind]?[type]?[id] != nil, "\(kind) \(type).\(id)")
        }
    }

    @Test func `names are turned as Terraform writes them`() {
        #expect(TerraformWords.snake("DBSubnetGroupName") == "db_subnet_group_name")
        #expect(TerraformWords.snake("EnableECSManagedTags") == "enable_ecs_managed_tags")
        #expect(TerraformWords.snake("OKActions") == "ok_actions")
        #expect(TerraformWords.snake("VpcId") == "vpc_id")
        #expect(TerraformWords.camel("ReadonlyRootFilesystem") == "readonlyRootFilesystem")
        #expect(TerraformWords.escaped("client/${iot:Name}") == "client/$${iot:Name}")
    }

    @Test func `Kafka takes the certificates of its own region's authorities, and no others`() throws {
        var profile = try Profiles.read("globalpay", "prod").profile
        profile.data.events?.auth = ["scram", "tls"]
        let authorities = ["us-east-1", "eu-west-1"].map {
            "arn:aws:acm-pca:\($0):111122223333:certificate-authority/a"
        }
        profile.data.events?.authorities = authorities
        let graph = Graph.build(profile)
        let clusters = graph.resources.filter { $0.type == "AWS::MSK::Cluster" }
        let file = try #require(TerraformRender.files(graph).first { $0.path == "terraform/main.tf.json" })
        let written = try JSON(parsing: file.text)["resource"]?["aws_msk_cluster"]
        #expect(clusters.map(\.region) == ["us-east-1", "eu-west-1"])
        for (cluster, authority) in zip(clusters, authorities) {
            let tls: Value = ["Enabled": true, "CertificateAuthorityArnList": [.text(authority)]]
            #expect(cluster.properties.at("ClientAuthentication", "Tls") == tls)
            let way = written?[cluster.id.name]?["client_authentication"]
            #expect(way?["tls"]?["certificate_authority_arns"] == .array([.string(authority)]))
            #expect(way?["sasl"]?["scram"]?.isTrue == true)
        }
        let doors = graph.resources.filter { $0.id.name.hasPrefix("EventsGroup") }
        #expect(doors.count == 2 && doors.allSatisfy { "\($0.properties)".contains("9094") })
        let without = Graph.build(try Profiles.read("globalpay", "prod").profile)
        #expect(!without.resources.contains { "\($0.properties)".contains("9094") })
    }

    @Test func `the state is locked and encrypted, one workspace an environment`() throws {
        let graph = Graph.build(try Profiles.read("payment-system", "staging").profile)
        let files = TerraformRender.files(graph)
        let versions = try #require(files.first { $0.path.hasSuffix("versions.tf.json") }).text
        #expect(versions.contains("\"encrypt\": true") && versions.contains("\"use_lockfile\": true"))
        #expect(versions.contains("\"workspace_key_prefix\": \"payment-system\""))
        let providers = try #require(files.first { $0.path.hasSuffix("providers.tf.json") }).text
        #expect(providers.contains("terraform.workspace == \\\"staging\\\""))
    }

    @Test func `roll-outs and autoscaling keep what they moved`() throws {
        let (_, json, _) = try Self.main("biletpro", "prod")
        guard case .object(let services)? = json["resource"]?["aws_ecs_service"] else {
            Issue.record("no service")
            return
        }
        for (name, service) in services {
            #expect(service["lifecycle"]?["ignore_changes"]?.array?.count == 2, "\(name)")
        }
    }
}
