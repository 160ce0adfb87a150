/// A page for somebody who was called at night: one symptom or one incident, what to look at, what to do.
public struct Runbook: Sendable {
    /// A text in both languages.
    public struct Text: Sendable {
        /// English.
        public let english: String
        /// Turkish.
        public let turkish: String

        init(_ english: String, _ turkish: String) {
            self.english = english
            self.turkish = turkish
        }
    }

    /// The page's name: `pods-do-not-start`.
    public let name: String
    /// Whether it is an incident; otherwise a symptom.
    public let isIncident: Bool
    /// What is seen.
    public let title: Text
    /// What to do, in order.
    public let steps: [Text]
    /// The tool's command that looks for the cause, without system and environment.
    public let command: String
}

/// All runbooks: the documents' symptoms, and incidents.
public enum Runbooks {
    /// Symptoms first.
    public static let all: [Runbook] = symptoms + incidents

    static let symptoms: [Runbook] = [
        Runbook(
            name: "copies-do-not-start", isIncident: false,
            title: .init("Copies of a service do not start", "Servis kopyaları başlamıyor"),
            steps: [
                .init(
                    "Read the reason of the failing probe and the last lines of its log; diagnose "
                        + "prints both.",
                    "Başarısız yoklamanın nedenini ve günlüğün son satırlarını okuyun; diagnose ikisini "
                        + "de yazar."
                ),
                .init(
                    "Image cannot be pulled: compare the digest in the release's parameter with the "
                        + "repository.",
                    "İmaj çekilemiyor: sürüm parametresindeki özet değeri depodakiyle karşılaştırın."),
                .init(
                    "Settings refused: the server names every wrong setting in its first log line.",
                    "Ayarlar reddedildi: sunucu ilk günlük satırında her yanlış ayarı adıyla yazar."),
                .init(
                    "No room: nodes are at their most; raise platform.nodes.max in the profile and apply.",
                    "Yer yok: düğümler en çoğunda; profilde platform.nodes.max değerini artırıp uygulayın."),
            ], command: "diagnose"),
        Runbook(
            name: "database-does-not-answer", isIncident: false,
            title: .init("The database does not answer", "Veritabanı yanıt vermiyor"),
            steps: [
                .init(
                    "Ask for its state; during a change of zone it is back within two minutes by itself.",
                    "Durumunu sorun; bölge değişiminde iki dakika içinde kendiliğinden döner."),
                .init(
                    "Compare connections with what the class takes; end what leaks, lower "
                        + "pool.per-task, never raise blindly.",
                    "Bağlantıları sınıfın aldığıyla karşılaştırın; sızdıranı bitirin, pool.per-task "
                        + "değerini düşürün."
                ),
                .init(
                    "Only the services' group may reach its port; diagnose compares the group's rules "
                        + "with the graph.",
                    "Kapısına yalnızca servislerin grubu ulaşabilir; diagnose kuralları grafikle "
                        + "karşılaştırır."
                ),
                .init(
                    "Storage full: it grows by itself up to storage-max; raise that and apply.",
                    "Depolama dolu: storage-max değerine dek kendiliğinden büyür; onu artırıp uygulayın."),
            ], command: "diagnose"),
        Runbook(
            name: "answers-are-slow", isIncident: false,
            title: .init("Answers are slow", "Yanıtlar yavaş"),
            steps: [
                .init(
                    "See which part is slow: the dashboard has the balancer's, the server's and the "
                        + "database's time.",
                    "Hangi parçanın yavaş olduğuna bakın: panoda dengeleyicinin, sunucunun ve "
                        + "veritabanının süresi var."
                ),
                .init(
                    "At the ceiling of copies: connection budget and nodes bound it; scale for now, "
                        + "then change the profile.",
                    "Kopya tavanında: bağlantı bütçesi ve düğümler sınırlar; şimdilik scale, sonra "
                        + "profili değiştirin."
                ),
                .init(
                    "The database is busy: look at its slow statements (log_min_duration_statement) "
                        + "before a larger class.",
                    "Veritabanı meşgul: daha büyük sınıftan önce yavaş sorgularına bakın "
                        + "(log_min_duration_statement)."
                ),
            ], command: "diagnose"),
        Runbook(
            name: "errors-of-the-server", isIncident: false,
            title: .init("The server answers with errors", "Sunucu hata döndürüyor"),
            steps: [
                .init(
                    "Began with a roll-out: roll back first, then look for the cause.",
                    "Sürüm geçişiyle başladıysa önce geri dönün, sonra nedeni arayın."),
                .init(
                    "Filter the log for level error (logs --filter); every answer carries the trace's id.",
                    "Günlükte hata düzeyini süzün (logs --filter); her yanıt izin kimliğini taşır."),
                .init(
                    "503 only: /ready says which part is missing.",
                    "Yalnızca 503: hangi parçanın eksik olduğunu /ready söyler."),
            ], command: "logs"),
        Runbook(
            name: "certificate-or-name", isIncident: false,
            title: .init("A certificate or a name is wrong", "Sertifika ya da ad yanlış"),
            steps: [
                .init(
                    "The delegation at the registrar must name the zone's own servers; apply prints them.",
                    "Kayıt firmasındaki yetkilendirme alanın kendi sunucularını göstermelidir; apply "
                        + "bunları yazar."
                ),
                .init(
                    "A certificate that waits has no validation record: the records stand in its zone.",
                    "Bekleyen sertifikanın doğrulama kaydı yoktur: kayıtlar kendi alanında durur."),
                .init(
                    "The content network's certificates are those of us-east-1, the balancer's those of "
                        + "its region.",
                    "İçerik ağının sertifikaları us-east-1, dengeleyicininki kendi bölgesindedir."),
            ], command: "verify"),
        Runbook(
            name: "memory-is-high", isIncident: false,
            title: .init("Memory is high", "Bellek yüksek"),
            steps: [
                .init(
                    "One copy only: it is replaced by ending it; no acknowledged write is lost.",
                    "Tek kopyaysa sonlandırılınca yenisi gelir; onaylanmış hiçbir yazma kaybolmaz."),
                .init(
                    "All copies, rising: keep a heap's figures from /metrics, then a larger memory in "
                        + "the profile.",
                    "Hepsinde artıyorsa /metrics değerlerini saklayın, sonra profilde belleği artırın."),
            ], command: "diagnose"),
        Runbook(
            name: "sockets-drop", isIncident: false,
            title: .init("Screens lose their live connection", "Ekranlar canlı bağlantıyı yitiriyor"),
            steps: [
                .init(
                    "Screens reconnect by themselves with their last number and miss nothing; look when "
                        + "it repeats.",
                    "Ekranlar son numaralarıyla kendileri bağlanır, bir şey kaçırmaz; yineleniyorsa bakın."),
                .init(
                    "Idle time of the balancer below websocket.idle: verify compares both.",
                    "Dengeleyicinin boşta süresi websocket.idle değerinden kısa olabilir: verify "
                        + "karşılaştırır."
                ),
            ], command: "verify"),
    ]
}
