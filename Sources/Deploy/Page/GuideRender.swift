/// A deployment guide in the form of the documents: prerequisites, steps with their commands, checks, costs
/// and what to do when something is wrong, with every value resolved.
public struct GuideRender {
    let read: ReadProfile
    let graph: Graph
    let plan: Plan
    let prices: PriceSheet
    let language: Language

    /// The guide of a profile; the plan is the one from nothing, with `GuideRender.image` as its image.
    public init(_ read: ReadProfile, _ graph: Graph, _ plan: Plan, prices: PriceSheet, language: Language) {
        self.read = read
        self.graph = graph
        self.plan = plan
        self.prices = prices
        self.language = language
    }

    /// What stands for the image's digest in the plan of a guide.
    public static var image: String { GuideShell.image }

    var profile: Profile { graph.profile }

    func say(_ english: String, _ turkish: String) -> String { language.pick(english, turkish) }

    /// The whole guide.
    public var page: String {
        var page = PageText()
        head(&page)
        preparation(&page)
        image(&page)
        steps(&page)
        manifests(&page)
        screens(&page)
        checks(&page)
        alarms(&page)
        costs(&page)
        operations(&page)
        return page.whole
    }

    private func head(_ page: inout PageText) {
        let place = "\(profile.environment.name), \(profile.regions.all.joined(separator: ", "))"
        page.heading(
            1, say("\(profile.system) on AWS: deployment guide", "\(profile.system): AWS kurulum rehberi"))
        page.say(
            say(
                "Written by `hesap deploy guide` from the profile; every value is resolved. "
                    + "Environment: \(place).",
                "`hesap deploy guide` tarafından profilden yazıldı; bütün değerler çözülmüştür. Ortam: "
                    + "\(place)."
            ))
        page.heading(2, say("Overview", "Özet"))
        page.table(
            [
                say("Service", "Servis"), say("Roles", "Roller"), say("Address", "Adres"),
                say("Copies", "Kopya"),
                say("Size of one", "Birinin boyutu"),
            ],
            profile.services.map { service in
                [
                    profile.name(.workload, service.name), service.roles.joined(separator: ", "),
                    address(service),
                    say(
                        "\(service.scale.min) to \(service.scale.max)",
                        "\(service.scale.min) ile \(service.scale.max) arası"),
                    "\(service.size.cpu)m, \(service.size.memory) MiB",
                ]
            })
        page.table(
            [say("Screen", "Ekran"), say("Address", "Adres"), say("Bucket", "Depo")],
            profile.web.flatMap { web in
                web.apps.isEmpty
                    ? [[web.name, web.host, web.bucket]]
                    : web.apps.map { [$0.name, web.host + $0.path, web.bucket] }
            })
        page.heading(2, say("Architecture", "Mimari"))
        page.code("mermaid", ArchitectureDrawing.mermaid(profile))
        accepted(&page)
    }

    /// What the profile accepts for a while, in the words by which `lint --document` knows it.
    private func accepted(_ page: inout PageText) {
        let waivers = profile.waivers
        if waivers.isEmpty { return }
        page.heading(2, say("Accepted for a while", "Bir süre için kabul edilenler"))
        page.code(
            "waivers",
            waivers.map { "\($0.rule) * until:\($0.until) \($0.reason)" }.joined(separator: "\n"))
    }

    func address(_ service: ServicePlan) -> String {
        if service.isWorker { return say("works off queues", "kuyruktan çalışır") }
        if service.isInternal { return say("inside only", "yalnızca içeriden") }
        let host = service.host ?? profile.gateway?.host ?? profile.web.first?.host ?? ""
        return service.paths.isEmpty ? host : host + " " + service.paths.joined(separator: " ")
    }

    private func preparation(_ page: inout PageText) {
        page.heading(2, say("Prerequisites", "Ön koşullar"))
        page.point(
            say(
                "AWS CLI 2 with credentials of the account \(profile.environment.account), by single "
                    + "sign-on or an assumed role.",
                "AWS CLI 2 ve \(profile.environment.account) hesabının tek oturum açma ya da üstlenilen "
                    + "rol ile gelen kimliği."
            ))
        if profile.shape == .eks {
            page.point(
                say(
                    "kubectl of the cluster's version or one beside it.",
                    "Kümenin sürümünde ya da bir yanındaki kubectl."))
            if profile.platform.existing == nil {
                page.point(
                    say(
                        "helm 3: a cluster of its own gets its controllers as charts.",
                        "helm 3: sistemin kendi kümesine denetleyiciler helm paketleriyle kurulur."))
            }
        }
        page.point(
            say(
                "buildah, and the files that this command writes beside the guide:",
                "buildah ve bu komutun rehberin yanına yazdığı dosyalar:"))
        page.end()
        let folder = "\(profile.system)-\(profile.environment.name)"
        page.code(
            "bash",
            "hesap deploy guide \(profile.system) --environment \(profile.environment.name) --out "
                + "\(folder)\ncd \(folder)\n"
                + "aws sts get-caller-identity --query Account --output text | grep -qx "
                + "\(profile.environment.account)"
        )
        if profile.data.events != nil {
            page.say(
                say(
                    "The users of the event log may nothing until `kafka/rights.sh`, which `hesap deploy render` writes, "
                        + "was run inside the network; it says what it needs.",
                    "Olay günlüğünün kullanıcıları, `hesap deploy render` komutunun yazdığı `kafka/rights.sh` ağın içinde "
                        + "çalıştırılana kadar hiçbir şey yapamaz; neye ihtiyacı olduğunu kendisi söyler."))
        }
        let given = profile.data.secrets.filter { !$0.generated }
        guard !given.isEmpty else { return }
        page.say(
            say(
                "These secrets are created empty; people fill them in with the console once the data "
                    + "stacks stand:",
                "Bu sırlar boş oluşturulur; veri yığınları kurulunca kişiler konsolda doldurur:"))
        page.table(
            [say("Secret", "Sır"), say("Fields", "Alanlar")],
            given.map { [profile.name(.secret, $0.use), $0.fields.joined(separator: ", ")] })
    }

    private func image(_ page: inout PageText) {
        guard let service = profile.services.first else { return }
        let registry = "\(profile.environment.account).dkr.ecr.\(profile.regions.primary).amazonaws.com"
        page.heading(2, say("The image", "İmaj"))
        page.say(
            say(
                "One image runs every role. Its digest, never a name, decides what runs. The repository "
                    + "is created by "
                    + "the data stack below; push before the services' stack.",
                "Bütün rolleri tek imaj çalıştırır. Ne çalışacağını isim değil, özet değeri belirler. "
                    + "Depo aşağıdaki veri "
                    + "yığınıyla oluşur; servislerin yığınından önce gönderin."))
        page.code(
            "bash",
            """
            hesap deploy build \(profile.system) --environment \(profile.environment.name)
            hesap deploy publish \(profile.system) --environment \(profile.environment.name)
            DIGEST=$(aws ecr describe-images --repository-name \(service.image) \\
              --query 'sort_by(imageDetails,&imagePushedAt)[-1].imageDigest' --output text --region \(profile.regions.primary))
            echo "\(registry)/\(service.image)@$DIGEST"
            """)
    }
}
