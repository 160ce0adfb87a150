import Web

/// Apps by host name: `pos.`, `kitchen.`, `waiter.` and `os.` (BOSS) lead to the same apps as their paths do.
enum AppHosts {
    private static let apps = [
        "pos": "pos", "kitchen": "kitchen", "waiter": "waiter", "os": "boss", "boss": "boss",
    ]

    /// The path that a host name stands for; nil where the request's own path counts.
    static func path(of head: RequestHead) -> String? {
        guard let label = head.host.split(separator: ".").first, head.host.contains("."),
            let app = apps[String(label)], !head.path.hasPrefix("/assets/"), !head.path.hasPrefix("/\(app)/")
        else { return nil }
        return "/\(app)" + (head.path.hasPrefix("/") ? head.path : "/" + head.path)
    }
}
