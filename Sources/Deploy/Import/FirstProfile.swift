/// A first profile for a system that has none: complete, commented, and accepted by the reader as it is.
public enum FirstProfile {
    /// The text of a profile for a system.
    public static func text(_ system: String, shape: DeploymentShape) -> String {
        """
        # \(system): what runs, where, and how much of it. `hesap deploy plan \(system) --explain` shows every default.
        system: \(system)
        shape: \(shape.rawValue)  # \(DeploymentShape.allCases.map(\.rawValue).joined(separator: ", "))
        regions: {primary: eu-central-1}  # standby: and later: [] for further ones
        # tier: economy (one way out, one zone), standard, regulated (no waiver of encryption, audit, backups)
        environment: {name: prod, tier: standard, account: "111122223333"}  # your account's twelve digits
        \(platform(shape))
        domains:
          \(system).example.com: {zone: create}  # zone: existing when your account has it already
        services:
          api:
            roles: [gateway, realtime, processor]
            host: api.\(system).example.com
            size: {cpu: \(shape == .ecsFargate ? "0.5" : "250m"), memory: \(shape == .ecsFargate ? "1Gi" : "512Mi")}
            scale: {min: 2, max: 6, cpu: 70}
            websocket: {stickiness: 1h, idle: 1h}
            uses: [database\(shape == .host ? "" : ", cache"), files, jwt]
        web:
          pos: {host: pos.\(system).example.com}
          kitchen: {host: kitchen.\(system).example.com}
          boss: {host: boss.\(system).example.com}
        data:
          database: {engine: postgres, version: "17", class: db.t3.medium, storage: 100, backups: 7d}
        \(shape == .host ? "" : "  cache: {engine: redis, class: cache.t4g.small, nodes: 2}\n")\
          files: {bucket: \(system)-files-111122223333}
          jwt: {secret: generated, length: 64, rotate: 90d}
        edge: {waf: [common, sqli, bad-inputs, {rate: 2000}]}
        alarms: {to: ops@\(system).example.com}  # {slack: secret} and {pager: secret} as well
        budget: {monthly: \(budget(shape))}  # dollars

        """
    }

    /// Whether a text can name a system; otherwise why not.
    public static func fault(of system: String) -> String? { Form<String>.fault(of: system, .name) }

    /// What the profile costs as it is, with some room.
    private static func budget(_ shape: DeploymentShape) -> Int {
        switch shape {
        case .eks: 1300
        case .ecsFargate: 900
        case .host: 100
        }
    }

    private static func platform(_ shape: DeploymentShape) -> String {
        switch shape {
        case .eks:
            """
            network: {cidr: 10.0.0.0/16, zones: 3}
            platform: {kubernetes: "1.35", nodes: {type: t3.large, min: 3, max: 6}}  # existing: NAME for one you have
            """
        case .ecsFargate: "network: {cidr: 10.0.0.0/16, zones: 3}"
        case .host: "# one machine: nginx, systemd or compose; no network of its own"
        }
    }
}
