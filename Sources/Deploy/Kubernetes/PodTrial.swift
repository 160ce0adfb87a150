/// How one colour of a service is asked before anybody else reaches it.
enum PodTrial {
    /// The words of `kubectl` after the namespace. Through the cluster's interface where the balancer's
    /// addresses may come in; otherwise by the program beside the server, which no network policy holds back.
    static func words(
        _ profile: Profile, _ service: ServicePlan, _ colour: Colour, _ path: String, shows: Bool = false
    ) -> [String] {
        let name = profile.workload(service, colour)
        if service.hasDoor {
            let place = "/api/v1/namespaces/\(profile.platform.namespace)/services/\(name):80/proxy"
            return ["get", "--raw", place + path]
        }
        return [
            "exec", "deployment/\(name)", "-c", profile.name(.workload, service.name), "--",
            "/usr/local/bin/hesap", "probe", "--port", String(service.port), "--path", path,
        ] + (shows ? ["--show"] : [])
    }
}
