import Web

/// Apps by host name: `pos.`, `kitchen.`, `waiter.` and `os.` (BOSS) lead to the same apps as their paths do.
enum AppHosts {
    private static let apps = [
        ("pos", "pos"), ("kitchen", "kitchen"), ("waiter", "waiter"), ("os", "boss"), ("boss", "boss"),
    ]

    /// The path that a host name stands for; nil where the request's own path counts.
    static func path(of head: RequestHead) -> String? {
        guard let host = head.headers["Host"]?.utf8, let dot = host.firstIndex(of: UInt8(ascii: ".")) else {
            return nil
        }
        // Asked for every page and file, so nothing is copied for a host that stands for no app.
        let label = host[..<dot].lazy.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
        guard let app = apps.first(where: { $0.0.utf8.elementsEqual(label) })?.1,
            !head.path.hasPrefix("/assets/"), !head.path.hasPrefix("/\(app)/")
        else { return nil }
        return "/\(app)" + (head.path.hasPrefix("/") ? head.path : "/" + head.path)
    }
}
