public import Base
public import Organizations
public import Store

/// The body that gives a tax class a rate from a day on, or takes one back that has not begun.
public struct TaxRateChange: Shaped, Equatable {
    /// The first day it holds.
    public let validFrom: Day
    /// Hundredths of a percent; nil takes the rate of this day back.
    public let rate: Int64?
    /// The only order type it is for; nil: all.
    public let orderType: OrderType?

    /// A rate from this day on.
    public init(validFrom: Day, rate: Int64?, orderType: OrderType? = nil) {
        self.validFrom = validFrom
        self.rate = rate
        self.orderType = orderType
    }

    /// The wire's form.
    public static let shape = Shape<TaxRateChange>.object(
        "TaxRateChange", TaxRateChange.init(validFrom:rate:orderType:),
        Field("validFrom", \.validFrom, .day, "The first day it holds: after the day that runs now."),
        Field(
            optional: "rate", \.rate, .integer(0...10_000),
            "Hundredths of a percent, 1000 is 10 %; null takes the rate of this day back."),
        Field(optional: "orderType", \.orderType, .choice, "For this way of ordering alone."))
}

/// Gives a tax class another rate from a coming day on.
public enum SetTaxRate {
    /// MENU-010 Only days to come are changed: what is sold keeps the rate of its day (money rule 3), and a
    /// running day has one rate.
    ///
    /// - Throws: `notFound`; `taxRateBegun` for a day that has begun in some branch.
    public static func run(
        _ id: ID<TaxClass>, _ change: TaxRateChange, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> TaxClassView {
        let edit = try MenuEdit(context, in: tx)
        let menu = try SnapshotStore.read(edit.organization, in: tx).0
        guard let known = menu.taxClass(id) else { throw MenuRefusal.notFound }
        let today = try Directory.branches(edit.organization, in: tx).compactMap { branch in
            LocalZone(branch.timeZone)?.businessDay(of: context.now, dayStart: branch.dayStart)
        }.max()
        guard today.map({ $0 < change.validFrom }) ?? true else { throw MenuRefusal.taxRateBegun }
        let jurisdiction = menu.jurisdiction
        let before = known.rates.first {
            $0.jurisdiction == jurisdiction && $0.validFrom == change.validFrom
                && $0.orderType == change.orderType
        }
        guard change.rate != nil || before != nil else { throw MenuRefusal.notFound }
        TaxClassStore.set(edit.organization, change, in: jurisdiction, of: id, in: tx)
        func said(_ rate: Int64?) -> JSON {
            [
                "name": LocalText.shape.encode(known.name), "from": .string(change.validFrom.text),
                "orderType": change.orderType.map { .string($0.rawValue) } ?? .null,
                "rate": rate.map { .integer($0) } ?? .null,
            ]
        }
        edit.publish(
            "tax.rate", entity: "tax_class", id: id.raw, before: before.map { said($0.basisPoints) },
            after: said(change.rate), context)
        guard let after = try edit.menu(in: tx).taxClass(id) else { throw MenuRefusal.notFound }
        return TaxClassView(id: after.id.raw, code: after.code, name: after.name, rates: after.rates)
    }
}
