import struct FoundationEssentials.URLComponents

/// Where a PostgreSQL server listens and who signs in.
public struct DatabaseAddress: Hashable, Sendable {
    /// A host name, an address, or the folder of a Unix socket; empty when a service file names it.
    public let host: String
    /// Its port.
    public let port: Int
    /// The database.
    public let database: String
    /// The login role.
    public let user: String
    /// Its password, when one is needed.
    public let password: Secret?
    /// Further keywords of libpq, such as `sslmode`.
    public let options: [String: String]

    /// An address from its parts.
    public init(
        host: String, port: Int = 5432, database: String, user: String, password: Secret? = nil,
        options: [String: String] = [:]
    ) {
        self.host = host
        self.port = port
        self.database = database
        self.user = user
        self.password = password
        self.options = options
    }

    /// Reads `postgres://user:password@host:5432/name?sslmode=require`, with `?host=/folder` for a socket, or
    /// `?service=name` for host and port in libpq's service file: that file is read at each connection, so
    /// what it names can change while the server runs.
    public init?(url: String) {
        guard let parts = URLComponents(string: url), let scheme = parts.scheme,
            ["postgres", "postgresql"].contains(scheme), parts.path.count > 1
        else { return nil }
        var options: [String: String] = [:]
        for item in parts.queryItems ?? [] { options[item.name] = item.value ?? "" }
        let named = parts.host.flatMap { $0.isEmpty ? nil : $0 }
        let service = options["service"] == nil ? nil : ""
        guard let host = options.removeValue(forKey: "host") ?? named ?? service else { return nil }
        guard let port = parts.port ?? Int(options.removeValue(forKey: "port") ?? "5432") else { return nil }
        self.init(
            host: host, port: port, database: String(parts.path.dropFirst()), user: parts.user ?? "hesap",
            password: parts.password.map { Secret($0) }, options: options)
    }

    /// libpq's keywords and values, for `PQconnectStartParams`.
    public var parameters: [(keyword: String, value: String)] {
        var result = [("dbname", database), ("user", user)]
        if !host.isEmpty { result = [("host", host), ("port", String(port))] + result }
        if let password { result.append(("password", password.reveal)) }
        for name in options.keys.sorted() { result.append((name, options[name] ?? "")) }
        return result
    }
}
