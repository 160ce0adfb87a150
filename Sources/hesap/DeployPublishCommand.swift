import Base
import Deploy

/// `hesap deploy publish`: pushes a built image by digest, then the screens.
enum DeployPublishCommand {
    static func run(_ words: [String]) throws {
        var arguments = try Arguments(
            words, options: DeployAccount.options.union(["image", "web"]), flags: ["take-lock", "no-screens"])
        let web = arguments.option("web")
        guard let folder = arguments.option("image") else {
            throw Usage("--image DIR is missing: the folder of `hesap deploy build --out`.")
        }
        let local = try DeployFile.text("\(folder)/image").split(separator: "\n").first.map(String.init) ?? ""
        guard local.split(separator: "@").last?.hasPrefix("sha256:") == true else {
            throw Failure(
                "\(folder)/image names no image by digest; `hesap deploy build` writes it.", status: 2)
        }
        let place = try DeployAccount(&arguments, changes: true)
        try DeployAccount.judged { () throws(RunFault) in
            try place.folder.make()
            let lock = try FolderLock(place.folder.lock, seconds: 60)
            defer { _ = lock }
            let journal = try Journal(place.folder.journal, surroundings: .live)
            let plan = Plan.publish(place.graph, local: local)
            try place.folder.keep(plan, observed: nil, page: PlanText.page(plan, by: place.runner))
            try DeployApplyCommand.carryOut(plan, place, journal, takesLock: arguments.has("take-lock"))
        }
        let digest = try DeployAccount.judged { () throws(RunFault) in
            try place.runner.text(
                "aws", Plan.publishedDigest(place.profile, local: local),
                region: place.profile.regions.primary)
        }.filter { !$0.isWhitespace }
        try DeployBuildCommand.write(RenderedFile(path: "digest", text: digest + "\n"), below: folder)
        print(digest)
        if !arguments.has("no-screens") {
            try DeployScreensCommand.follow(place, web, takesLock: arguments.has("take-lock"))
        }
    }
}
