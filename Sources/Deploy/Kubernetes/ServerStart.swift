/// How the server is started for a service: its words and the settings that differ from service to service.
enum ServerStart {
    /// The words after the image's entry point.
    static func words(_ service: ServicePlan) -> [String] { ["serve"] }

    /// Settings by their names in the environment; those of the profile come last and win.
    static func settings(_ profile: Profile, _ service: ServicePlan) -> [Setting] {
        var settings = [
            Setting(name: "PORT", value: String(service.port)),
            Setting(name: "OTEL_SERVICE_NAME", value: profile.name(.workload, service.name)),
        ]
        if !service.roles.isEmpty {
            settings.append(Setting(name: "HESAP_ROLES", value: service.roles.joined(separator: ",")))
        }
        let given = Set(service.settings.map(\.name))
        return settings.filter { !given.contains($0.name) } + service.settings
    }
}
