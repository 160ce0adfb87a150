/// What brings the database's tables up to date before a new version gets traffic.
enum MigrationObjects {
    static func name(_ profile: Profile) -> String { "\(profile.system)-migrate" }

    static func all(_ place: ClusterPlace) -> [KubernetesObject] {
        guard place.isPrimary, let service = place.profile.services.first(where: { $0.migration != nil }),
            let migration = service.migration
        else { return [] }
        let name = name(place.profile)
        let pod = Value.some([
            ("serviceAccountName", .text(place.profile.name(.account, service.name))),
            ("automountServiceAccountToken", false), ("enableServiceLinks", false),
            ("restartPolicy", "Never"),
            ("securityContext", PodParts.podSecurity),
            ("containers", [container(place, service, migration)]), ("volumes", [PodParts.temporary]),
        ])
        let spec: Value = [
            "backoffLimit": 2, "activeDeadlineSeconds": 1800, "ttlSecondsAfterFinished": 86_400,
            "template": ["metadata": ["labels": .object(place.labels(name))], "spec": pod],
        ]
        return [
            place.object(
                .before, 35, "services.\(service.name).migrate", "batch/v1", "Job",
                place.metadata(name, app: name), [("spec", spec)])
        ]
    }

    /// The image's own program with the words of the profile: `hesap migrate` is `migrate`.
    private static func container(_ place: ClusterPlace, _ service: ServicePlan, _ migration: MigrationPlan)
        -> Value
    {
        let words = migration.run.split(separator: " ").map(String.init)
        let own = words.first == "hesap"
        return .some([
            ("name", "migrate"),
            ("image", .text(.resolving(place.profile.parameter("release/migrate/image")))),
            ("imagePullPolicy", "IfNotPresent"), ("command", own ? nil : .texts(words)),
            ("args", own ? .texts(Array(words.dropFirst())) : nil),
            ("envFrom", [["configMapRef": ["name": .text(place.profile.name(.config))]]]),
            ("env", .list(SecretObjects.variables(place.profile, for: service))),
            (
                "resources",
                ["requests": ["cpu": "100m", "memory": "128Mi"], "limits": ["cpu": "1", "memory": "512Mi"]]
            ),
            ("securityContext", PodParts.containerSecurity), ("volumeMounts", [PodParts.temporaryMount]),
        ])
    }
}
