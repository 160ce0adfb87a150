import Base

/// GP troubleshooting 1: pods that do not start.
enum PodCauses {
    static let causes = [
        Cause(
            sign: "ImagePullBackOff", cause: "the image cannot be pulled",
            remedy: "publish it, or let the node's role read the registry"),
        Cause(
            sign: "ErrImagePull", cause: "the image cannot be pulled",
            remedy: "publish it, or let the node's role read the registry"),
        Cause(
            sign: "CreateContainerConfigError", cause: "a secret or a setting that it names is not there",
            remedy: "look at the ExternalSecret's status: `kubectl get externalsecret`"),
        Cause(
            sign: "OOMKilled", cause: "it needs more memory than its limit",
            remedy: "raise size.memory in the profile, then apply"),
        Cause(
            sign: "CrashLoopBackOff", cause: "the program ends again and again",
            remedy: "read its last words below"),
        Cause(
            sign: "RunContainerError", cause: "the program cannot be started",
            remedy: "look at the image's entry and at the read-only root"),
        Cause(
            sign: "Insufficient", cause: "no node has room for it",
            remedy: "raise platform.nodes.max in the profile, or lower the size"),
        Cause(
            sign: "didn't match Pod's node affinity", cause: "no node is of the kind that it asks for",
            remedy: "look at platform.labels in the profile"),
        Cause(
            sign: "untolerated taint", cause: "every node refuses it by a taint",
            remedy: "take the taint away or use other nodes"),
        Cause(
            sign: "Readiness probe failed", cause: "it runs and says that it is not ready",
            remedy: "its stores are the usual reason: see database-connection"),
        Cause(
            sign: "Liveness probe failed", cause: "it hangs and is started anew",
            remedy: "look at memory and at its last words"),
    ]

    static func check(_ service: ServicePlan, _ profile: Profile) -> Check {
        Check("pods-not-starting", service.name, "GP troubleshooting 1: Pods Not Starting") {
            look throws(Blocked) in
            let app = profile.name(.workload, service.name)
            let pods = try look.kube(["get", "pods", "-l", "app=\(app)"]).list("items")
            let sick = pods.filter { !isWell($0) }
            guard let pod = sick.first else { return .pass("\(pods.count) pods are well") }
            let name = pod.at("metadata", "name")?.text ?? app
            let events = try look.kube(["get", "events", "--field-selector", "involvedObject.name=\(name)"])
            let said = events.list("items").compactMap { $0["message"]?.text }.joined(separator: "\n")
            let signs = pod["status"]?.written ?? ""
            let cause = Cause.of(signs, among: causes) ?? Cause.of(said, among: causes)
            let log = look.kubectl(
                ["-n", profile.platform.namespace, "logs", name, "--tail=5", "--previous=false"])
            let words = log.isGood && !log.text.isEmpty ? "; its last words: \(log.text.suffix(300))" : ""
            let why = cause?.text ?? "the cluster says: \(said.split(separator: "\n").last ?? "nothing")"
            return .fail("\(name): \(why)\(words)")
        }
    }

    private static func isWell(_ pod: JSON) -> Bool {
        let phase = pod.at("status", "phase")?.text
        if phase == "Succeeded" { return true }
        let containers = pod["status"]?.list("containerStatuses") ?? []
        return phase == "Running" && !containers.isEmpty
            && containers.allSatisfy { $0["ready"]?.isTrue == true }
    }
}
