public import Base
public import Organizations

public import struct FoundationEssentials.UUID

/// A document on its way to a printer. The same revision of a document goes to a printer once (I12).
public struct PrintJob: Sendable, Equatable {
    /// The job's business key.
    public struct Key: Sendable, Hashable {
        /// What kind of thing the document is of, such as `check` or `kitchen_ticket`.
        public let document: String
        /// Which one.
        public let id: UUID
        /// The printer's name.
        public let target: String
        /// 1 for the first print; each reprint counts on.
        public let revision: Int

        /// A key.
        public init(document: String, id: UUID, target: String, revision: Int) {
            self.document = document
            self.id = id
            self.target = target
            self.revision = revision
        }
    }

    /// Its id.
    public let id: ID<PrintJob>
    /// Whose.
    public let organization: ID<Organization>
    /// Where.
    public let branch: ID<Branch>
    /// Its business key.
    public let key: Key
    /// What is printed.
    public let kind: Receipt.Kind
    /// Where it stands.
    public let state: PrintJobState
    /// How often it was handed over.
    public let attempts: Int
    /// What went wrong last, as a stable code.
    public let failure: String?
    /// When it was asked for.
    public let createdAt: Instant
    /// When its first byte went out last; nil before, and when it is known that nothing was printed.
    public let begunAt: Instant?

    /// The failure of a job of which nobody knows whether it was printed: only a person sends it again.
    public static let uncertain = "uncertain"
}

extension PrintJob {
    func moved(_ event: PrintJobEvent, failure: String? = nil) throws(PrintRefusal) -> PrintJob {
        PrintJob(
            id: id, organization: organization, branch: branch, key: key, kind: kind,
            state: try state.after(event),
            attempts: event == .send ? attempts + 1 : attempts, failure: failure, createdAt: createdAt,
            begunAt: begunAt)
    }

    /// The job for frames and the audit trail.
    var json: JSON {
        [
            "id": .string(id.description), "document": .string(key.document),
            "documentId": .string(key.id.text),
            "target": .string(key.target), "revision": .integer(Int64(key.revision)),
            "kind": .string(kind.rawValue),
            "state": .string(state.rawValue), "attempts": .integer(Int64(attempts)),
            "failure": failure.map { .string($0) } ?? .null,
        ]
    }

    /// Failing is news; so is what follows it.
    func show(_ type: String, _ context: CommandContext) {
        context.show(
            Frame(
                branch: branch, type: type, entity: "print_job", id: id.raw, version: Int64(attempts) + 1,
                data: json,
                audience: .pos))
    }
}
