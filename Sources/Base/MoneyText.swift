/// Amounts as people read them: `₺1.234,50` on screens, `1.234,50 TL` on paper.
///
/// The lira sign is in neither CP857 nor CP1254, the code pages of receipt printers, so paper says TL.
public enum MoneyText {
    /// How a language groups and separates digits.
    public enum Style: Sendable {
        /// `1.234,50`.
        case turkish
        /// `1,234.50`.
        case english
    }

    /// For printed receipts and documents: digits, a space, and `TL` or the ISO code.
    public static func paper(_ amount: Money, _ style: Style = .turkish) -> String {
        "\(digits(amount, style)) \(amount.currency == .lira ? "TL" : amount.currency.code)"
    }

    /// For screens: the currency's sign (or its code and a space) and the digits; a minus comes first.
    public static func screen(_ amount: Money, _ style: Style = .turkish) -> String {
        let text = digits(amount, style)
        let sign = signs[amount.currency.code] ?? amount.currency.code + "\u{a0}"
        return amount.minor < 0 ? "-\(sign)\(text.dropFirst())" : sign + text
    }

    /// Digits only, with as many decimals as the currency has.
    public static func digits(_ amount: Money, _ style: Style = .turkish) -> String {
        let exponent = amount.currency.exponent
        var all = String(amount.minor.magnitude)
        if all.utf8.count <= exponent {
            all = String(repeating: "0", count: exponent + 1 - all.utf8.count) + all
        }
        let whole = all.dropLast(exponent)
        let fraction = all.suffix(exponent)
        var grouped = ""
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index) % 3 == 0 { grouped += style == .turkish ? "." : "," }
            grouped.append(digit)
        }
        let decimals = exponent == 0 ? "" : (style == .turkish ? "," : ".") + fraction
        return (amount.minor < 0 ? "-" : "") + grouped + decimals
    }

    /// A rate in basis points as people write it: `%10`, `%1,5`; in English `10%`.
    public static func rate(_ basisPoints: Int64, _ style: Style = .turkish) -> String {
        let separator = style == .turkish ? "," : "."
        let text = Quantity(thousandths: basisPoints * 10).text(decimal: separator)
        return style == .turkish ? "%" + text : text + "%"
    }

    private static let signs = ["TRY": "₺", "EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥"]
}
