import Base

/// Screens served as files.
enum ScreenChecks {
    static func all(_ profile: Profile) -> [Check] {
        profile.web.flatMap { web -> [Check] in
            let apps = web.apps.isEmpty ? [WebApplication(name: web.name, path: "/")] : web.apps
            return apps.map { app in screen(web, app) } + (profile.shape == .host ? [] : [bucket(web)])
        }
    }

    private static func screen(_ web: WebPlan, _ app: WebApplication) -> Check {
        let host = web.host.replacing("*", with: "verify")
        return Check(
            "screen", app.path == "/" ? host : host + app.path, "PIX 13; MEGA CloudFront, per-app fallback"
        ) { look throws(Blocked) in
            if let reason = web.notInRelease ?? app.notInRelease {
                return Judgement(verdict: .notInRelease, evidence: reason)
            }
            var complaints: [String] = []
            let home = try look.page("https://\(host)\(app.path)")
            if home.status != 200 { complaints.append("\(app.path) answers \(home.status)") }
            if home.headers["cache-control"]?.contains("max-age=31536000") == true {
                complaints.append("the page itself is kept for a year")
            }
            let deep = try look.page("https://\(host)\(app.path)verify/deep/link")
            if deep.status != 200 || !deep.body.contains("<") {
                complaints.append("a deep link answers \(deep.status)")
            } else if deep.body.prefix(300) != home.body.prefix(300) {
                complaints.append("a deep link is answered by another screen")
            }
            let facts = try look.page("https://\(host)\(app.path)config.json")
            if facts.status != 200 { complaints.append("config.json answers \(facts.status)") }
            return .unless(complaints, "page, deep link and config.json")
        }
    }

    private static func bucket(_ web: WebPlan) -> Check {
        Check("bucket-private", web.bucket, "PIX 6; MEGA S3 bucket") { look throws(Blocked) in
            if let reason = web.notInRelease { return Judgement(verdict: .notInRelease, evidence: reason) }
            return try DataChecks.isPrivate(web.bucket, look)
        }
    }
}
