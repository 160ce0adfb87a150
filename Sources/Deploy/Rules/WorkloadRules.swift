import YAML

/// What runs in the cluster: its health, its replicas, its rights.
enum WorkloadRules {
    static let all: [Rule] = [
        rule(
            "probe-liveness-equals-readiness", .error,
            "Liveness asks the process alone, readiness its stores too.",
            why: "One path for both restarts every replica when the database blinks (Kubernetes, probes).",
            equal),
        rule(
            "no-probes", .error, "Every container has probes.",
            why: "Traffic reaches it before it is ready, and stays when it hangs.", probes),
        rule(
            "no-disruption-budget", .warning, "A budget limits how many replicas leave at once.",
            why: "A node upgrade may otherwise take all of them.", budget),
        rule(
            "single-replica", .warning, "What has a host has two replicas.",
            why: "One replica is down during every roll-out and node change.", single),
        rule(
            "no-zone-spread", .warning, "Replicas spread over zones.",
            why: "The scheduler may otherwise put all of them into one.", spread),
        rule(
            "no-network-policy", .warning, "Network policies say who may speak to whom.",
            why: "Without one, every pod of the cluster reaches every other.", policy),
        rule(
            "no-prestop-drain", .warning, "A replica leaves the balancer before it stops.",
            why: "Measured: 7 % of requests fail when it is not deregistered first.", drain),
        rule(
            "no-security-context", .warning,
            "Containers run without root, with a read-only root and a writable /tmp.",
            why: "Kubernetes pod security standard, restricted.", context),
        rule(
            "replicas-fight-hpa", .warning, "An autoscaled workload states no replicas.",
            why: "Each apply resets what the autoscaler chose.", fight),
        rule(
            "hpa-without-metrics", .error,
            "Autoscaling has a metrics server, and scales on what goes down again.",
            why: "Without metrics it never scales; memory rarely falls, so it never scales in.", metrics),
        rule(
            "hpa-exceeds-nodes", .warning, "The most replicas fit the nodes.",
            why: "What does not fit stays pending at the peak.", nodes),
    ]

    private static func rule(
        _ id: String, _ severity: Severity, _ sentence: String, why: String,
        _ check: @escaping @Sendable (Guide) -> [Spot]
    ) -> Rule {
        Rule(id, severity, sentence, why: why, family: "workloads", check: check)
    }

    private static func workloads(_ guide: Guide, _ message: String, where test: (YAMLNode) -> Bool) -> [Spot]
    {
        guide.objects("Deployment").filter(test).map { Spot($0.line, message) }
    }

    private static func path(_ container: YAMLNode, _ probe: String) -> YAMLNode? {
        container.at(probe, "httpGet", "path")
    }

    private static func equal(_ guide: Guide) -> [Spot] {
        var spots = guide.objects("Deployment").flatMap { guide.containers(of: $0) }.compactMap { container in
            let live = path(container, "livenessProbe")
            return live != nil && live?.text == path(container, "readinessProbe")?.text
                ? Spot(live?.line ?? 1, "one path is both live and ready") : nil
        }
        for block in guide.blocks where block.language == "javascript" || block.language == "typescript" {
            guard let line = block.lines.first(where: { $0.lower.holds("get('/health'") }),
                block.text.lowercased().holds("database"), !guide.says("/live", "/ready")
            else { continue }
            spots.append(
                Spot(line.number, "the only health check asks the database: as liveness it restarts all"))
        }
        return spots
    }

    private static func probes(_ guide: Guide) -> [Spot] {
        workloads(guide, "no probes") { workload in
            guide.containers(of: workload).contains {
                $0["livenessProbe"] == nil || $0["readinessProbe"] == nil
            }
        }
    }

    private static func budget(_ guide: Guide) -> [Spot] {
        guard guide.objects("PodDisruptionBudget").isEmpty else { return [] }
        return workloads(guide, "no disruption budget") { _ in true }
    }

    private static func scaler(_ guide: Guide, _ workload: YAMLNode) -> YAMLNode? {
        let name = workload.at("metadata", "name")?.text
        return guide.objects("HorizontalPodAutoscaler").first {
            $0.at("spec", "scaleTargetRef", "name")?.text == name
        }
    }

    private static func single(_ guide: Guide) -> [Spot] {
        workloads(guide, "one replica") { workload in
            guard isReached(guide, workload) else { return false }
            let least = scaler(guide, workload)?.at("spec", "minReplicas")?.integer
            return (least ?? workload.at("spec", "replicas")?.integer ?? 1) < 2
        }
    }

