import Base

/// Two clusters, of which one writes and the other follows, as `cluster.json` in the machine's folder tells:
///
///     {"service": "hesap", "serviceFile": "/etc/cafe/pg_service.conf", "database": "hesap", "user": "hesap",
///      "programs": "/usr/lib/postgresql/15/bin", "synchronous": true, "writer": "a",
///      "nodes": [{"name": "a", "host": "10.0.0.1", "port": 5432, "data": "/var/lib/…",
///                 "reach": ["ssh", "db-a"]}, …]}
public struct ClusterPair: Sendable, Equatable {
    /// A cluster.
    public struct Node: Sendable, Equatable {
        /// Its name, also as a standby.
        public var name: String
        /// Where it listens.
        public var host: String
        /// Its port.
        public var port: Int
        /// Its data folder.
        public var data: String
        /// Where a start's words go.
        public var log: String
        /// Words before a command that runs it there: `["ssh", "db-a"]`.
        public var reach: [String]
    }

    /// The one that writes.
    public var writer: Node
    /// The one that follows.
    public var standby: Node
    /// The service's name in libpq's service file.
    public var service: String
    /// libpq's service file.
    public var serviceFile: String
    /// The database.
    public var database: String
    /// Who signs in, for administration.
    public var user: String
    /// The folder of PostgreSQL's programs, ending with a slash; empty for `PATH`.
    public var programs: String
    /// Whether the standby has everything before it is acknowledged.
    public var synchronous: Bool
    /// The file with the acknowledged heartbeats.
    public var heartbeats: String
    /// Milliseconds between two heartbeats.
    public var beat: Int

    /// Reads `cluster.json`; which of the two writes is what the service file says.
    public init(_ text: String, folder: String, serviceText: (String) -> String?) throws(FailoverFault) {
        guard let json = try? JSON(parsing: text) else { throw FailoverFault("cluster.json is no JSON") }
        func word(_ name: String, _ other: String) -> String { json[name]?.text ?? other }
        let nodes = (json["nodes"]?.array ?? []).compactMap(Node.init(json:))
        guard nodes.count == 2 else {
            throw FailoverFault("cluster.json names no two nodes with name, host, port and data")
        }
        service = word("service", "hesap")
        serviceFile = word("serviceFile", "\(folder)/pg_service.conf")
        database = word("database", "hesap")
        user = word("user", "postgres")
        let path = word("programs", "")
        programs = path.isEmpty || path.hasSuffix("/") ? path : path + "/"
        synchronous = json["synchronous"] == .bool(true)
        heartbeats = word("heartbeats", "\(folder)/heartbeats")
        beat = json["beat"]?.integer.map(Int.init) ?? 1000
        let current = serviceText(serviceFile) ?? ""
        let writes =
            nodes.first { current.contains("host=\($0.host)\nport=\($0.port)\n") }
            ?? nodes.first { $0.name == json["writer"]?.text } ?? nodes[0]
        writer = writes
        standby = nodes.first { $0.name != writes.name } ?? nodes[1]
    }

    /// The service file that points to a node.
    public func serviceText(_ node: Node) -> String {
        "# Written by hesap deploy: \(node.name) takes the writes.\n"
            + "[\(service)]\nhost=\(node.host)\nport=\(node.port)\n"
    }

    /// The line of a cluster's configuration by which it follows another.
    func follows(_ node: Node, _ writer: Node) -> String {
        "primary_conninfo = 'host=\(writer.host) port=\(writer.port) user=\(user) application_name=\(node.name)'"
    }

    /// The same pair with its parts exchanged.
    public var exchanged: ClusterPair {
        var other = self
        (other.writer, other.standby) = (standby, writer)
        return other
    }
}

extension ClusterPair.Node {
    init?(json: JSON) {
        guard let name = json["name"]?.text, let host = json["host"]?.text, let port = json["port"]?.integer,
            let data = json["data"]?.text
        else { return nil }
        self.name = name
        self.host = host
        self.port = Int(port)
        self.data = data
        log = json["log"]?.text ?? "\(data).log"
        reach = (json["reach"]?.array ?? []).compactMap(\.text)
    }
}
