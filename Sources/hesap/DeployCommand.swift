import Deploy

/// `hesap deploy …`: one file a command; the profile is the first word after it.
enum DeployCommand {
    static func run(_ words: [String]) throws {
        do {
            try carryOut(words)
        } catch var usage as Usage {
            let verb = words.first { Help.deployVerbs.contains($0) }
            usage.help = (["hesap deploy"] + [verb].compactMap(\.self) + ["--help"]).joined(separator: " ")
            throw usage
        }
    }

    private static func carryOut(_ words: [String]) throws {
        guard let command = words.first else { throw Usage("What to do with deployments is missing.") }
        let rest = Array(words.dropFirst())
        switch command {
        case "plan": try DeployPlanCommand.run(rest)
        case "apply": try DeployApplyCommand.run(rest)
        case "all": try DeployApplyCommand.all(rest)
        case "destroy": try DeployDestroyCommand.run(rest)
        case "outputs": try DeployOutputsCommand.run(rest)
        case "drift": try DeployDriftCommand.run(rest)
        case "init": try DeployInitCommand.run(rest)
        case "import": try DeployImportCommand.run(rest)
        case "coverage": try DeployCoverageCommand.run(rest)
        case "guide": try DeployGuideCommand.run(rest)
        case "docs": try DeployDocsCommand.run(rest)
        case "lint": try DeployLintCommand.run(rest)
        case "build": try DeployBuildCommand.run(rest)
        case "publish": try DeployPublishCommand.run(rest)
        case "render": try DeployRenderCommand.run(rest)
        case "price": try DeployPriceCommand.run(rest)
        case "capacity": try DeployCapacityCommand.run(rest)
        case "policy": try DeployPolicyCommand.run(rest)
        case "rules":
            try Arguments(rest, options: [], flags: []).finish()
            print(String(RuleCatalogue.page.dropLast()))
        default:
            if try DeployOperateCommand.run(words) { return }
            let near = NearestName.of(command, among: Help.deployVerbs)
            throw Usage(
                "hesap deploy has no command \(command)\(near.map { "; did you mean \($0)?" } ?? ".")")
        }
    }
}
