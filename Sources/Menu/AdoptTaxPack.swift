public import Base
public import Organizations
public import Store

/// The tax classes of a country's law with their dated rates, as data.
///
/// Rates are taken from the published decisions named beside them; an accountant confirms them before use.
public struct TaxPack: Sendable {
    /// One class of the pack.
    public struct Entry: Sendable {
        let code: String
        let name: LocalText
        /// First day and basis points.
        let rates: [(from: String, basisPoints: Int64)]
    }

    /// ISO 3166 country.
    public let jurisdiction: String
    /// The classes, the usual one first.
    public let entries: [Entry]

    /// Turkey, KDV: food service, alcohol, packaged food.
    ///
    /// 8 % and 18 % by Council decision 2007/13033; basic food to 1 % by presidential decision 5189 from
    /// 14 February 2022; 8 → 10 % and 18 → 20 % by presidential decision 7346 from 10 July 2023.
    public static let turkey = TaxPack(
        jurisdiction: "TR",
        entries: [
            Entry(
                code: "food", name: LocalText(tr: "Yeme içme hizmeti", en: "Food and drink service"),
                rates: [("2008-01-01", 800), ("2023-07-10", 1000)]),
            Entry(
                code: "alcohol", name: LocalText(tr: "Alkollü içecek", en: "Alcoholic drink"),
                rates: [("2008-01-01", 1800), ("2023-07-10", 2000)]),
            Entry(
                code: "packaged", name: LocalText(tr: "Paketli temel gıda", en: "Packaged basic food"),
                rates: [("2008-01-01", 800), ("2022-02-14", 100)]),
        ])
}

/// Gives an organization the tax classes of its country; classes that it has already stay as they are.
public enum AdoptTaxPack {
    /// - Returns: the ids of the classes that were made, by code.
    @discardableResult
    public static func run(
        _ pack: TaxPack, _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> [String: ID<TaxClass>] {
        let edit = try MenuEdit(context, in: tx)
        let known = try TaxClassStore.codes(edit.organization, in: tx)
        var made: [String: ID<TaxClass>] = [:]
        for (position, entry) in pack.entries.enumerated() where !known.contains(entry.code) {
            let taxClass = TaxClass(
                id: context.surroundings.newID(), code: entry.code, name: entry.name,
                rates: entry.rates.compactMap { rate in
                    Day(rate.from).map {
                        TaxRate(jurisdiction: pack.jurisdiction, validFrom: $0, basisPoints: rate.basisPoints)
                    }
                })
            TaxClassStore.insert(edit.organization, taxClass, position: position, in: tx)
            made[entry.code] = taxClass.id
        }
        edit.publish(
            "tax.adopted", entity: "menu", id: edit.organization.raw,
            after: ["classes": .array(made.keys.sorted().map { .string($0) })], context)
        return made
    }
}
