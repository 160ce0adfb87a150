import Foundation

/// The guides that rules are tried on.
enum Fixture {
    static let guides = [
        "pixpos-aws-deployment.md", "mega-pos-aws-request.md", "globalpay-aws-deployment.md",
        "biletpro-scaling.md",
        "payment-system-aws-deployment.md",
    ]

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

    /// The folder of the project.
    static let project = URL(
        filePath: root.appending(path: "DeployTests").resolvingSymlinksInPath().path
    ).deletingLastPathComponent().deletingLastPathComponent()

    static func text(of name: String) throws -> String {
        try String(contentsOf: project.appending(path: "Tests/Fixtures/deploy/\(name)"), encoding: .utf8)
    }

    /// The lines of a list, without remarks.
    static func list(_ name: String) throws -> [String] {
        try text(of: name).split(separator: "\n").map(String.init).filter { !$0.hasPrefix("# ") }
    }

    /// The files of the module, by name.
    static func sources() throws -> [String: String] {
        let folder = root.deletingLastPathComponent().appending(path: "Sources/Deploy")
            .resolvingSymlinksInPath().path
        let names =
            FileManager.default.enumerator(atPath: folder)?.allObjects.compactMap { $0 as? String } ?? []
        var found: [String: String] = [:]
        for name in names where name.hasSuffix(".swift") {
            found[name] = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
        }
        return found
    }

    static func page() throws -> String {
        let path = project.appending(path: "docs/deploy/rules.md")
        return try String(contentsOf: path, encoding: .utf8)
    }
}

/// A seeded source of numbers, so that a failure can be run again.
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }
}