    /// Whether a Service chooses the workload; where a guide has none, each may be reached.
    private static func isReached(_ guide: Guide, _ workload: YAMLNode) -> Bool {
        let services = guide.objects("Service")
        let labels = workload.at("spec", "template", "metadata", "labels")
        return services.isEmpty
            || services.contains { service in
                let chosen = service.at("spec", "selector")?.entries ?? []
                return !chosen.isEmpty && chosen.allSatisfy { labels?[$0.key]?.text == $0.value.text }
            }
    }

    private static func spread(_ guide: Guide) -> [Spot] {
        workloads(guide, "no spread over zones") { workload in
            let pod = workload.at("spec", "template", "spec")
            return pod?["topologySpreadConstraints"] == nil && pod?.at("affinity", "podAntiAffinity") == nil
        }
    }

    private static func policy(_ guide: Guide) -> [Spot] {
        guard guide.objects("NetworkPolicy").isEmpty else { return [] }
        return workloads(guide, "no network policy") { _ in true }
    }

    private static func drain(_ guide: Guide) -> [Spot] {
        workloads(guide, "it does not wait to be deregistered before it stops") { workload in
            guide.containers(of: workload).contains { $0.at("lifecycle", "preStop") == nil }
        }
    }

    private static func context(_ guide: Guide) -> [Spot] {
        guide.objects("Deployment").flatMap { workload -> [Spot] in
            let pod = workload.at("spec", "template", "spec")
            let hasTemporary = pod?["volumes"]?.elements.contains { $0["emptyDir"] != nil } == true
            return guide.containers(of: workload).compactMap { container in
                guard let own = container["securityContext"], own["readOnlyRootFilesystem"]?.truth == true
                else {
                    return Spot(workload.line, "no security context with a read-only root")
                }
                if !hasTemporary { return Spot(own.line, "a read-only root without a writable folder") }
                return pod?["securityContext"] == nil
                    ? Spot(own.line, "no security context for the pod") : nil
            }
        }
    }

    private static func fight(_ guide: Guide) -> [Spot] {
        guide.objects("Deployment").compactMap { workload in
            guard let replicas = workload.at("spec", "replicas"), scaler(guide, workload) != nil else {
                return nil
            }
            return Spot(replicas.line, "each apply resets the scale to \(replicas.text ?? "")")
        }
    }

    private static func metrics(_ guide: Guide) -> [Spot] {
        guide.objects("HorizontalPodAutoscaler").flatMap { scaler -> [Spot] in
            var spots =
                guide.codeSays("metrics-server") ? [] : [Spot(scaler.line, "no metrics server is installed")]
            for metric in scaler.at("spec", "metrics")?.elements ?? []
            where metric.at("resource", "name")?.text == "memory" {
                spots.append(Spot(metric.line, "memory is no signal to scale on"))
            }
            return spots
        }
    }

    private static func millis(_ text: String) -> Int {
        text.hasSuffix("m") ? Int(text.dropLast()) ?? 0 : (Int(text) ?? 0) * 1000
    }

    /// Processors of the nodes, when the guide says how many and which.
    private static func capacity(_ guide: Guide) -> Int? {
        if let group = guide.aws("eks", "create-nodegroup").first,
            let size = group.option("--instance-types").flatMap({ InstanceSize($0.text) }),
            let most = group.option("--scaling-config")?.text.after("maxSize=")?.numbers.first
        {
            return size.processors * most
        }
        for row in CostTable.all(in: guide).flatMap(\.rows) {
            let words = row.text.runs { $0.isLetter || $0.isNumber || $0 == "." }
            for (index, word) in words.enumerated() {
                if let size = InstanceSize(word), let times = words[safe: index + 1], times.hasPrefix("x"),
                    let count = Int(times.dropFirst())
                {
                    return size.processors * count
                }
            }
        }
        return nil
    }

    private static func nodes(_ guide: Guide) -> [Spot] {
        guard let processors = capacity(guide) else { return [] }
        return guide.objects("Deployment").compactMap { workload in
            guard let most = scaler(guide, workload)?.at("spec", "maxReplicas"), let count = most.integer,
                let request = guide.containers(of: workload).first?.at("resources", "requests", "cpu")?.text
            else { return nil }
            let need = count * millis(request)
            guard need > processors * 1000 else { return nil }
            return Spot(most.line, "\(count) replicas ask for \(need)m of \(processors * 1000)m")
        }
    }
}
