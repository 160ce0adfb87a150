/// The connectors of this process, by name.
public struct ConnectorSet: Sendable {
    private let byName: [String: any Connector]

    /// These connectors; the last one of a name counts.
    public init(_ connectors: [any Connector]) {
        byName = Dictionary(connectors.map { ($0.name, $0) }) { _, last in last }
    }

    /// The connector of that name.
    public func connector(_ name: String) throws(PaymentRefusal) -> any Connector {
        guard let connector = byName[name] else { throw .unknownConnector(name) }
        return connector
    }
}
