/// Who is called: a page wakes somebody, a ticket waits for the morning. Secrets stand in files, never here.
enum AlertmanagerText {
    static func configuration(_ profile: Profile) -> Value {
        let pages = receiver("page", profile, isPage: true)
        let tickets = receiver("ticket", profile, isPage: false)
        return [
            "global": global(profile),
            "route": [
                "receiver": "ticket", "group_by": ["alertname", "service"], "group_wait": "30s",
                "group_interval": "5m",
                "repeat_interval": "4h",
                "routes": [
                    ["matchers": ["severity=\"none\""], "receiver": "nobody"],
                    ["matchers": ["severity=\"page\""], "receiver": "page", "repeat_interval": "1h"],
                ],
            ],
            "inhibit_rules": [
                [
                    "source_matchers": ["severity=\"page\""], "target_matchers": ["severity=\"ticket\""],
                    "equal": ["service"],
                ]
            ],
            "receivers": [pages, tickets, ["name": "nobody"]],
        ]
    }

    private static func global(_ profile: Profile) -> Value {
        let mails = profile.alarms.to.contains { if case .email = $0 { true } else { false } }
        guard mails else { return ["resolve_timeout": "5m"] }
        return [
            "resolve_timeout": "5m",
            "smtp_smarthost": .text("email-smtp.\(profile.regions.primary).amazonaws.com:587"),
            "smtp_from": .text("alarms@\(profile.domains.first?.name ?? "localhost")"),
            "smtp_auth_username": .text(profile.name(.topic)),
            "smtp_auth_password_file": "/etc/alertmanager/secrets/smtp-password", "smtp_require_tls": true,
        ]
    }

    private static func receiver(_ name: String, _ profile: Profile, isPage: Bool) -> Value {
        var mails: [Value] = []
        var slacks: [Value] = []
        var pagers: [Value] = []
        var topics: [Value] = []
        let hasPager = profile.alarms.to.contains { if case .pager = $0 { true } else { false } }
        for target in profile.alarms.to {
            switch target {
            case .email(let address): mails.append(["to": .text(address), "send_resolved": true])
            case .slack(let secret): slacks.append(slack(secret, profile))
            case .pager(let secret):
                if isPage || !hasPager {
                    pagers.append([
                        "routing_key_file": .text("/etc/alertmanager/secrets/\(secret)"),
                        "send_resolved": true,
                    ])
                }
            case .topic(let topic): topics.append(sns(topic, profile))
            }
        }
        let parts: [(String, [Value])] = [
            ("email_configs", mails), ("slack_configs", slacks), ("pagerduty_configs", pagers),
            ("sns_configs", topics),
        ]
        let used = parts.filter { !$0.1.isEmpty }.map { Value.Field($0.0, .list($0.1)) }
        return .object([Value.Field("name", .text(name))] + used)
    }

    private static func slack(_ secret: String, _ profile: Profile) -> Value {
        [
            "api_url_file": .text("/etc/alertmanager/secrets/\(secret)"),
            "channel": .text("#\(profile.system)-alarms"),
            "send_resolved": true,
            "title": .text("{{ .CommonLabels.alertname }} (\(profile.environment.name))"),
            "text":
                "{{ range .Alerts }}{{ .Annotations.summary }}: {{ .Annotations.description }}\n{{ end }}",
        ]
    }

    private static func sns(_ topic: String, _ profile: Profile) -> Value {
        let region = profile.regions.primary
        return [
            "topic_arn": .text("arn:aws:sns:\(region):\(profile.environment.account):\(topic)"),
            "sigv4": ["region": .text(region)], "send_resolved": true,
        ]
    }
}
