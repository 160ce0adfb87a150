public import Fiscal
public import Payments

/// What a till takes money with: its card connector, and who issues the fiscal document.
public struct PaymentMeans: Sendable {
    /// The connectors of this process.
    public let connectors: ConnectorSet
    /// The name of the one that takes cards.
    public let card: String
    /// Who issues the document of a closed check.
    public let fiscal: any FiscalDriver

    /// The means of a till.
    public init(
        connectors: ConnectorSet, card: String = "simulator", fiscal: any FiscalDriver = NoFiscalDriver()
    ) {
        self.connectors = connectors
        self.card = card
        self.fiscal = fiscal
    }

    /// The connector that takes cards.
    func connector() throws(PaymentRefusal) -> any Connector { try connectors.connector(card) }
}
