import Base
import Testing

@Suite struct TextTests {
    @Test func `Turkish capitals keep both letters i apart`() {
        #expect(TurkishText.capitals("ızgara köfte, pide") == "IZGARA KÖFTE, PİDE")
        #expect(TurkishText.smallLetters("ISPANAKLI İÇLİ ŞİŞ") == "ıspanaklı içli şiş")
    }

    @Test(arguments: ["Izgara", "ızgara", "IZGARA", "izgara", "İzgara"])
    func `a search finds a dish however its i is typed`(text: String) {
        #expect(TurkishText.folded(text) == "izgara")
    }

    @Test func `a search needs no marks`() {
        #expect(TurkishText.folded("Çiğ Köfte Şöleni Âlâ") == "cig kofte soleni ala")
        #expect(TurkishText.folded("cafe\u{301}") == "cafe")
    }

    @Test func `lists follow the Turkish alphabet`() {
        let sorted = [
            "zeytin", "Işkembe", "İskender", "çorba", "cacık", "döner", "şiş", "su", "ılık", "ördek", "oğlak",
        ]
        .sorted(by: TurkishText.precedes)
        #expect(
            sorted == [
                "cacık", "çorba", "döner", "ılık", "Işkembe", "İskender", "oğlak", "ördek", "su", "şiş",
                "zeytin",
            ])
    }

    @Test(arguments: [
        (123_450, "1.234,50 TL", "₺1.234,50"), (0, "0,00 TL", "₺0,00"), (5, "0,05 TL", "₺0,05"),
        (-123_456_789, "-1.234.567,89 TL", "-₺1.234.567,89"), (99_999, "999,99 TL", "₺999,99"),
        (100_000, "1.000,00 TL", "₺1.000,00"),
    ])
    func `liras on paper and on screens`(minor: Int64, paper: String, screen: String) {
        #expect(MoneyText.paper(Money(minor: minor, .lira)) == paper)
        #expect(MoneyText.screen(Money(minor: minor, .lira)) == screen)
    }

    @Test func `other currencies keep their own decimals`() throws {
        let yen = try #require(Currency(code: "JPY"))
        let dinar = try #require(Currency(code: "KWD"))
        #expect(MoneyText.screen(Money(minor: 1234, yen)) == "¥1.234")
        #expect(MoneyText.paper(Money(minor: 1_234_567, dinar), .english) == "1,234.567 KWD")
        #expect(MoneyText.paper(Money(minor: .min, .euro)) == "-92.233.720.368.547.758,08 EUR")
        #expect(
            MoneyText.rate(1000) == "%10" && MoneyText.rate(150) == "%1,5"
                && MoneyText.rate(100, .english) == "1%")
    }
}
