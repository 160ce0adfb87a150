/// The compose file of a single machine: for who prefers containers to units. The images are named by
/// digest in the variables HESAP_IMAGE and DATABASE_IMAGE; secrets stand in a file that is not kept here.
enum ComposeText {
    static func file(_ machine: Machine) -> String {
        let services =
            [("database", Optional(database(machine))), ("migrate", migration(machine))]
            + machine.profile.services.flatMap { copies($0, machine) }
        let body = Value.some([
            ("name", .text(machine.profile.system)), ("services", .some(services)),
            ("networks", ["inside": [:]]), ("volumes", ["database": [:]]),
        ])
        return "# \(machine.profile.system) on one machine. Traffic comes from nginx, see nginx.conf.\n"
            + YAMLText.document(body) { _ in "" }
    }

    private static let image: Value = "${HESAP_IMAGE:?the image by digest, REPOSITORY@sha256:DIGEST}"

    /// What both colours of a service, and the migration, have in common: no root, nothing to write but /tmp.
    private static func hardened(_ machine: Machine) -> [(String, Value?)] {
        [
            ("image", image), ("user", "10001:10001"), ("read_only", true),
            ("tmpfs", ["/tmp:size=256m,mode=1777"]),
            ("cap_drop", ["ALL"]), ("security_opt", ["no-new-privileges:true"]),
            ("env_file", ["environment", "secrets"]), ("networks", ["inside"]),
        ]
    }

    private static let inside: [(String, Value?)] = [
        ("DATABASE_HOST", "database"), ("HESAP_WEB", "/usr/share/hesap/web"), ("HOST", "0.0.0.0"),
        ("HESAP_DATA", "/tmp/hesap"), ("TRUSTED_PROXIES", "172.16.0.0/12"),
    ]

    private static func copies(_ service: ServicePlan, _ machine: Machine) -> [(String, Value?)] {
        // What takes work from queues is replaced in its place: nobody asks it anything.
        let colours = service.isWorker ? [Colour.blue] : Colour.allCases
        return colours.map { colour in
            let port = machine.port(service) + (colour == .blue ? 0 : 10)
            let settings = ServerStart.settings(machine.profile, service)
            let environment = inside + settings.map { ($0.name, Optional(Value.text($0.value))) }
            func share(_ cpu: Int, _ memory: Int) -> Value {
                ["cpus": .text(PodParts.decimal(cpu)), "memory": .text("\(memory)M")]
            }
            let size = service.size
            let resources: Value = [
                "limits": share(size.cpuLimit, size.memoryLimit),
                "reservations": share(size.cpu, size.memory),
            ]
            let body: [(String, Value?)] = [
                ("command", ["serve"]), ("environment", .some(environment)),
                ("ports", service.isWorker ? nil : [.text("127.0.0.1:\(port):\(service.port)")]),
                ("healthcheck", health), ("restart", "unless-stopped"), ("stop_grace_period", "60s"),
                ("profiles", colour == .blue ? nil : ["green"]),
                ("deploy", ["resources": resources]),
                ("depends_on", ["migrate": ["condition": "service_completed_successfully"]]),
            ]
            return ("\(service.name)-\(colour.rawValue)", .some(hardened(machine) + body))
        }
    }

    private static let health: Value = [
        "test": ["CMD", "/usr/local/bin/hesap", "probe"], "interval": "15s", "timeout": "5s", "retries": 3,
        "start_period": "30s",
    ]

    private static func migration(_ machine: Machine) -> Value? {
        .some(
            hardened(machine) + [
                ("command", ["migrate"]), ("environment", .some(inside)), ("restart", "no"),
                ("depends_on", ["database": ["condition": "service_healthy"]]),
            ])
    }

    private static func database(_ machine: Machine) -> Value {
        let plan = machine.profile.data.database
        let (user, name) = (plan?.user ?? "hesap", plan?.name ?? "hesap")
        return [
            "image": "${DATABASE_IMAGE:?PostgreSQL by digest, postgres@sha256:DIGEST}",
            "environment": [
                "POSTGRES_USER": .text(user), "POSTGRES_DB": .text(name),
                "POSTGRES_PASSWORD_FILE": "/run/secrets/database-password",
            ],
            "volumes": [
                "database:/var/lib/postgresql/data", "./database-password:/run/secrets/database-password:ro",
            ],
            "networks": ["inside"], "restart": "unless-stopped", "stop_grace_period": "60s",
            "shm_size": "256m", "security_opt": ["no-new-privileges:true"],
            "healthcheck": [
                "test": ["CMD", "pg_isready", "-U", .text(user), "-d", .text(name)], "interval": "5s",
                "timeout": "3s", "retries": 12,
            ],
        ]
    }
}
