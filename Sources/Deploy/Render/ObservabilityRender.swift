/// Watching outside of the cloud's own: Prometheus, Alertmanager and Grafana on the server's own metrics.
public enum ObservabilityRender {
    /// The files of a profile.
    public static func files(_ graph: Graph) -> [RenderedFile] {
        let profile = graph.profile
        return [
            yaml("prometheus.yml", PrometheusText.configuration(profile)),
            yaml("rules/\(profile.system).yml", PrometheusRules.file(profile)),
            yaml("alertmanager.yml", AlertmanagerText.configuration(profile)),
            RenderedFile(
                path: "observability/grafana/dashboards/\(profile.system).json",
                text: JSONText.document(GrafanaDashboard.of(profile))),
            yaml("grafana/provisioning/dashboards.yml", GrafanaDashboard.provisioning(profile)),
        ]
    }

    private static func yaml(_ path: String, _ value: Value) -> RenderedFile {
        RenderedFile(path: "observability/\(path)", text: YAMLText.document(value) { _ in "" })
    }
}

/// What Prometheus asks, and where.
enum PrometheusText {
    static func configuration(_ profile: Profile) -> Value {
        [
            "global": [
                "scrape_interval": "15s", "evaluation_interval": "15s",
                "external_labels": [
                    "system": .text(profile.system), "environment": .text(profile.environment.name),
                ],
            ],
            "rule_files": ["rules/*.yml"],
            "alerting": ["alertmanagers": [["static_configs": [["targets": ["localhost:9093"]]]]]],
            "scrape_configs": [job(profile)],
        ]
    }

    /// The same for a Prometheus inside the cluster, whose chart has the rules and says nothing to anybody.
    static func inside(_ profile: Profile, token: String) -> Value {
        ["rule_files": ["/etc/config/recording_rules.yml"], "scrape_configs": [job(profile, token: token)]]
    }

    private static func job(
        _ profile: Profile, token: String = "/etc/prometheus/secrets/metrics-token"
    ) -> Value {
        let fields: [(String, Value)] = [
            ("job_name", .text(profile.system)), ("metrics_path", "/metrics"),
            ("authorization", ["type": "Bearer", "credentials_file": .text(token)]),
        ]
        return .object((fields + discovery(profile)).map { Value.Field($0.0, $0.1) })
    }

    private static func discovery(_ profile: Profile) -> [(String, Value)] {
        switch profile.shape {
        case .eks:
            [
                (
                    "kubernetes_sd_configs",
                    [["role": "pod", "namespaces": ["names": [.text(profile.platform.namespace)]]]]
                ),
                ("relabel_configs", pods(of: profile.system)),
            ]
        // Tasks have no names of their own: `hesap deploy outputs --targets` lists their addresses into
        // this folder.
        case .ecsFargate:
            [("file_sd_configs", [["files": ["/etc/prometheus/targets/*.json"], "refresh_interval": "1m"]])]
        case .host:
            [
                (
                    "static_configs",
                    .list(
                        profile.services.map { service in
                            [
                                "targets": [
                                    .text("127.0.0.1:\(service.port)"),
                                    .text("127.0.0.1:\(service.port + 10)"),
                                ],
                                "labels": ["service": .text(service.name)],
                            ]
                        })
                )
            ]
        }
    }

    private static func pods(of system: String) -> Value {
        [
            [
                "source_labels": ["__meta_kubernetes_pod_label_app_kubernetes_io_part_of"],
                "regex": .text(system),
                "action": "keep",
            ],
            [
                "source_labels": ["__meta_kubernetes_pod_container_port_name"], "regex": "http",
                "action": "keep",
            ],
            ["source_labels": ["__meta_kubernetes_pod_label_app"], "target_label": "service"],
            ["source_labels": ["__meta_kubernetes_pod_name"], "target_label": "pod"],
        ]
    }
}
