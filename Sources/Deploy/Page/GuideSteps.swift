extension GuideRender {
    /// The steps of the plan, a heading a part.
    func steps(_ page: inout PageText) {
        let shell = GuideShell(plan: plan)
        var number = 0
        var open: String?
        var block: [String] = []
        func close() {
            if !block.isEmpty { page.code("bash", block.joined(separator: "\n\n")) }
            block = []
        }
        page.heading(2, say("Steps", "Adımlar"))
        page.say(
            say(
                "In this order; each may be run again without harm. `hesap deploy apply` does the same "
                    + "with a journal.",
                "Bu sırayla; her biri zarar vermeden yeniden çalıştırılabilir. `hesap deploy apply` "
                    + "aynısını günlük tutarak yapar."
            ))
        for step in plan.steps {
            let part = Self.part(of: step)
            if part != open {
                close()
                number += 1
                open = part
                page.heading(3, say("Step \(number): \(title(part))", "Adım \(number): \(title(part))"))
                table(of: part, &page)
            }
            block.append(shell.text(step))
        }
        close()
    }

    /// Steps of one stack stand together.
    static func part(of step: Step) -> String {
        for layer in Layer.allCases where step.id.name.contains(layer.rawValue) && step.region != nil {
            return "\(layer.rawValue) \(step.region ?? "")"
        }
        if step.program == "helm" { return "charts \(step.region ?? "")" }
        return step.program == "kubectl" ? "objects \(step.region ?? "")" : "values"
    }

    private func title(_ part: String) -> String {
        let words = part.split(separator: " ").map(String.init)
        let region = words.dropFirst().first ?? ""
        let name =
            switch words.first {
            case "edge-global":
                say(
                    "zones, certificates and firewall of the edge",
                    "uçtaki alanlar, sertifikalar ve güvenlik duvarı")
            case "network": say("network and keys", "ağ ve anahtarlar")
            case "data":
                say(
                    "database, cache, secrets, buckets and repositories",
                    "veritabanı, önbellek, sırlar, depolar ve imaj depoları")
            case "platform": say("cluster, roles and load balancer", "küme, roller ve yük dengeleyici")
            case "app": say("services, names and content network", "servisler, adlar ve içerik ağı")
            case "ops": say("alarms, dashboards and audit", "alarmlar, panolar ve denetim")
            case "charts": say("controllers of the cluster", "kümenin denetleyicileri")
            case "objects": say("objects of the cluster", "kümenin nesneleri")
            default: say("values that are read or noted", "okunan ya da not edilen değerler")
            }
        return region.isEmpty ? name : "\(name) (\(region))"
    }

    /// What a part creates, with the settings that people ask for.
    private func table(of part: String, _ page: inout PageText) {
        let words = part.split(separator: " ").map(String.init)
        guard let layer = words.first.flatMap({ Layer(rawValue: $0) }), let region = words.dropFirst().first
        else { return }
        let rows = graph.resources.filter {
            $0.layer == layer && $0.region == region && $0.type != "AWS::SSM::Parameter"
        }
        .map { [$0.type, $0.id.name, settings(of: $0)] }
        page.table(
            [say("Kind", "Tür"), say("Name in the template", "Şablondaki adı"), say("Settings", "Ayarlar")],
            rows)
    }

    /// Plain settings of a resource, the first eight.
    private func settings(of resource: Resource) -> String {
        guard case .object(let fields) = resource.properties else { return "" }
        let shown = fields.compactMap { field -> String? in
            guard field.name != "Tags", !field.name.hasSuffix("Description"),
                !field.name.contains("Password"),
                let text = CoverageIndex.text(field.value), text.count < 60, !text.hasPrefix("@"),
                !text.contains("{{"),
                !text.contains("…")
            else { return nil }
            return "\(field.name) `\(text)`"
        }
        return shown.prefix(8).joined(separator: ", ")
    }

    /// The objects of the first region's cluster, as they are applied.
    func manifests(_ page: inout PageText) {
        let region = profile.regions.primary
        let objects = graph.objects.filter { $0.region == region }
        guard !objects.isEmpty else { return }
        page.heading(2, say("Manifests", "Manifestolar"))
        page.say(
            say(
                "As applied in \(region); other regions' differ in names of the region only. What is "
                    + "known only once it "
                    + "exists is filled in by the steps above.",
                "\(region) bölgesinde uygulandığı gibi; öteki bölgelerinki yalnızca bölge adlarında "
                    + "ayrılır. Ancak oluşunca "
                    + "bilinen değerleri yukarıdaki adımlar doldurur."))
        for object in objects {
            page.code("yaml", YAMLText.document(object.body) { LateValues.text($0, in: graph) })
        }
    }

    /// How the screens get to their buckets.
    func screens(_ page: inout PageText) {
        guard !profile.web.isEmpty else { return }
        page.heading(2, say("Screens", "Ekranlar"))
        page.say(
            say(
                "`hesap deploy publish` builds and uploads them: hashed files are kept a year, "
                    + "index.html and config.json "
                    + "are always asked for.",
                "`hesap deploy publish` derler ve yükler: özetli dosyalar bir yıl tutulur, index.html "
                    + "ve config.json her "
                    + "seferinde sorulur."))
        page.table(
            [say("Folder", "Klasör"), say("Bucket", "Depo"), say("Address", "Adres"), say("State", "Durum")],
            profile.web.flatMap { web -> [[String]] in
                let apps =
                    web.apps.isEmpty
                    ? [WebApplication(name: web.name, path: "/", notInRelease: web.notInRelease)] : web.apps
                return apps.map { app in
                    [
                        web.apps.isEmpty ? web.path : "\(web.path)/\(app.name)", web.bucket,
                        web.host + app.path,
                        app.notInRelease == nil
                            ? say("in this release", "bu sürümde")
                            : say("not in this release", "bu sürümde yok"),
                    ]
                }
            })
    }
}
