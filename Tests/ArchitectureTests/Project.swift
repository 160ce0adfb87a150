import Foundation

/// The project's files, read once.
enum Project {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Every Swift file of `Sources` and `Tests`.
    static let files: [SourceFile] = ["Sources", "Tests"].flatMap { folder in
        paths(in: folder, ending: ".swift").map { SourceFile(path: $0, text: text(of: $0)) }
    }

    static let sources: [SourceFile] = files.filter(\.isSource)

    /// Every file below a folder whose name ends so.
    static func paths(in folder: String, ending: String) -> [String] {
        let names = FileManager.default.enumerator(atPath: root.appending(path: folder).path)
        return (names?.allObjects ?? []).compactMap { $0 as? String }
            .filter { $0.hasSuffix(ending) && !$0.contains("node_modules/") }
            .map { "\(folder)/\($0)" }.sorted()
    }

    static func text(of path: String) -> String {
        (try? String(contentsOf: root.appending(path: path), encoding: .utf8)) ?? ""
    }
}
