public import Base

/// The least that whoever deploys a system must be allowed: what the plan's commands call, and what
/// CloudFormation calls for them, on this system's own things where a service can tell them apart.
public enum DeployerPolicy {
    /// What a managed policy may hold, in characters without spaces.
    static let sizeMax = 6_144

    /// The policies of a graph and the plan to apply it, as IAM documents, each below the size that IAM
    /// takes.
    public static func documents(_ graph: Graph, _ plan: Plan) -> [JSON] {
        var documents: [[JSON]] = [[]]
        for statement in statements(graph, plan) {
            let last = documents[documents.count - 1] + [statement]
            if size(of: last) > sizeMax {
                documents.append([statement])
            } else {
                documents[documents.count - 1] = last
            }
        }
        return documents.map(document)
    }

    /// A document of statements.
    private static func document(_ statements: [JSON]) -> JSON {
        ["Version": "2012-10-17", "Statement": .array(statements)]
    }

    static func size(of statements: [JSON]) -> Int {
        var writer = JSONWriter()
        writer.write(document(statements))
        return writer.finish().count
    }

    /// Every action that is called, sorted.
    public static func actions(_ graph: Graph, _ plan: Plan) -> [String] {
        var all: Set<String> = ["iam:PassRole"]
        for resource in graph.resources { all.formUnion(PolicyTypes.actions(of: resource.type) ?? []) }
        all.formUnion(PolicyTypes.actions(of: "AWS::SSM::Parameter") ?? [])
        for lookup in graph.lookups { all.formUnion(PolicyCalls.actions(of: lookup.words)) }
        for step in plan.steps where step.program == "aws" {
            for words in [step.words, step.done?.words ?? [], step.why ?? [], step.input ?? []] {
                all.formUnion(PolicyCalls.actions(of: words.map(\.shown)))
            }
        }
        return all.union(around).union(screens(graph)).sorted()
    }

    /// What an apply calls that is given a build of the screens.
    private static func screens(_ graph: Graph) -> Set<String> {
        let served = graph.profile.screens.filter { !$0.released.isEmpty }
        let steps = served.flatMap { web in
            ScreenSteps(graph: graph, web: web, folder: "", version: "", serving: nil).all
        }
        let looks = [["ssm", "get-parameter"], ["s3api", "head-bucket"], ["s3api", "list-objects-v2"]]
        let words = steps.map { $0.words.map(\.shown) } + (served.isEmpty ? [] : looks)
        return Set(words.flatMap(PolicyCalls.actions))
    }

    /// What an apply does around its plan, and a destruction, which is its other half: it looks at what
    /// stands, holds the lock in the state's bucket, lets stacks go, empties buckets, forgets parameters and
    /// looks for what still bears the system's tags; and a look for what somebody changed by hand.
    private static let around: Set<String> = [
        "cloudformation:DeleteStack", "cloudformation:GetTemplate", "cloudformation:DescribeStackEvents",
        "cloudformation:ListStackResources", "cloudformation:ListStacks", "cloudformation:ValidateTemplate",
        "cloudformation:DeleteChangeSet", "cloudformation:DetectStackDrift",
        "cloudformation:DescribeStackDriftDetectionStatus", "cloudformation:DescribeStackResourceDrifts",
        "ssm:GetParametersByPath", "ssm:DeleteParameters", "s3:GetObject", "s3:PutObject", "s3:DeleteObject",
        "s3:DeleteObjectVersion", "s3:ListBucketVersions", "s3:DeleteBucket", "tag:GetResources",
    ]

    /// Types whose calls are not known; a test holds them to none.
    public static func unknown(_ graph: Graph) -> [String] {
        Set(graph.resources.map(\.type)).filter { PolicyTypes.actions(of: $0) == nil }.sorted()
    }

    private static func statements(_ graph: Graph, _ plan: Plan) -> [JSON] {
        let actions = actions(graph, plan).filter { $0 != "iam:PassRole" }
        let reads = actions.filter(isRead)
        var services: [String] = []
        for action in actions where !isRead(action) && !services.contains(service(of: action)) {
            services.append(service(of: action))
        }
        let scope = PolicyScope(graph)
        var statements = split(reads, 150).enumerated().map { place, part -> JSON in
            statement("Look\(place + 1)", part, ["*"], scope.regional)
        }
        statements.append(scope.passing)
        for service in services {
            let writes = actions.filter { !isRead($0) && self.service(of: $0) == service }
            let own = scope.resources(of: service)
            statements.append(
                statement(title(service), writes, own ?? ["*"], scope.condition(isScoped: own != nil)))
        }
        return statements
    }

    private static func split(_ actions: [String], _ most: Int) -> [[String]] {
        stride(from: 0, to: actions.count, by: most).map {
            Array(actions[$0..<Swift.min($0 + most, actions.count)])
        }
    }

    private static func isRead(_ action: String) -> Bool {
        let verb = action.split(separator: ":").last.map(String.init) ?? ""
        // The values of secrets and objects are no mere look: they are allowed on our own things alone.
        let values = [
            "secretsmanager:GetSecretValue", "s3:GetObject", "ssm:GetParameter", "ssm:GetParameters",
            "ssm:GetParametersByPath",
        ]
        // Nothing stands for a template that is judged.
        return ["Describe", "List", "Get", "View", "Validate"].contains { verb.hasPrefix($0) }
            && !values.contains(action)
    }

    private static func service(of action: String) -> String { String(action.prefix { $0 != ":" }) }

    private static func title(_ service: String) -> String {
        service.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    private static func statement(
        _ sid: String, _ actions: [String], _ resources: [String], _ condition: JSON?
    ) -> JSON {
        var members: [(String, JSON)] = [
            ("Sid", .string(sid)), ("Effect", "Allow"), ("Action", .array(actions.map { .string($0) })),
            ("Resource", .array(resources.map { .string($0) })),
        ]
        if let condition { members.append(("Condition", condition)) }
        return .object(members)
    }
}

extension DeployerPolicy {
    /// The policies as files, `payment-system-production-1.json`, indented to be read.
    public static func files(_ graph: Graph, _ plan: Plan) -> [RenderedFile] {
        let name = "\(graph.profile.system)-\(graph.profile.environment.name)"
        return documents(graph, plan).enumerated().map { place, document in
            RenderedFile(path: "\(name)-\(place + 1).json", text: JSONText.document(value(of: document)))
        }
    }

    private static func value(of json: JSON) -> Value {
        switch json {
        case .string(let text): .text(text)
        case .array(let values): .list(values.map(value))
        case .object(let members): .object(members.map { Value.Field($0.0, value(of: $0.1)) })
        case .integer(let number): .integer(Int(number))
        case .bool(let truth): .truth(truth)
        case .null, .real: .text("")
        }
    }
}
