/// A currency of ISO 4217, with the number of decimal digits that its minor unit stands for.
public struct Currency: Hashable, Sendable {
    /// The three letters of ISO 4217, upper case.
    public let code: String

    /// The currency with this code, or nil when ISO 4217 has no such one in use.
    public init?(code: String) {
        guard Currency.exponents[code] != nil else { return nil }
        self.code = code
    }

    private init(known code: String) { self.code = code }

    /// Digits after the decimal separator: 2 for TRY, 0 for JPY, 3 for KWD, 4 for CLF.
    public var exponent: Int { Currency.exponents[code] ?? 2 }

    /// Turkish lira.
    public static let lira = Currency(known: "TRY")
    /// Euro.
    public static let euro = Currency(known: "EUR")
    /// United States dollar.
    public static let dollar = Currency(known: "USD")
    /// Pound sterling.
    public static let sterling = Currency(known: "GBP")

    /// All codes in use, in alphabetical order.
    public static var allCodes: [String] { exponents.keys.sorted() }
}

extension Currency: CustomStringConvertible {
    /// The ISO code.
    public var description: String { code }
}

extension Currency {
    /// ISO 4217 list one (active currencies and funds that can be paid in), code to exponent.
    static let exponents: [String: Int] = {
        var table: [String: Int] = [:]
        for code in zeroDigits.split(separator: " ") { table[String(code)] = 0 }
        for code in threeDigits.split(separator: " ") { table[String(code)] = 3 }
        for code in fourDigits.split(separator: " ") { table[String(code)] = 4 }
        for code in twoDigits.split(separator: " ") { table[String(code)] = 2 }
        return table
    }()

    private static let zeroDigits = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
    private static let threeDigits = "BHD IQD JOD KWD LYD OMR TND"
    private static let fourDigits = "CLF UYW"
    private static let twoDigits = """
        AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY \
        COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR \
        ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK \
        MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP \
        SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD YER ZAR \
        ZMW ZWG
        """
}
