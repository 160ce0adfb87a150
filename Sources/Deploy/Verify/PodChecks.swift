import Base

/// Services in Kubernetes.
enum PodChecks {
    static func all(_ profile: Profile) -> [Check] {
        guard profile.shape == .eks else { return [] }
        return [namespace(profile), secrets(profile), ingress(profile), version(profile)]
            + profile.services.flatMap { service in checks(service, profile) }
    }

    private static func namespace(_ profile: Profile) -> Check {
        Check("namespace", profile.platform.namespace, "MEGA 1 namespace") { look throws(Blocked) in
            let found = try look.kube(["get", "namespace", profile.platform.namespace])
            let phase = found.at("status", "phase")?.text ?? "none"
            return phase == "Active" ? .pass(phase) : .fail(phase)
        }
    }

    /// Names of keys only: no value leaves the cluster.
    private static func secrets(_ profile: Profile) -> Check {
        Check("secret-keys", "", "MEGA 7 secret; PIX 11") { look throws(Blocked) in
            var complaints: [String] = []
            let template = "{{range $key, $value := .data}}{{$key}} {{end}}"
            for service in profile.services where service.notInRelease == nil {
                for secret in SecretObjects.brought(profile, for: service) {
                    let text = try look.kubeText([
                        "get", "secret", secret.object, "-o", "go-template=\(template)",
                    ])
                    let keys = Set(text.split(separator: " ").map(String.init))
                    for one in secret.keys where !keys.contains(one.name) {
                        complaints.append("\(secret.object) lacks \(one.name)")
                    }
                }
            }
            return .unless(complaints, "every key is there")
        }
    }

    private static func ingress(_ profile: Profile) -> Check {
        Check("ingress", profile.name(.ingress), "PIX 14 get ingress") { look throws(Blocked) in
            let found = try look.kube(["get", "ingress", profile.name(.ingress)])
            let host = (found.at("status", "loadBalancer")?.list("ingress") ?? []).first?["hostname"]?.text
            return host.map { .pass($0) } ?? .fail("the Ingress has no address")
        }
    }

    private static func version(_ profile: Profile) -> Check {
        Check("kubernetes-version", "", "GP versions in support") { look throws(Blocked) in
            let cluster = profile.platform.existing ?? profile.name(.cluster)
            let found = try look.aws(["eks", "describe-cluster", "--name", cluster])
            let version = found.at("cluster", "version")?.text ?? ""
            return Versions.kubernetes.contains(version)
                ? .pass(version) : .fail("\(version) is not in standard support")
        }
    }

    private static func checks(_ service: ServicePlan, _ profile: Profile) -> [Check] {
        let found = [
            pods(service, profile), scaler(service, profile), budget(service, profile),
            logs(service, profile),
            stores(service, profile), role(service, profile),
        ]
        guard let reason = service.notInRelease else { return found }
        return found.map { check in
            Check(check.kind, check.subject, check.item) { _ in
                Judgement(verdict: .notInRelease, evidence: reason)
            }
        }
    }

    /// The colour that has copies; with both, the one that was told to serve.
    private static func serving(_ service: ServicePlan, _ look: Look) throws(Blocked) -> (Colour, JSON) {
        let blue = try look.kube(["get", "deployment", look.profile.workload(service, .blue)])
        if (blue.at("spec", "replicas")?.number ?? 0) > 0 { return (.blue, blue) }
        return (.green, try look.kube(["get", "deployment", look.profile.workload(service, .green)]))
    }

    private static func pods(_ service: ServicePlan, _ profile: Profile) -> Check {
        Check("pods", service.name, "PIX checklist 4; GP troubleshooting 1") { look throws(Blocked) in
            let (colour, state) = try serving(service, look)
            var complaints: [String] = []
            let desired = state.at("spec", "replicas")?.number ?? 0
            let ready = state.at("status", "readyReplicas")?.number ?? 0
            if desired == 0 || ready < desired { complaints.append("\(ready) of \(desired) are ready") }
            let list = try look.kube([
                "get", "pods", "-l",
                "app=\(profile.name(.workload, service.name)),hesap/colour=\(colour.rawValue)",
            ])
            let restarts = list.list("items").flatMap { $0.at("status")?.list("containerStatuses") ?? [] }
                .reduce(0) { $0 + ($1["restartCount"]?.number ?? 0) }
            if restarts > 0 { complaints.append("\(restarts) restarts") }
            let image = state.at("spec", "template", "spec", "containers", "0", "image")?.text ?? ""
            let wanted = look.account.parameter(
                profile.regions.primary, profile.imageParameter(service, colour))
            if HostRollout.digest(of: image) == nil { complaints.append("\(image) is no digest") }
            if let wanted, wanted != image { complaints.append("\(image) runs, \(wanted) was rolled out") }
            return .unless(complaints, "\(ready) ready, no restarts, \(image.suffix(19))")
        }
    }

