import Base
import Menu

/// The words of the guest's menu in one language.
struct MenuWords: Sendable {
    let language: String
    let style: MoneyText.Style
    let menu: String
    let soldOut: String
    let allergens: String
    let alcohol: String
    let pork: String
    let perKilogram: String
    let prices: String
    let ask: String
    let missing: String
    let missingAdvice: String
    let other: (language: String, name: String)
    private let names: [Allergen: String]

    /// The words of a language; Turkish unless English is asked for.
    static func of(_ language: String) -> MenuWords { language == "en" ? english : turkish }

    func name(_ allergen: Allergen) -> String { names[allergen] ?? allergen.rawValue }

    private static let turkish = MenuWords(
        language: "tr", style: .turkish, menu: "Menü", soldOut: "Bugün bitti", allergens: "Alerjenler",
        alcohol: "Alkol içerir", pork: "Domuz ürünü içerir", perKilogram: "kg fiyatı",
        prices: "Fiyatlara KDV dâhildir.", ask: "Alerjiniz varsa lütfen bize sorun.",
        missing: "Bu adreste menü yok",
        missingAdvice: "Masadaki karekodu yeniden okutun ya da bize sorun.",
        other: ("en", "English"),
        names: [
            .gluten: "gluten", .crustaceans: "kabuklular", .eggs: "yumurta", .fish: "balık",
            .peanuts: "yer fıstığı", .soy: "soya", .milk: "süt", .nuts: "sert kabuklu yemişler",
            .celery: "kereviz", .mustard: "hardal", .sesame: "susam", .sulphites: "sülfit",
            .lupin: "acı bakla", .molluscs: "yumuşakçalar",
        ])

    private static let english = MenuWords(
        language: "en", style: .english, menu: "Menu", soldOut: "Sold out today", allergens: "Allergens",
        alcohol: "Contains alcohol", pork: "Contains pork", perKilogram: "per kg",
        prices: "Prices include VAT.", ask: "Please ask us if you have an allergy.",
        missing: "There is no menu at this address",
        missingAdvice: "Please scan the code on your table again, or ask us.", other: ("tr", "Türkçe"),
        names: [
            .gluten: "gluten", .crustaceans: "crustaceans", .eggs: "eggs", .fish: "fish",
            .peanuts: "peanuts", .soy: "soy", .milk: "milk", .nuts: "tree nuts", .celery: "celery",
            .mustard: "mustard", .sesame: "sesame", .sulphites: "sulphites", .lupin: "lupin",
            .molluscs: "molluscs",
        ])
}
