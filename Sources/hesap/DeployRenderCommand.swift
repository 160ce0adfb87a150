import Deploy
import FoundationEssentials

/// `hesap deploy render PROFILE --out DIR [--environment E]`: every file that the profile becomes.
enum DeployRenderCommand {
    /// By this file a folder is known as ours; it lists what was written.
    private static let list = ".hesap-render"

    static func run(_ words: [String]) throws {
        var arguments = try Arguments(words, options: ["out", "environment"], flags: [])
        let word = try arguments.word("A profile")
        guard let folder = arguments.option("out") else { throw Usage("--out DIR is missing.") }
        try arguments.finish()
        let read = try DeployFile.profile(word, environment: arguments.option("environment"))
        let files = Rendering.files(Graph.build(read.profile))
        try write(files, to: folder)
        print("\(files.count) files in \(folder)")
    }

    /// Writes into a new folder beside the wanted one and puts it in its place, so that nobody sees a half.
    private static func write(_ files: [RenderedFile], to folder: String) throws {
        let target = folder.hasSuffix("/") && folder.count > 1 ? String(folder.dropLast()) : folder
        let disk = FileManager.default
        var replaces = false
        if let there = try? disk.contentsOfDirectory(atPath: target) {
            guard there.isEmpty || there.contains(list) else {
                throw Failure(
                    "\(target) is not empty and was not written by this command; name another.", status: 3)
            }
            replaces = true
        } else if disk.fileExists(atPath: target) {
            throw Failure("\(target) is no folder; name another.", status: 3)
        }
        let process = ProcessInfo.processInfo.processIdentifier
        let (fresh, old) = ("\(target).new-\(process)", "\(target).old-\(process)")
        do {
            for file in files + [RenderedFile(path: list, text: files.map { $0.path + "\n" }.joined())] {
                let path = "\(fresh)/\(file.path)"
                let parent = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(
                    separator: "/")
                try disk.createDirectory(atPath: parent, withIntermediateDirectories: true)
                try Data(file.text.utf8).write(to: URL(filePath: path))
            }
            if replaces { try disk.moveItem(atPath: target, toPath: old) }
            try disk.moveItem(atPath: fresh, toPath: target)
            if replaces { try disk.removeItem(atPath: old) }
        } catch {
            try? disk.removeItem(atPath: fresh)
            if replaces, !disk.fileExists(atPath: target) { try? disk.moveItem(atPath: old, toPath: target) }
            throw Failure(
                "\(target) cannot be written: its folder must be one that you may write to, with room.",
                status: 2)
        }
    }
}
