/// systemd's side of a single machine: one template unit for every copy of every service.
enum UnitText {
    /// The unit. Its instance is `api-blue-0`; the folder of that name below `slots` holds the release and
    /// its settings, written by `slot`.
    static func service(_ machine: Machine) -> String {
        let folder = machine.folder
        return """
            [Unit]
            Description=\(machine.profile.system) %i
            Wants=network-online.target
            After=network-online.target postgresql.service
            StartLimitIntervalSec=60
            StartLimitBurst=5

            [Service]
            Type=simple
            Slice=\(machine.profile.system).slice
            DynamicUser=yes
            EnvironmentFile=\(folder)/environment
            EnvironmentFile=\(folder)/secrets
            EnvironmentFile=\(folder)/slots/%i/environment
            ExecStart=\(folder)/slots/%i/hesap serve
            KillSignal=SIGTERM
            TimeoutStopSec=60
            Restart=on-failure
            RestartSec=2
            StateDirectory=\(machine.profile.system)/%i
            RuntimeDirectory=\(machine.profile.system)/%i
            Environment=HESAP_DATA=%S/\(machine.profile.system)/%i
            LimitNOFILE=16384
            \(hardening.joined(separator: "\n"))

            [Install]
            WantedBy=multi-user.target

            """
    }

    /// Nothing but its own folder can be written, nothing of the machine can be changed.
    private static let hardening = [
        "NoNewPrivileges=yes", "ProtectSystem=strict", "ProtectHome=yes", "PrivateTmp=yes",
        "PrivateDevices=yes",
        "ProtectKernelTunables=yes", "ProtectKernelModules=yes", "ProtectKernelLogs=yes",
        "ProtectControlGroups=yes",
        "ProtectClock=yes", "ProtectHostname=yes", "ProtectProc=invisible", "ProcSubset=pid",
        "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX", "RestrictNamespaces=yes", "RestrictRealtime=yes",
        "RestrictSUIDSGID=yes", "LockPersonality=yes", "RemoveIPC=yes", "CapabilityBoundingSet=",
        "AmbientCapabilities=", "SystemCallArchitectures=native", "SystemCallFilter=@system-service",
        "SystemCallFilter=~@privileged @resources",
        // The runtime gives its threads their priority; what else it might ask for is refused, not its end.
        "SystemCallFilter=setpriority", "SystemCallErrorNumber=EPERM", "UMask=0077",
    ]

    /// What all copies together may take.
    static func slice(_ machine: Machine) -> String {
        let memory = machine.profile.services.map(\.size.memoryLimit).reduce(0, +)
        return """
            [Unit]
            Description=Every copy of \(machine.profile.system)

            [Slice]
            MemoryMax=\(memory * 2)M
            TasksMax=4096

            """
    }

    /// The settings that are no secrets; the secrets stand in `secrets`, readable by root alone.
    static func environment(_ machine: Machine) -> String {
        let profile = machine.profile
        let origins = profile.web.map(\.host).filter { !$0.hasPrefix("*.") }.map { "https://\($0)" }
        let secrets = profile.data.database == nil ? "JWT_SECRET" : "DATABASE_PASSWORD and JWT_SECRET"
        var lines = [
            "# What is secret, \(secrets), stands in the file secrets beside this one, mode 600.",
            "ENVIRONMENT=\(SettingObjects.kind(of: profile.environment.name))", "LOG_LEVEL=info",
            "LOG_FORMAT=json",
            "HOST=127.0.0.1", "TRUSTED_PROXIES=127.0.0.1", "HESAP_WEB=\(machine.folder)/web",
        ]
        if let database = profile.data.database {
            lines += [
                "DATABASE_HOST=127.0.0.1", "DATABASE_NAME=\(database.name)",
                "DATABASE_USERNAME=\(database.user)", "DATABASE_POOL_SIZE=\(database.poolPerTask)",
            ]
        }
        if !origins.isEmpty { lines.append("CORS_ORIGINS=\(origins.joined(separator: ","))") }
        if let menu = profile.domains.first(where: { $0.wildcard != nil }) {
            lines.append("HESAP_MENU_DOMAIN=\(menu.name)")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