    private static func scaler(_ service: ServicePlan, _ profile: Profile) -> Check {
        Check("scaler", service.name, "PIX 14 get hpa") { look throws(Blocked) in
            let (colour, _) = try serving(service, look)
            let found = try look.kube(["get", "hpa", profile.workload(service, colour)])
            let active = (found.at("status")?.list("conditions") ?? []).contains {
                $0["type"]?.text == "ScalingActive" && $0["status"]?.text == "True"
            }
            let metrics = found.at("status")?.list("currentMetrics") ?? []
            return active && !metrics.isEmpty ? .pass("it has a metric") : .fail("it has no metric")
        }
    }

    private static func budget(_ service: ServicePlan, _ profile: Profile) -> Check {
        Check("disruption-budget", service.name, "GP; one copy may go") { look throws(Blocked) in
            if service.scale.min < 2 { return .pass("a single copy by the profile has none") }
            let (colour, _) = try serving(service, look)
            let found = try look.kube(["get", "poddisruptionbudget", profile.workload(service, colour)])
            let allowed = found.at("status", "disruptionsAllowed")?.number ?? 0
            return allowed >= 1 ? .pass("\(allowed) may go") : .fail("none may go")
        }
    }

    /// Lines of errors in five minutes above which it is a burst.
    static let burst = 10

    private static func logs(_ service: ServicePlan, _ profile: Profile) -> Check {
        Check("logs", service.name, "PIX checklist 5") { look throws(Blocked) in
            let (colour, _) = try serving(service, look)
            let text = try look.kubeText(
                ["logs", "deployment/\(profile.workload(service, colour))", "--since=5m", "--tail=2000"])
            let errors = text.split(separator: "\n").filter { $0.contains(#""level":"error""#) }
            return errors.count < burst
                ? .pass("\(errors.count) errors in 5 minutes")
                : .fail("\(errors.count) errors in 5 minutes, the last: \(errors.last?.prefix(200) ?? "")")
        }
    }

    /// The server's own word on its stores: the image holds no tools to ask with.
    private static func stores(_ service: ServicePlan, _ profile: Profile) -> Check {
        Check("stores", service.name, "PIX checklist 6, 7; GP troubleshooting 2") { look throws(Blocked) in
            let (colour, _) = try serving(service, look)
            let reply = look.kubectl(
                ["-n", profile.platform.namespace]
                    + PodTrial.words(profile, service, colour, "/health", shows: true))
            guard let health = reply.json else { return .fail("no health: \(reply.complaint)") }
            let bad = health.list("components").filter {
                ["database", "redis"].contains($0["name"]?.text ?? "") && $0["state"]?.text == "down"
            }
            return .unless(
                bad.compactMap { $0["name"]?.text }.map { "\($0) is down" }, "database and cache answer")
        }
    }

    private static func role(_ service: ServicePlan, _ profile: Profile) -> Check {
        Check("role", service.name, "MEGA 10 IRSA: assumable only by its service account") {
            look throws(Blocked) in
            let name = profile.role(of: service.name, region: profile.regions.primary)
            let found = try look.global(["iam", "get-role", "--role-name", name])
            let trust = found.at("Role", "AssumeRolePolicyDocument")?.written ?? ""
            let subject =
                "system:serviceaccount:\(profile.platform.namespace):\(profile.name(.account, service.name))"
            var complaints: [String] = []
            if !trust.contains(subject) { complaints.append("its trust does not name \(subject)") }
            if !trust.contains(":aud") { complaints.append("its trust names no audience") }
            if trust.contains(#"AWS":"*"#) { complaints.append("anybody may assume it") }
            return .unless(complaints, subject)
        }
    }
}
