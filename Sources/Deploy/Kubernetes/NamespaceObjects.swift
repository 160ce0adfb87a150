/// The namespace with its pod security standard, and the accounts that pods run under.
enum NamespaceObjects {
    static func all(_ place: ClusterPlace) -> [KubernetesObject] {
        let profile = place.profile
        let accounts = profile.services.map {
            account(place, $0.name, mountsToken: false, origin: "services.\($0.name)")
        }
        let reader =
            profile.platform.existing == nil
            ? [] : [account(place, Profile.secretReader, mountsToken: false, origin: "data")]
        let collector =
            profile.observation.traces.isEmpty
            ? [] : [account(place, Profile.collector, mountsToken: false, origin: "observation")]
        return [namespace(place)] + accounts + reader + collector
    }

    /// Pods that break the restricted standard are refused (Kubernetes, Pod Security Standards).
    private static func namespace(_ place: ClusterPlace) -> KubernetesObject {
        let modes = ["enforce", "audit", "warn"].map {
            Value.Field("pod-security.kubernetes.io/\($0)", "restricted")
        }
        let own = place.profile.platform.labels.map { Value.Field($0.key, .text($0.value)) }
        let metadata = Value.some([
            ("name", .text(place.namespace)), ("labels", .object(own + modes + place.labels())),
        ])
        return place.object(.base, 10, "platform.namespace", "v1", "Namespace", metadata, [])
    }

    private static func account(_ place: ClusterPlace, _ part: String, mountsToken: Bool, origin: String)
        -> KubernetesObject
    {
        let metadata = place.metadata(
            place.profile.name(.account, part),
            annotations: [
                ("eks.amazonaws.com/role-arn", .text(place.profile.roleARN(of: part, region: place.region)))
            ])
        return place.object(
            .base, 15, origin, "v1", "ServiceAccount", metadata,
            [("automountServiceAccountToken", .truth(mountsToken))])
    }
}
