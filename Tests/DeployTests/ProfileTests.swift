import Deploy
import Foundation
import Testing

/// The profiles of the five systems.
enum Profiles {
    static let names = ["pixpos", "mega-pos", "globalpay", "biletpro", "payment-system"]
    /// A profile with an environment of it.
    static let all = [
        ("pixpos", "prod"), ("mega-pos", "mvp"), ("globalpay", "prod"), ("biletpro", "prod"),
        ("payment-system", "production"), ("payment-system", "staging"),
    ]

    static func text(_ name: String) throws -> String {
        let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: "deploy/profiles/\(name).yaml"), encoding: .utf8)
    }

    static func read(_ name: String, _ environment: String? = nil) throws -> ReadProfile {
        try Profile.read(try text(name), file: "\(name).yaml", environment: environment, today: "2026-11-21")
    }
}

@Suite struct ProfileTests {
    @Test(arguments: Profiles.all) func `each profile is read for each of its environments`(
        name: String, environment: String
    ) throws {
        let read = try Profiles.read(name, environment)
        #expect(read.profile.system == name)
        #expect(read.profile.environment.name == environment)
        #expect(read.explained.count > 60)
    }
}
