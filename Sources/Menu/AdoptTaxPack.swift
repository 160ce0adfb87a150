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
    /// - Council of Ministers' decision 2007/13033, in force from 1 January 2008: lists I (1 %) and II (8 %,
    ///   with cafés, patisseries and restaurants as its line 24, alcohol apart); everything else 18 %.
    /// - Presidential decision 5189 (Resmî Gazete of 13 February 2022), from 14 February 2022: food in shops
    ///   1 %.
    /// - Presidential decision 7346 (Resmî Gazete 32241 of 7 July 2023), from 10 July 2023: 8 → 10 % and
    ///   18 → 20 %; 1 % stays.
    /// - General communiqué 51 (Resmî Gazete 32529 of 27 April 2024), from 1 May 2024: what a venue that
    ///   serves food sells is food service at 10 %, alcohol 20 %, with what it buys in, packs or delivers.
    ///   `packaged` is for what is sold as in a shop. Bars, taverns and clubs are on no list: 20 %.
    ///
    /// The passing 1 % for food service in the pandemic (decision 2812, from 31 July 2020) is left out: no
    /// day that is sold on can lie in it.
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
