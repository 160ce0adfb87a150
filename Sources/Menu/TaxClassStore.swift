import Base
import Organizations
import Store

/// All SQL of tax classes and their rates.
enum TaxClassStore {
    static func all(_ organization: ID<Organization>) -> SQL {
        "select id, code, name from tax_classes where organization = \(organization) order by position, id"
    }

    static func rates(_ organization: ID<Organization>) -> SQL {
        """
        select tax_class, jurisdiction, order_type, valid_from, basis_points from tax_rates
        where organization = \(organization) order by tax_class, valid_from
        """
    }

    static func codes(_ organization: ID<Organization>, in tx: borrowing Transaction) throws -> Set<String> {
        Set(
            try tx.rows(
                "select code from tax_classes where organization = \(organization)", as: (String).self))
    }

    static func insert(
        _ organization: ID<Organization>, _ taxClass: TaxClass, position: Int, in tx: borrowing Transaction
    ) {
        tx.later(
            """
            insert into tax_classes (organization, id, code, name, position)
            values (\(organization), \(taxClass.id), \(taxClass.code), \(taxClass.name), \(position))
            """, affecting: 1)
        for rate in taxClass.rates { insert(organization, rate, of: taxClass.id, in: tx) }
    }

    /// Writes the rate of one first day, or takes it away.
    static func set(
        _ organization: ID<Organization>, _ change: TaxRateChange, in jurisdiction: String,
        of taxClass: ID<TaxClass>, in tx: borrowing Transaction
    ) {
        tx.later(
            """
            delete from tax_rates where organization = \(organization) and tax_class = \(taxClass)
                and jurisdiction = \(jurisdiction) and order_type = \(change.orderType?.rawValue ?? "")
                and valid_from = \(change.validFrom)
            """)
        guard let rate = change.rate else { return }
        insert(
            organization,
            TaxRate(
                jurisdiction: jurisdiction, orderType: change.orderType, validFrom: change.validFrom,
                basisPoints: rate), of: taxClass, in: tx)
    }

    static func insert(
        _ organization: ID<Organization>, _ rate: TaxRate, of taxClass: ID<TaxClass>,
        in tx: borrowing Transaction
    ) {
        tx.later(
            """
            insert into tax_rates (organization, tax_class, jurisdiction, order_type, valid_from, basis_points)
            values (\(organization), \(taxClass), \(rate.jurisdiction), \(rate.orderType?.rawValue ?? ""),
                \(rate.validFrom), \(rate.basisPoints))
            """, affecting: 1)
    }
}
