extension GuideRender {
    /// Checks by hand, each with the tool's own beside.
    func checks(_ page: inout PageText) {
        page.heading(2, say("Verification", "Doğrulama"))
        page.say(
            say(
                "`hesap deploy verify` makes every check with evidence; by hand:",
                "`hesap deploy verify` her denetimi kanıtıyla yapar; elle:"))
        var lines: [String] = []
        for host in hosts {
            lines.append("dig +short \(host)")
            lines.append("curl --silent --show-error --head https://\(host)/ | head -n 1")
        }
        if let host = profile.services.compactMap(\.host).first ?? profile.gateway?.host {
            lines.append("curl --fail --silent https://\(host)/ready")
        }
        if profile.shape == .eks {
            let space = profile.platform.namespace
            lines += [
                "kubectl get pods,services,ingress,hpa,pdb --namespace \(space) -o wide",
                "kubectl get deployment metrics-server --namespace kube-system",
                "kubectl get events --namespace \(space) --sort-by .lastTimestamp",
            ]
        }
        if let database = profile.data.database {
            lines.append(
                "aws rds describe-db-instances --db-instance-identifier \(profile.name(.database)) \\\n"
                    + "  --query "
                    + "'DBInstances[0].[DBInstanceStatus,EngineVersion,MultiAZ,LatestRestorableTime]' "
                    + "--output text --region \(profile.regions.primary)")
            page.say(
                say(
                    "The database \(database.name) has deletion protection; its deletion would leave a final snapshot.",
                    "\(database.name) veritabanında silme koruması (deletion protection) var; silinirse son anlık görüntü "
                        + "(final snapshot) kalır."))
        }
        if let cluster = profile.platform.existing {
            lines += [
                "NETWORK=$(aws eks describe-cluster --name \(cluster) --query cluster.resourcesVpcConfig.vpcId "
                    + "--output text --region \(profile.regions.primary))",
                "aws ec2 describe-flow-logs --filter Name=resource-id,Values=$NETWORK --region \(profile.regions.primary)",
                "aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values=$NETWORK --region \(profile.regions.primary)",
            ]
        }
        page.code("bash", lines.joined(separator: "\n"))
    }

    private var hosts: [String] {
        let all =
            profile.services.compactMap(\.host) + [profile.gateway?.host].compactMap { $0 }
            + profile.web.map { $0.host.replacing("*.", with: "demo.") }
        var seen: Set<String> = []
        return all.filter { seen.insert($0).inserted }
    }

    func alarms(_ page: inout PageText) {
        page.heading(2, say("Alarms", "Alarmlar"))
        page.table(
            [say("Alarm", "Alarm"), say("Metric", "Ölçü"), say("Limit", "Sınır"), say("Period", "Süre")],
            graph.resources.filter { $0.type == "AWS::CloudWatch::Alarm" }.map { alarm in
                let text = { (name: String) in alarm.properties[name].flatMap(CoverageIndex.text) ?? "" }
                let metric = text("MetricName").isEmpty ? say("expression", "ifade") : text("MetricName")
                let side = text("ComparisonOperator") == "LessThanThreshold" ? "<" : ">"
                return [
                    text("AlarmName"), metric, "\(side) \(text("Threshold"))",
                    text("Period").isEmpty ? "" : "\(text("EvaluationPeriods")) × \(text("Period")) s",
                ]
            })
    }

    /// Costs with their sum, each row's source in the price sheet.
    func costs(_ page: inout PageText) {
        page.heading(2, say("Costs of a month", "Aylık maliyet"))
        let groups = CostGroup.allCases.filter { group in prices.lines.contains { $0.group == group } }
        let rows = groups.map { [$0.rawValue, prices.sum(of: $0).rounded] }
        page.table([say("Part", "Kalem"), say("Cost", "Tutar")], rows)
        if let total = prices.total {
            page.say(
                say(
                    "All together \(total.rounded); the budget is $\(prices.budget). `hesap deploy "
                        + "price \(profile.system)` "
                        + "shows each line with source and date.",
                    "Hepsi \(total.rounded); bütçe $\(prices.budget). `hesap deploy price "
                        + "\(profile.system)` her satırı kaynağı "
                        + "ve tarihiyle gösterir."))
        }
    }

    /// What is done once it runs.
    func operations(_ page: inout PageText) {
        let system = "\(profile.system) --environment \(profile.environment.name)"
        page.heading(2, say("Operation", "İşletme"))
        let rows: [(String, String, String)] = [
            (
                "a new version", "yeni sürüm",
                "hesap deploy rollout \(system) --image sha256:DIGEST --web web/dist"
            ),
            ("back to the version before", "önceki sürüme dönüş", "hesap deploy rollback \(system)"),
            (
                "more copies of a service", "bir servise daha çok kopya",
                "hesap deploy scale \(system) --service \(profile.services.first?.name ?? "api") --to N"
            ), ("the database's tables", "veritabanı tabloları", "hesap deploy migrate \(system)"),
            ("the screens alone", "yalnızca ekranlar", "hesap deploy screens \(system)"),
            ("logs", "günlükler", "hesap deploy logs \(system) --follow"),
            ("a snapshot", "anlık görüntü", "hesap deploy snapshot \(system)"),
            ("back to a moment", "bir ana dönüş", "hesap deploy restore \(system) --to TIME --yes"),
            (
                "for good, or back to the old one", "kalıcı olarak, ya da eskisine",
                "hesap deploy restore \(system) --confirm|--undo --yes"
            ), ("why something is wrong", "neyin bozuk olduğu", "hesap deploy diagnose \(system)"),
            (
                "a tunnel to the database", "veritabanına tünel",
                "hesap deploy connect database \(system) --reason WHY"
            ),
        ]
        var all = rows
        if profile.regions.standby != nil {
            all.append(
                ("the second region takes over", "ikinci bölge devralır", "hesap deploy failover \(system)"))
            all.append(("a rehearsal of it", "bunun provası", "hesap deploy drill \(system)"))
        }
        page.table(
            [say("What", "Ne"), say("Command", "Komut")],
            all.map { [say($0.0, $0.1), "`\($0.2.replacing("|", with: "\\|"))`"] })
        page.heading(2, say("When something is wrong", "Bir şey bozulursa"))
        for runbook in Runbooks.all {
            page.heading(3, say(runbook.title.english, runbook.title.turkish))
            for step in runbook.steps { page.point(say(step.english, step.turkish)) }
            page.end()
        }
    }
}
