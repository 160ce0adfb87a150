import Base

/// The words of problems in the caller's language: a title per code, Turkish or English.
enum ProblemText {
    /// A language that the API answers in.
    enum Language: String, Sendable {
        case turkish = "tr"
        case english = "en"
    }

    /// The better of our two languages for an `Accept-Language` header; Turkish only when it is preferred.
    static func language(accepting header: String?) -> Language {
        guard let header else { return .english }
        var best: (language: Language, weight: Double) = (.english, 0)
        for part in header.split(separator: ",") {
            let fields = part.split(separator: ";")
            guard let tag = fields.first?.split(separator: "-").first,
                let language = Language(rawValue: tag.drop { $0 == " " }.lowercased())
            else { continue }
            let weight =
                fields.dropFirst().compactMap { $0.split(separator: "=").last.flatMap { Double($0) } }.first
                ?? 1
            if weight > best.weight { best = (language, weight) }
        }
        return best.language
    }

    /// The title for a code; the code in words when it has none of its own.
    static func title(_ code: String, _ language: Language) -> String {
        guard let pair = titles[code] else { return code.split(separator: "_").joined(separator: " ") }
        return language == .turkish ? pair.tr : pair.en
    }

    /// What is wrong with one field. In Turkish by the fault's code, with the bounds or the choices that the
    /// English message names.
    static func message(_ fault: FieldFault, _ language: Language) -> String {
        guard language == .turkish, let words = faults[fault.code] else { return fault.message }
        let kind = kinds[fault.message] ?? words
        let named = bounds(in: fault.message)
        return named.isEmpty ? kind + "." : "\(kind): \(named)."
    }

    /// "1–200" of "Between 1 and 200 characters are expected."; "a, b" of "One of a, b is expected."
    private static func bounds(in message: String) -> String {
        if message.hasPrefix("One of "), message.hasSuffix(" is expected.") {
            return String(message.dropFirst("One of ".count).dropLast(" is expected.".count))
        }
        guard ["Between ", "A number from ", "At most "].contains(where: { message.hasPrefix($0) }) else {
            return ""
        }
        let numbers = message.split { !$0.isNumber && $0 != "-" }
        return numbers.count == 1 ? "≤ \(numbers[0])" : numbers.joined(separator: "–")
    }

    /// Every code of a field's fault in Turkish.
    static let faults: [String: String] = [
        "required": "Bu alan gerekli", "unknown_field": "Böyle bir alan yok",
        "wrong_type": "Değerin türü yanlış", "wrong_count": "Öğe sayısı uygun değil",
        "out_of_range": "Değer izin verilen aralıkta değil", "not_allowed": "Şunlardan biri olmalı",
        "not_a_uuid": "Geçerli bir UUID değil", "not_a_time": "RFC 3339 biçiminde bir zaman olmalı",
        "not_a_date": "2026-11-21 gibi bir tarih olmalı", "control_character": "Denetim karakteri olamaz",
        "card_number_refused": "Buraya kart numarası yazılamaz", "repeated": "Aynısı birden çok kez verilmiş",
        "unknown_reference": "Bu kimlikle bir kayıt yok", "too_short": "Metnin uzunluğu uygun değil",
        "too_long": "Metnin uzunluğu uygun değil",
    ]

    /// What was expected instead, where one code covers several.
    private static let kinds: [String: String] = [
        "An object is expected.": "Bir nesne olmalı", "A list is expected.": "Bir liste olmalı",
        "A text is expected.": "Bir metin olmalı", "true or false is expected.": "true ya da false olmalı",
        "A whole number is expected, without fraction.": "Kesirsiz bir tam sayı olmalı",
        "An object of language to text is expected.": "Dillere göre metinlerden bir nesne olmalı",
        "There is no such action.": "Böyle bir işlem yok", "No such language.": "Böyle bir dil yok",
        "A quantity above zero is expected.": "Miktar sıfırdan büyük olmalı",
        "A name, and yellow no later than red.": "Bir ad gerekli; sarı, kırmızıdan geç olamaz",
    ]
}
