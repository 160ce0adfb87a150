/// The same system on one machine: nginx in front, the services under systemd or compose behind it.
public enum HostRender {
    /// nginx' configuration and how long its logs stay, the units, the program that starts and stops copies,
    /// and compose's file.
    public static func files(_ graph: Graph) -> [RenderedFile] {
        let machine = Machine(profile: graph.profile)
        let upstreams = machine.entrances.map { service in
            RenderedFile(
                path: "host/\(service.name).upstream.conf",
                text:
                    "# blue 100, green 0\nserver 127.0.0.1:\(machine.port(service)) weight=100 max_fails=0;\n"
            )
        }
        return [
            RenderedFile(path: "host/nginx.conf", text: NginxText.configuration(machine)),
            RenderedFile(path: "host/compose.yaml", text: ComposeText.file(machine)),
            RenderedFile(path: "host/\(machine.unit)", text: UnitText.service(machine)),
            RenderedFile(path: "host/\(machine.profile.system).slice", text: UnitText.slice(machine)),
            RenderedFile(path: "host/slot", text: SlotText.program(machine)),
            RenderedFile(path: "host/environment", text: UnitText.environment(machine)),
            RenderedFile(path: "host/logrotate", text: LogTurnText.file(machine)),
        ] + upstreams
    }
}

extension HostRender {
    /// The first port of a service on one machine: blue's copies listen from it on, green's from ten above
    /// it.
    public static func port(of service: ServicePlan, in profile: Profile) -> Int {
        Machine(profile: profile).port(service)
    }
}

/// One machine that runs a system.
struct Machine {
    let profile: Profile

    /// The folder of settings, certificates and releases.
    var folder: String { "/etc/\(profile.system)" }

    /// The unit of one copy: `pixpos@api-blue-0.service`.
    var unit: String { "\(profile.system)@.service" }

    /// Services that nginx hands requests to.
    var entrances: [ServicePlan] { profile.services.filter { !$0.isWorker && !$0.isInternal } }

    /// The first port of a service: blue's copies listen from it on, green's from ten above it.
    func port(_ service: ServicePlan) -> Int {
        if profile.shape == .host { return service.port }
        return 5000 + 20 * (profile.services.firstIndex { $0.name == service.name } ?? 0)
    }

    /// The names that reach a service, with the paths below them; the screens come from the server too.
    var sites: [Site] {
        var sites: [Site] = []
        func add(_ host: String, _ route: Route) {
            if let index = sites.firstIndex(where: { $0.host == host }) {
                if !sites[index].routes.contains(where: { $0.path == route.path }) {
                    sites[index].routes.append(route)
                }
            } else {
                sites.append(Site(host: host, routes: [route]))
            }
        }
        let screens = profile.web.map(\.host)
        for service in entrances {
            let behind = service.behindCDN ? screens.prefix(1).map { $0 } : []
            for host in [service.host ?? profile.gateway?.host].compactMap(\.self) + behind {
                for path in service.paths.isEmpty ? ["/"] : service.paths.map(Self.bare) {
                    add(host, Route(path: path, service: service))
                }
            }
        }
        if let first = entrances.first {
            for host in screens { add(host, Route(path: "/", service: first)) }
        }
        return sites
    }

    /// `/api/*` is everything from `/api/` on.
    private static func bare(_ path: String) -> String {
        path.hasSuffix("*") ? String(path.dropLast()) : path
    }

    /// A host name with what is reached below it.
    struct Site {
        var host: String
        var routes: [Route]
    }

    /// A path with its service.
    struct Route {
        var path: String
        var service: ServicePlan
    }
}
