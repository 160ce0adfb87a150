import Base
import Deploy
import FoundationEssentials

/// `hesap deploy build`: the image from the server's binary and the screens, without network. It needs
/// root, as every builder of images does that has no daemon.
enum DeployBuildCommand {
    static func run(_ words: [String]) throws {
        var arguments = try Arguments(
            words, options: ["environment", "binary", "web", "out", "base"], flags: [])
        let word = try arguments.word("The profile")
        try arguments.finish()
        guard let out = arguments.option("out") else { throw Usage("--out DIR is missing.") }
        let binary = arguments.option("binary") ?? ".build/release/hesap"
        let web = arguments.option("web") ?? "web/dist"
        for path in [binary, web] where !FileManager.default.fileExists(atPath: path) {
            throw Failure("\(path) does not exist; `make build` makes it.", status: 2)
        }
        let profile = try DeployFile.profile(word, environment: arguments.option("environment")).profile
        for file in ContainerRender.files(Graph.build(profile)) { try write(file, below: out) }
        let scripts = "\(out)/container"
        _ = try step("sh", "\(scripts)/stage.sh", binary, web, "\(out)/context")
        let base = try arguments.option("base") ?? step("sh", "\(scripts)/base.sh", "\(out)/base")
        let image = try step(
            "sh", "\(scripts)/build.sh", "\(out)/context", base, "localhost/\(profile.system):built")
        try write(RenderedFile(path: "image", text: image + "\n"), below: out)
        print(image)
    }

    /// Shows a command line and runs it; its last line is the answer.
    private static func step(_ program: String, _ words: String...) throws -> String {
        let call = Call(program, words, seconds: 3600)
        print("$ \(call.line)")
        let reply = LiveWorld().run(call)
        guard reply.isGood else { throw Failure("\(call.line): \(reply.complaint)") }
        return reply.text.split(separator: "\n").last.map(String.init) ?? ""
    }

    /// Writes a file below a folder.
    static func write(_ file: RenderedFile, below folder: String) throws {
        let path = "\(folder)/\(file.path)"
        let parent = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
        try? FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        guard FileManager.default.createFile(atPath: path, contents: Data(file.text.utf8)) else {
            throw Failure("\(path) cannot be written.", status: 2)
        }
    }
}
