/// Runbooks as pages.
public enum RunbookPages {
    /// The pages, with the commands of each system filled in: its name and environment.
    public static func files(_ systems: [(system: String, environment: String)]) -> [RenderedFile] {
        Runbooks.all.map { runbook in
            var page = PageText()
            page.heading(1, runbook.title.english)
            page.say(runbook.isIncident ? "An incident." : "A symptom.")
            for (index, step) in runbook.steps.enumerated() { page.point("\(index + 1). \(step.english)") }
            page.end()
            page.heading(2, "Commands")
            page.table(
                ["System", "Command"],
                systems.map { [$0.system, "`\(command(runbook, $0.system, $0.environment))`"] })
            return RenderedFile(path: "runbooks/\(runbook.name).md", text: page.whole)
        } + [index]
    }

    /// With what it cannot do without: a moment for a restore, which is shown first and done with --yes.
    static func command(_ runbook: Runbook, _ system: String, _ environment: String) -> String {
        let needed = ["restore": " --to 2026-11-21T12:00:00Z", "logs": " --since 1h"]
        let more = needed[runbook.command] ?? ""
        return "hesap deploy \(runbook.command) \(system) --environment \(environment)\(more)"
    }

    private static var index: RenderedFile {
        var page = PageText()
        page.heading(1, "Runbooks")
        page.say("One page a symptom, one an incident; written by `hesap deploy docs`.")
        page.table(
            ["Page", "Kind"],
            Runbooks.all.map {
                ["[\($0.title.english)](\($0.name).md)", $0.isIncident ? "incident" : "symptom"]
            })
        return RenderedFile(path: "runbooks/README.md", text: page.whole)
    }
}

/// The runbook of one system, with its own names.
public enum RunbookRender {
    /// `runbook.md`.
    public static func files(_ graph: Graph) -> [RenderedFile] {
        let profile = graph.profile
        var page = PageText()
        page.heading(1, "Runbook of \(profile.system), \(profile.environment.name)")
        page.table(
            ["What", "Name"],
            [
                ("system", profile.system), ("environment", profile.environment.name),
                ("account", profile.environment.account),
                ("regions", profile.regions.all.joined(separator: ", ")),
                ("database", profile.name(.database)), ("alarms", profile.name(.topic)),
            ].map { [$0.0, $0.1] })
        for runbook in Runbooks.all {
            page.heading(2, runbook.title.english)
            for step in runbook.steps { page.point(step.english) }
            page.end()
            page.code(
                "bash",
                RunbookPages.command(runbook, profile.system, profile.environment.name))
        }
        return [RenderedFile(path: "runbook.md", text: page.whole)]
    }
}
