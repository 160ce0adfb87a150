import Base
import Printing

/// Documents as a Turkish café would print them.
enum Paper {
    static let noon = LocalTime(day: Day(number: 20_778), microseconds: 45_300_000_000)

    /// Acceptance scenario 1 with an option, a discount and tenders: every part of a check's slip.
    static func check(_ stage: CheckReceipt.Stage = .paid) throws -> CheckReceipt {
        CheckReceipt(
            stage: stage,
            header: ["Çınaraltı Kahve & Mutfak", "İskele Cad. 12, Kadıköy / İstanbul"],
            taxNumber: "1234567890",
            number: "1042", table: "Bahçe 7", waiter: "Gökçe Ş.", guests: 3, at: noon, currency: .lira,
            lines: [
                .init(
                    quantity: Quantity(thousandths: 3000), name: "Latte", amount: 51_000,
                    options: [
                        .init(name: "Yulaf sütü", price: 2500),
                        .init(name: "Ekstra shot", count: 2, price: 0),
                    ],
                    note: "az köpüklü"),
                .init(
                    quantity: Quantity(thousandths: 2000), name: "Bira (fıçı)", amount: 44_000,
                    discount: 4_400),
                .init(
                    quantity: Quantity(thousandths: 350),
                    name: "Zeytinyağlı yaprak sarma, yoğurt ve közlenmiş kırmızı biber ile", amount: 12_345),
                .init(quantity: .one, name: "Türk kahvesi", amount: 9500, isComp: true),
                .init(quantity: .one, name: "Köy ekmeği paket", amount: 6000),
            ],
            discounts: [.init(name: "Komşu indirimi", amount: 8_845)], gross: 122_845, total: 100_100,
            kdv: try [
                KDVGroup(rate: 100, gross: 5_400), KDVGroup(rate: 1000, gross: 60_000),
                KDVGroup(rate: 2000, gross: 34_700),
            ],
            tenders: stage == .bill
                ? []
                : [
                    .init(kind: .voucher, name: "Multinet", amount: 30_000),
                    .init(kind: .card, name: "VISA **** 4242", amount: 50_100, tip: 5_000),
                    .init(kind: .cash, amount: 20_000, tendered: 50_000, change: 30_000),
                ],
            remaining: stage == .bill ? 100_100 : 0, footer: ["Wi-Fi: cinaralti"])
    }

    static let kitchen = KitchenSlip(
        station: "Izgara", label: "Bahçe 7", orderType: .takeaway, round: 2, waiter: "Gökçe Ş.", at: noon,
        items: [
            .init(
                quantity: Quantity(thousandths: 2000), name: "Izgara köfte",
                modifiers: ["- soğan", "+ cacık"],
                note: "iyi pişmiş", allergy: "fındık", allergens: ["gluten", "süt"], seat: 2, course: 1),
            .init(quantity: .one, name: "Şiş kebap", isVoid: true),
        ], alsoAt: ["Bar", "Soğuk"])

    static func day(no: Int64?) throws -> DayReport {
        DayReport(
            no: no, header: ["Çınaraltı Kahve & Mutfak"], businessDay: Day(number: 20_777), at: noon,
            by: "Müdür Işıl",
            currency: .lira, checks: 84, guests: 201, gross: 8_765_400, discounts: 120_000, comps: 29_000,
            voidCount: 3,
            voidAmount: 64_000, net: 8_616_400,
            kdv: try [KDVGroup(rate: 1000, gross: 7_000_000), KDVGroup(rate: 2000, gross: 1_616_400)],
            tenders: [
                .init(kind: .cash, count: 30, amount: 2_616_400, refunds: 9_500),
                .init(kind: .card, name: "simulator", count: 50, amount: 5_500_000),
                .init(kind: .voucher, name: "Multinet", count: 4, amount: 500_000),
            ], tips: 184_500,
            cash: .init(
                float: 100_000, sales: 2_606_900, payIn: 5_000, payOut: 20_000, expected: 2_691_900,
                counted: no == nil ? nil : 2_691_400),
            people: [.init(name: "Gökçe Ş.", count: "40", amount: 4_000_000)],
            categories: [.init(name: "Kahveler", count: "120", amount: 1_700_000)])
    }

    static let prices = PriceList(
        header: ["Çınaraltı Kahve & Mutfak"], day: Day(number: 20_778), currency: .lira,
        categories: [
            .init(
                name: "Kahveler",
                products: [
                    .init(name: "Türk kahvesi", price: 9500),
                    .init(name: "Latte", price: 14_500, allergens: ["süt", "laktoz"]),
                ]), .init(name: "İçkiler", products: [.init(name: "Rakı", price: 95_000, alcohol: true)]),
        ])

    /// Every document in both languages, by the name of its golden files.
    static func all() throws -> [(name: String, receipt: Receipt)] {
        var copy = try check()
        copy.isCopy = true
        copy.hasFiscalValue = true
        copy.fiscalNumber = "SIM 0001-000042"
        return try ReceiptLanguage.allCases.flatMap { language in
            [
                ("bill", try check(.bill).receipt(in: language)),
                ("payment", try check().receipt(in: language)),
                ("payment-copy", copy.receipt(in: language)), ("kitchen", kitchen.receipt(in: language)),
                ("x-report", try day(no: nil).receipt(in: language)),
                ("z-report", try day(no: 31).receipt(in: language)),
                ("price-list", prices.receipt(in: language)),
                ("test-page", PrinterTestPage.receipt(printer: "Mutfak", PrinterSettings(), in: language)),
            ].map { ("\($0.0)-\(language.rawValue)", $0.1) }
        }
    }
}
