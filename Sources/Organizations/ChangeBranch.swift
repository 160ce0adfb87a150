public import Base
public import Store

/// The body that changes a branch; what is left out stays.
public struct BranchChange: Shaped, Equatable {
    /// The version that the caller saw.
    public let version: Int64
    /// Its name on screens and paper.
    public let name: String?
    /// Its IANA time zone.
    public let timeZone: String?
    /// Minutes after midnight at which its business day begins.
    public let dayStart: Int?
    /// Its address on paper.
    public let address: String?
    /// Its tax office.
    public let taxOffice: String?
    /// Its tax number.
    public let taxNumber: String?
    /// What its tills take cards with.
    public let cardRoute: CardRoute?

    /// A change of the branch as it was at `version`; nil stays as it is.
    public init(
        version: Int64, name: String? = nil, timeZone: String? = nil, dayStart: Int? = nil,
        address: String? = nil, taxOffice: String? = nil, taxNumber: String? = nil,
        cardRoute: CardRoute? = nil
    ) {
        self.cardRoute = cardRoute
        self.version = version
        self.name = name
        self.timeZone = timeZone
        self.dayStart = dayStart
        self.address = address
        self.taxOffice = taxOffice
        self.taxNumber = taxNumber
    }

    /// The wire's form.
    public static let shape = Shape<BranchChange>.object(
        "BranchChange",
        BranchChange.init(version:name:timeZone:dayStart:address:taxOffice:taxNumber:cardRoute:),
        Field("version", \.version, .integer(1...1_000_000_000), "The version that the caller saw."),
        Field(optional: "name", \.name, .freeText(1...80), "Its name on screens and paper."),
        Field(optional: "timeZone", \.timeZone, .text(1...60), "An IANA name, `Europe/Istanbul`."),
        Field(
            optional: "dayStart", \.dayStart, .int(0...1439),
            "Minutes after midnight at which its business day begins; 240 is 04:00."),
        Field(optional: "address", \.address, .freeText(0...200), "As on paper; several lines are possible."),
        Field(optional: "taxOffice", \.taxOffice, .freeText(0...60), "Vergi dairesi."),
        Field(optional: "taxNumber", \.taxNumber, .text(0...20), "Vergi numarası."),
        Field(optional: "cardRoute", \.cardRoute, .choice, "What its tills take cards with."))

    func applied(to branch: Branch) -> Branch {
        Branch(
            id: branch.id, organization: branch.organization, name: name ?? branch.name,
            timeZone: timeZone ?? branch.timeZone, dayStart: dayStart ?? branch.dayStart,
            address: address ?? branch.address, taxOffice: taxOffice ?? branch.taxOffice,
            taxNumber: taxNumber ?? branch.taxNumber, cardRoute: cardRoute ?? branch.cardRoute,
            version: branch.version + 1)
    }
}

/// Changes what screens and paper say of a branch, and when its business day begins.
public enum ChangeBranch {
    /// The day that runs now stays the same: sales of one evening never fall into two days.
    ///
    /// - Throws: `OrganizationRefusal`: `unknownBranch`, `staleVersion`, `unknownTimeZone`, `dayWouldChange`.
    public static func run(
        _ id: ID<Branch>, _ change: BranchChange, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> Branch {
        try context.require(.pairDevice, subject: nil, in: tx)
        let found = try OrganizationStore.lockedBranch(id, context.actor.organization, in: tx)
        guard let before = found, context.actor.reaches(id) else { throw OrganizationRefusal.unknownBranch }
        guard before.version == change.version else {
            throw OrganizationRefusal.staleVersion(current: before.version)
        }
        let after = change.applied(to: before)
        try decide(before, after, at: context.now)
        OrganizationStore.update(after, in: tx)
        context.show(
            Frame(
                branch: id, type: "branch.changed", entity: "branch", id: id.raw, version: after.version,
                data: after.summary))
        context.audit(
            "branch.change", entity: "branch", id: id.raw, branch: id, before: before.summary,
            after: after.summary)
        return after
    }

    /// ORG-001 A change of zone or day's beginning leaves the business day of this moment what it is.
    static func decide(_ before: Branch, _ after: Branch, at now: Instant) throws(OrganizationRefusal) {
        guard let zone = LocalZone(after.timeZone) else { throw .unknownTimeZone }
        let day = LocalZone(before.timeZone)?.businessDay(of: now, dayStart: before.dayStart)
        guard day == zone.businessDay(of: now, dayStart: after.dayStart) else { throw .dayWouldChange }
    }
}

extension Branch {
    fileprivate var summary: JSON {
        [
            "name": .string(name), "timeZone": .string(timeZone), "dayStart": .integer(Int64(dayStart)),
            "address": .string(address), "taxOffice": .string(taxOffice), "taxNumber": .string(taxNumber),
            "cardRoute": .string(cardRoute.rawValue),
        ]
    }
}
