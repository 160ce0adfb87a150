public import Base

/// The language of a document's own words.
public enum ReceiptLanguage: String, CaseIterable, Sendable {
    /// Turkish.
    case turkish = "tr"
    /// English.
    case english = "en"

    /// The language of a tag such as `en-GB`; Turkish for any that documents are not written in.
    public init(tag: String) { self = tag.hasPrefix("en") ? .english : .turkish }

    /// How it groups digits.
    public var money: MoneyText.Style { self == .turkish ? .turkish : .english }

    func callAsFunction(_ word: ReceiptWord) -> String {
        self == .turkish ? word.texts.turkish : word.texts.english
    }

    /// An amount without its currency, for columns.
    func digits(_ minor: Int64, _ currency: Currency) -> String {
        MoneyText.digits(Money(minor: minor, currency), money)
    }

    /// An amount with `TL` or the ISO code.
    func amount(_ minor: Int64, _ currency: Currency) -> String {
        MoneyText.paper(Money(minor: minor, currency), money)
    }

    func quantity(_ quantity: Quantity) -> String { quantity.text(decimal: self == .turkish ? "," : ".") }

    func rate(_ basisPoints: Int64) -> String { MoneyText.rate(basisPoints, money) }

    /// A name for the kitchen, in capitals: Turkish ones always, because dishes keep their Turkish names.
    func capitals(_ text: String) -> String { TurkishText.capitals(text) }
}

/// The words of the documents.
enum ReceiptWord: CaseIterable {
    case bill, receipt, copy, noFiscalValue, fiscalNumber, taxNumber, check, table, waiter, guests, date
    case subtotal, discount, comp, total, kdv, rate, base, tax, remaining, change, tip, tendered
    case cash, card, voucher, openAccount, refund, unknown, thanks, approvalCode
    case dineIn, takeaway, delivery, quick, round, course, seat, note, allergy, allergens, canceled
    case xReport, zReport, businessDay, closed, checks, gross, net, voids, tenders, tips, drawer
    case float, sales, payIn, payOut, expected, counted, variance, byPerson, byCategory
    case sum, priceList, pricesInclude, validFrom, alcohol, pork, testPage

    var texts: (turkish: String, english: String) {
        switch self {
        case .bill: ("ADİSYON", "BILL")
        case .receipt: ("ÖDEME FİŞİ", "PAYMENT SLIP")
        case .copy: ("KOPYA", "COPY")
        case .noFiscalValue: ("Mali değeri yoktur", "Not a fiscal receipt")
        case .fiscalNumber: ("Mali fiş no", "Fiscal receipt no.")
        case .taxNumber: ("Vergi no", "Tax no.")
        case .check: ("Adisyon no", "Check no.")
        case .table: ("Masa", "Table")
        case .waiter: ("Garson", "Served by")
        case .guests: ("Kişi", "Guests")
        case .date: ("Tarih", "Date")
        case .subtotal: ("Ara toplam", "Subtotal")
        case .discount: ("İndirim", "Discount")
        case .comp: ("İkram", "On the house")
        case .total: ("TOPLAM", "TOTAL")
        case .kdv: ("KDV", "VAT")
        case .rate: ("Oran", "Rate")
        case .base: ("Matrah", "Net")
        case .tax: ("KDV", "VAT")
        case .remaining: ("KALAN", "DUE")
        case .change: ("Para üstü", "Change")
        case .tip: ("Bahşiş", "Tip")
        case .tendered: ("Alınan", "Tendered")
        case .cash: ("Nakit", "Cash")
        case .card: ("Kart", "Card")
        case .approvalCode: ("Onay kodu", "Approval code")
        case .voucher: ("Yemek kartı", "Meal voucher")
        case .openAccount: ("Açık hesap", "Open account")
        case .refund: ("İade", "Refund")
        case .unknown: ("sonucu bekleniyor", "outcome pending")
        case .thanks: ("Teşekkür ederiz", "Thank you")
        case .dineIn: ("Masada", "Dine in")
        case .takeaway: ("PAKET", "TAKEAWAY")
        case .delivery: ("KURYE", "DELIVERY")
        case .quick: ("HIZLI SATIŞ", "QUICK SALE")
        case .round: ("Sipariş", "Round")
        case .course: ("Servis", "Course")
        case .seat: ("Koltuk", "Seat")
        case .note: ("Not", "Note")
        case .allergy: ("ALERJİ", "ALLERGY")
        case .allergens: ("ALERJEN", "ALLERGENS")
        case .canceled: ("İPTAL", "CANCELED")
        case .xReport: ("X RAPORU", "X REPORT")
        case .zReport: ("Z RAPORU", "Z REPORT")
        case .businessDay: ("İş günü", "Business day")
        case .closed: ("Kapanış", "Closed")
        case .checks: ("Adisyon sayısı", "Checks")
        case .gross: ("Brüt satış", "Gross sales")
        case .net: ("Net satış", "Net sales")
        case .voids: ("İptaller", "Voids")
        case .tenders: ("ÖDEMELER", "TENDERS")
        case .tips: ("Bahşişler", "Tips")
        case .drawer: ("KASA", "CASH DRAWER")
        case .float: ("Açılış parası", "Float")
        case .sales: ("Nakit satış", "Cash sales")
        case .payIn: ("Kasaya giren", "Paid in")
        case .payOut: ("Kasadan çıkan", "Paid out")
        case .expected: ("Olması gereken", "Expected")
        case .counted: ("Sayılan", "Counted")
        case .variance: ("Fark", "Over/short")
        case .byPerson: ("PERSONEL", "STAFF")
        case .byCategory: ("KATEGORİLER", "CATEGORIES")
        case .sum: ("Toplam", "Total")
        case .priceList: ("FİYAT LİSTESİ", "PRICE LIST")
        case .pricesInclude: ("Fiyatlara KDV dahildir.", "Prices include VAT.")
        case .validFrom: ("Geçerlilik", "Valid from")
        case .alcohol: ("alkol içerir", "contains alcohol")
        case .pork: ("domuz ürünü içerir", "contains pork")
        case .testPage: ("YAZICI TESTİ", "PRINTER TEST")
        }
    }
}
