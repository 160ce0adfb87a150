public import Base
import Organizations
import Store
import struct FoundationEssentials.UUID

/// What every edit of the menu shares: the right to edit, the next version, the frame per branch, the audit
/// event.
struct MenuEdit {
    let organization: ID<Organization>
    let version: Int64
    let branches: [ID<Branch>]

    /// Asks for the right and takes the next version, which nobody else can take before the commit.
    init(_ context: CommandContext, in tx: borrowing Transaction) throws {
        try context.require(.editMenu, subject: nil, in: tx)
        organization = context.actor.organization
        (version, branches) = try MenuVersionStore.grow(organization, at: context.now, in: tx)
    }

    /// Tells every branch that there is another menu, and writes down what changed.
    func publish(
        _ action: String, entity: String, id: UUID, before: JSON? = nil, after: JSON?,
        _ context: CommandContext
    ) {
        for branch in branches {
            context.show(
                Frame(
                    branch: branch, type: "menu.published", entity: "menu", id: organization.raw,
                    version: version,
                    data: ["version": .integer(version)]))
        }
        context.audit(action, entity: entity, id: id, branch: nil, before: before, after: after)
    }

    /// The menu as this transaction has it now; kept for the process, where it counts once the commit is
    /// done.
    func menu(in tx: borrowing Transaction) throws -> MenuSnapshot {
        try SnapshotStore.load(organization, in: tx)
    }

    /// MENU-005 An edit of something that changed since it was seen is refused (409).
    static func checkVersion(_ seen: Int64, _ current: Int64, archived: Bool) throws(MenuRefusal) {
        guard !archived else { throw .archived }
        guard seen == current else { throw .staleVersion(current: current) }
    }

    static func checkName(_ name: LocalText) throws(MenuRefusal) {
        guard !name.isEmpty else {
            throw .invalid(
                pointer: "/name", code: "required", message: "A name in some language is expected.")
        }
    }
}

/// The body of an archive request: which version is meant.
public struct ArchiveRequest: Shaped, Equatable {
    /// The version that the caller saw.
    public let version: Int64

    /// That version.
    public init(version: Int64) { self.version = version }

    /// The wire's form.
    public static let shape = Shape<ArchiveRequest>.object(
        "ArchiveRequest", ArchiveRequest.init(version:),
        Field("version", \.version, .integer(1...1_000_000_000)))
}
