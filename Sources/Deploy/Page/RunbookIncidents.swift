extension Runbooks {
    static let incidents: [Runbook] = [
        Runbook(
            name: "zone-lost", isIncident: true,
            title: .init("A zone is lost", "Bir bölüm (zone) yitirildi"),
            steps: [
                .init(
                    "Database and cache change by themselves within minutes; do not restart them.",
                    "Veritabanı ve önbellek dakikalar içinde kendiliğinden geçer; yeniden başlatmayın."),
                .init(
                    "Copies are made anew in the zones that are left; see that nodes may grow.",
                    "Kopyalar kalan bölümlerde yeniden oluşur; düğümlerin artabildiğine bakın."),
                .init(
                    "Afterwards: verify, then write down how long it took.",
                    "Sonra: verify çalıştırın, ne kadar sürdüğünü yazın."),
            ], command: "verify"),
        Runbook(
            name: "region-lost", isIncident: true,
            title: .init("A region is lost", "Bir bölge yitirildi"),
            steps: [
                .init(
                    "Decide with the lag in sight: failover refuses a loss that nobody accepted.",
                    "Gecikmeyi görerek karar verin: failover kabul edilmemiş kaybı reddeder."),
                .init(
                    "It fences the old writer first; never promote by hand beside it.",
                    "Önce eski yazarı ayırır; yanında elle yükseltme yapmayın."),
                .init(
                    "When the old region is back it stays fenced: rebuild the reverse copy, then plan "
                        + "the way back.",
                    "Eski bölge dönünce ayrı kalır: ters kopyayı kurun, sonra dönüşü planlayın."),
            ], command: "failover"),
        Runbook(
            name: "bad-release", isIncident: true,
            title: .init("A bad version is out", "Bozuk sürüm yayında"),
            steps: [
                .init(
                    "Roll back: one change of weights, blue is still there at its size.",
                    "Geri dönün: tek ağırlık değişikliği, mavi hâlâ kendi boyutunda durur."),
                .init(
                    "Tables stay: migrations only add, the version before works with them.",
                    "Tablolar kalır: geçişler yalnızca ekler, önceki sürüm onlarla çalışır."),
                .init(
                    "Mark the digest as bad in the issue, mend, roll out anew.",
                    "Özet değeri kayıtta bozuk olarak işaretleyin, onarın, yeniden yayınlayın."),
            ], command: "rollback"),
        Runbook(
            name: "data-damaged", isIncident: true,
            title: .init("Data was damaged or deleted", "Veri bozuldu ya da silindi"),
            steps: [
                .init(
                    "Stop the writer of the damage, not the database.",
                    "Veritabanını değil, zarar vereni durdurun."),
                .init(
                    "Restore to the moment before (restore --to): a new database beside, its books proved, then "
                        + "the old one cut off; what is lost is said before. --undo goes back, --confirm ends it.",
                    "Bir önceki ana dönün (restore --to): yanda yeni veritabanı, defteri kanıtlanır, sonra eskisi "
                        + "ayrılır; neyin yiteceği önceden yazılır. --undo geri döner, --confirm bitirir."),
                .init(
                    "Ledger and audit prove themselves: hesap ledger verify, hesap audit verify.",
                    "Defter ve denetim kendini kanıtlar: hesap ledger verify, hesap audit verify."),
            ], command: "restore"),
        Runbook(
            name: "secret-exposed", isIncident: true,
            title: .init("A secret was seen by others", "Bir sır başkalarınca görüldü"),
            steps: [
                .init(
                    "Draw it anew in Secrets Manager; the server accepts the previous token key during "
                        + "rotation.",
                    "Secrets Manager içinde yenileyin; sunucu dönüşüm sırasında önceki anahtarı kabul eder."),
                .init(
                    "Look in the trail for who read it, and since when.",
                    "Denetim izinde kimin, ne zamandan beri okuduğuna bakın."),
                .init(
                    "End sign-ins of the people concerned; keys are revoked, not changed.",
                    "İlgili kişilerin oturumlarını bitirin; anahtarlar değiştirilmez, iptal edilir."),
            ], command: "verify"),
        Runbook(
            name: "attack", isIncident: true,
            title: .init("A flood of requests or an attack", "İstek seli ya da saldırı"),
            steps: [
                .init(
                    "The firewall's log names addresses and rules; lower edge.waf rate in the profile "
                        + "and apply.",
                    "Güvenlik duvarı günlüğü adresleri ve kuralları adlarıyla yazar; profilde edge.waf "
                        + "rate değerini düşürüp uygulayın."
                ),
                .init(
                    "Keep paying guests: the waiting room and limits by address count writes without a "
                        + "token only.",
                    "Ödeyen konukları koruyun: adres sınırları yalnızca belirteçsiz yazmaları sayar."),
            ], command: "logs"),
    ]
}
