import Deploy
import FoundationEssentials

/// `hesap deploy init SYSTEM`: writes a first profile, and never over another.
enum DeployInitCommand {
    static func run(_ words: [String]) throws {
        var arguments = try Arguments(words, options: ["out", "shape"], flags: [])
        let system = try arguments.word("The system's name")
        try arguments.finish()
        if let fault = FirstProfile.fault(of: system) { throw Usage(fault) }
        let wanted = arguments.option("shape") ?? "eks"
        guard let shape = DeploymentShape(rawValue: wanted) else {
            throw Usage("There is no shape \(wanted): eks, ecs-fargate, host.")
        }
        let path = arguments.option("out") ?? "deploy/profiles/\(system).yaml"
        try write(FirstProfile.text(system, shape: shape), to: path)
        let word = arguments.option("out") ?? system
        print("\(path) is written: fill in account and domain, then hesap deploy lint \(word).")
    }

    /// Writes a new file; an existing one is left alone.
    static func write(_ text: String, to path: String) throws {
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(
            separator: "/")
        do {
            if !folder.isEmpty {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            }
            try Data(text.utf8).write(to: URL(filePath: path), options: .withoutOverwriting)
        } catch {
            let isThere = FileManager.default.fileExists(atPath: path)
            throw Failure(
                isThere ? "\(path) exists already; it is left as it is." : "\(path) cannot be written.",
                status: 3)
        }
    }
}
