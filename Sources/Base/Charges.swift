/// A part of an amount, by basis points: the discount of 15 % on what is left, half a kuruş up.
public enum Percentage {
    /// `round_half_up(amount × basisPoints / 10,000)`.
    public static func of(_ amount: Int64, basisPoints: Int64) throws(MoneyFault) -> Int64 {
        try amount.scaled(by: basisPoints, over: 10_000, rounding: .halfUp)
    }
}

/// Rounding what is paid in cash to the coins there are: an adjustment of its own, outside KDV.
///
/// Restaurant money rule 7; off unless an organization switches it on.
public enum CashRounding {
    /// What must be added to `total` (below zero: taken off) so that it is a multiple of `step`, half a step
    /// up.
    public static func adjustment(of total: Int64, toMultipleOf step: Int64) throws(MoneyFault) -> Int64 {
        guard step > 0 else { throw .divisionByZero }
        let steps = try total.scaled(by: 1, over: step, rounding: .halfUp)
        return try steps.scaled(by: step, over: 1, rounding: .down).minus(total)
    }
}

/// A charge on top of the prices that some jurisdictions know and others forbid.
public enum VenueCharge: String, CaseIterable, Sendable {
    /// A percentage for service (servis ücreti).
    case service
    /// A sum per guest (kuver).
    case cover
    /// A sum for the table (masa ücreti).
    case table

    /// Whether a venue of this jurisdiction (ISO 3166 code) may charge it.
    ///
    /// Restaurant money rule 9: Turkey's Price Label Regulation (Fiyat Etiketi Yönetmeliği), as changed in
    /// the Resmî Gazete of 30 January 2026, bans all three for restaurants, cafés and patisseries. Tips that
    /// a guest gives freely stay allowed (Labour Law 4857, article 51).
    public func isAllowed(in jurisdiction: String) -> Bool { jurisdiction != "TR" }

    /// The charge on `base` at a percentage, or the refusal that names the ban.
    public func amount(on base: Int64, basisPoints: Int64, in jurisdiction: String) throws -> Int64 {
        guard isAllowed(in: jurisdiction) else {
            throw VenueChargeRefusal.forbiddenByJurisdiction(jurisdiction)
        }
        return try Percentage.of(base, basisPoints: basisPoints)
    }
}

/// Why a charge cannot be switched on.
public enum VenueChargeRefusal: Refusal, Equatable {
    /// The law of that jurisdiction forbids it.
    case forbiddenByJurisdiction(String)

    /// The answer to the outside.
    public var problem: Problem {
        switch self {
        case .forbiddenByJurisdiction(let jurisdiction):
            Problem(
                422, "forbidden_by_jurisdiction", "The law of this jurisdiction forbids the charge.",
                facts: ["jurisdiction": .string(jurisdiction)])
        }
    }
}
