import Base
import Organizations

/// A fiscal device or service: the port that drivers of an ÖKC (GMP-3), of e-adisyon or e-arşiv fill.
///
/// The drivers here decide by themselves and are asked inside the transaction.
public protocol FiscalDriver: Sendable {
    /// Its name in rows.
    var name: String { get }
    /// Whether our own slip must state that it has no fiscal value because no fiscal document accompanies it.
    var hasFiscalValue: Bool { get }
    /// Issues a document. `sequence` counts the driver's documents in the branch, from 1.
    func issue(_ document: FiscalDocument, sequence: Int64) -> FiscalOutcome
}

/// What a driver answers.
public enum FiscalOutcome: Sendable, Equatable {
    /// Issued under this number; nil when the driver gives none.
    case issued(number: String?)
    /// Refused, as a stable code; may be tried again.
    case failed(code: String)
}

/// No fiscal device: the document is only our own record, and the slip states that it has no fiscal value.
public struct NoFiscalDriver: FiscalDriver {
    /// `none`.
    public let name = "none"
    /// No.
    public let hasFiscalValue = false

    /// The driver.
    public init() {}

    /// Issues without a number.
    public func issue(_ document: FiscalDocument, sequence: Int64) -> FiscalOutcome { .issued(number: nil) }
}

/// A simulated ÖKC: numbers like a cash register's, `SIM 0001-000042`: memory and receipt.
public struct FiscalSimulator: FiscalDriver {
    /// `simulator`.
    public let name = "simulator"
    /// The slip is accompanied by a (simulated) fiscal receipt.
    public let hasFiscalValue = true
    private let refuses: @Sendable (FiscalDocument) -> String?

    /// The driver; `refuses` gives the code of a refusal, for tests of what happens when a device has no
    /// paper.
    public init(refuses: @escaping @Sendable (FiscalDocument) -> String? = { _ in nil }) {
        self.refuses = refuses
    }

    /// Issues with a number: four digits for each 10,000 documents, six for the document.
    public func issue(_ document: FiscalDocument, sequence: Int64) -> FiscalOutcome {
        if let code = refuses(document) { return .failed(code: code) }
        return .issued(
            number: "SIM \(digits(1 + sequence / 1_000_000, 4))-\(digits(sequence % 1_000_000, 6))")
    }

    private func digits(_ value: Int64, _ width: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}

/// The drivers of this process, by name.
public struct FiscalDrivers: Sendable {
    private let byName: [String: any FiscalDriver]

    /// These drivers; the last one of a name counts.
    public init(_ drivers: [any FiscalDriver] = [NoFiscalDriver(), FiscalSimulator()]) {
        byName = Dictionary(drivers.map { ($0.name, $0) }) { _, last in last }
    }

    /// The driver of that name.
    public func driver(_ name: String) throws(FiscalRefusal) -> any FiscalDriver {
        guard let driver = byName[name] else { throw .unknownDriver(name) }
        return driver
    }
}
