import Base
import Deploy
import FoundationEssentials

/// Reads what `hesap deploy` is told: profiles and guides.
enum DeployFile {
    /// The file's text.
    static func text(_ path: String) throws -> String {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw Failure("\(path) cannot be read.", status: 2)
        }
        guard bytes.count <= Guide.bytesMax else {
            throw Failure("\(path) has more than \(Guide.bytesMax) bytes.", status: 2)
        }
        guard let text = String(validating: Array(bytes), as: UTF8.self) else {
            throw Failure("\(path) is no text in UTF-8.", status: 2)
        }
        return text
    }

    /// Whether there is such a file or folder.
    static func isThere(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    /// Where a profile is: a path, or the name of one in `deploy/profiles`.
    static func place(_ word: String) -> String {
        let named = "deploy/profiles/\(word).yaml"
        let files = FileManager.default
        return !files.fileExists(atPath: word) && files.fileExists(atPath: named) ? named : word
    }

    /// The environment that was chosen, by `--environment` or `ENVIRONMENT`.
    static func environment(_ option: String?) -> String? {
        option ?? ProcessInfo.processInfo.environment["ENVIRONMENT"].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// A profile resolved for an environment. What changes something must have the environment named, also
    /// when the file has a single one.
    static func profile(_ word: String, environment option: String?, changes: Bool = false) throws
        -> ReadProfile
    {
        let path = place(word)
        guard isThere(path) else { throw missing(word) }
        let text = try text(path)
        let environment = environment(option)
        if changes, environment == nil {
            let names = Profile.environments(in: text).joined(separator: ", ")
            throw Usage("--environment (or ENVIRONMENT) is missing; \(path) has \(names).")
        }
        do throws(ProfileFaults) {
            return try Profile.read(text, file: path, environment: environment, today: today)
        } catch {
            throw Failure(
                error.description
                    + "\n\(path) has \(error.faults.count) fault\(error.faults.count == 1 ? "" : "s").")
        }
    }

    /// Neither a file nor one of the profiles that come along.
    private static func missing(_ word: String) -> Failure {
        let found = (try? FileManager.default.contentsOfDirectory(atPath: "deploy/profiles")) ?? []
        let names = found.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
        return Failure(
            "There is no profile \(word): no such file, and none of that name in deploy/profiles"
                + NearestName.hint(word, among: names), status: 2)
    }

    /// The day, `2026-11-21`.
    static var today: String { String(Surroundings.live.now().rfc3339.prefix(10)) }

    /// Writes files below a folder, which is made when it is not there.
    static func write(_ files: [RenderedFile], below folder: String) throws {
        for file in files {
            let path = "\(folder)/\(file.path)"
            let parent = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(
                separator: "/")
            do {
                try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
                try Data(file.text.utf8).write(to: URL(filePath: path))
            } catch {
                throw Failure("\(path) cannot be written.", status: 2)
            }
        }
    }
}
