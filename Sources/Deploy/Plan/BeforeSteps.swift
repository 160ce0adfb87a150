/// What has to be switched on by a command before a stack can be made, because templates have no word for it.
struct BeforeSteps {
    let graph: Graph
    let settings: PlanSettings

    /// The steps before some resources are made.
    func steps(for resources: [ResourceID]) -> [Step] {
        let types = Set(resources.compactMap { graph[$0]?.type })
        return (types.contains("AWS::Shield::Protection") ? [subscription] : [])
            + (types.contains("AWS::MSK::Replicator") ? doors : [])
    }

    /// The steps after some resources were made.
    func after(_ resources: [ResourceID]) -> [Step] {
        guard !settings.isEmulated, resources.contains(profile.home("Events")) else { return [] }
        return topics
    }

    private var profile: Profile { graph.profile }

    /// Nothing is protected before the account has Shield Advanced: a year, at the price that the profile
    /// accepts.
    private var subscription: Step {
        let price = profile.edge.shieldAdvancedMonthly ?? 0
        return Step(
            "shield-subscription", "Subscribe to Shield Advanced: $\(price) a month for a year", .create,
            ["shield", "create-subscription"], region: "us-east-1",
            forgives: ["ResourceAlreadyExistsException"])
    }

    /// The replicator reaches a cluster through doors of its own (multi-VPC connectivity), which a cluster
    /// has once it stands, and from another region only if the cluster's policy lets Kafka's service make
    /// them. Both ends need them: after a failover it copies the other way.
    private var doors: [Step] {
        let clusters = graph.resources.filter { $0.type == "AWS::MSK::Cluster" }
        return clusters.flatMap { cluster -> [Step] in
            let arn = Word.parameter(
                ParameterName.of(cluster.id, nil, in: graph), region: cluster.region)
            let describe: [Word] = ["kafka", "describe-cluster", "--cluster-arn", arn, "--query"]
            let version = StepID("events-version-\(cluster.region)")
            let way = "BrokerNodeGroupInfo.ConnectivityInfo.VpcConnectivity.ClientAuthentication.Sasl.Iam"
            return [
                Step(
                    version, "Read the version of the event log's settings", .read,
                    describe + ["ClusterInfo.CurrentVersion", "--output", "text"], region: cluster.region,
                    keepsAnswer: true),
                Step(
                    "events-doors-\(cluster.region)", "Let the replicator reach the event log", .update,
                    [
                        "kafka", "update-connectivity", "--cluster-arn", arn, "--current-version",
                        .output(version), "--connectivity-info",
                        #"{"VpcConnectivity":{"ClientAuthentication":{"Sasl":{"Iam":{"Enabled":true}}}}}"#,
                    ], region: cluster.region,
                    done: DoneCheck(describe + [.text("ClusterInfo.\(way).Enabled")], holds: "true")),
                Step(
                    "events-ready-\(cluster.region)", "Wait until the event log is ready again", .wait,
                    describe + ["ClusterInfo.State", "--output", "text"], region: cluster.region,
                    patience: Patience(every: 30, most: 7200), awaits: Awaited(["ACTIVE"], bad: ["FAILED"])),
                Step(
                    "events-policy-\(cluster.region)", "Allow the replicator its way to the event log",
                    .update,
                    [
                        "kafka", "put-cluster-policy", "--cluster-arn", arn, "--policy",
                        .join(Self.policy(arn)),
                    ],
                    region: cluster.region,
                    done: DoneCheck(
                        ["kafka", "get-cluster-policy", "--cluster-arn", arn],
                        holds: "kafka:CreateVpcConnection")),
            ]
        }
    }

    private static func policy(_ arn: Word) -> [Word] {
        [
            #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","#,
            #""Principal":{"Service":"kafka.amazonaws.com"},"#,
            #""Action":["kafka:CreateVpcConnection","kafka:GetBootstrapBrokers","kafka:DescribeClusterV2"],"#,
            #""Resource":""#, arn, #""}]}"#,
        ]
    }

    /// Nothing makes a topic by writing to it, so each is made here, in as many parts as brokers take evenly.
    private var topics: [Step] {
        guard let events = profile.data.events else { return [] }
        let region = profile.regions.primary
        let arn = Word.parameter(
            ParameterName.of(profile.home("Events"), nil, in: graph), region: region)
        return events.topics.map { topic in
            Step(
                "topic-\(topic)", "Make the topic \(topic)", .create,
                [
                    "kafka", "create-topic", "--cluster-arn", arn, "--topic-name", .text(topic),
                    "--partition-count", .text(String(events.brokers * 2)), "--replication-factor",
                    .text(String(min(3, events.brokers))),
                ], region: region,
                done: DoneCheck(
                    ["kafka", "list-topics", "--cluster-arn", arn, "--topic-name-filter", .text(topic)],
                    holds: #""\#(topic)""#),
                forgives: ["ConflictException", "TopicExistsException", "already exists"])
        }
    }
}
