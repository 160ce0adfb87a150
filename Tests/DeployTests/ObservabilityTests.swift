import Base
@testable import Deploy
import Foundation
import Testing

/// Rules and dashboards speak of metrics that the server really has, and Prometheus' own checkers agree.
@Suite struct ObservabilityTests {
    static func files(_ name: String, _ environment: String) throws -> [RenderedFile] {
        let profile = try Profiles.read(name, environment).profile
        return ObservabilityRender.files(Graph(profile: profile, resources: [], lookups: [], objects: []))
    }

    /// The names that the server registers, read from its sources.
    static func metrics() throws -> Set<String> {
        var names: Set<String> = []
        for file in ["Sources/Base/Metrics.swift", "Sources/hesap/ServerParts.swift"] {
            let text = try String(contentsOf: Fixture.project.appending(path: file), encoding: .utf8)
            names.formUnion(words(text.replacing("\\(name)", with: "requests")))
            names.formUnion(words(text.replacing("\\(name)", with: "system")))
        }
        return names
    }

    static func words(_ text: String) -> Set<String> {
        Set(text.matches(of: /hesap_[a-z0-9_]+/).map { String($0.output) })
    }

    @Test(arguments: Profiles.all)
    func `every metric of rules and panels is one of the server's`(name: String, environment: String) throws {
        let known = try Self.metrics()
        for file in try Self.files(name, environment) {
            // What rules record begins with its level, `service:`.
            let asked = file.text.matches(of: /[a-z:]*hesap_[a-z0-9_]+/).map { String($0.output) }
                .filter { !$0.contains(":") }
            for metric in asked {
                let plain = ["_bucket", "_count", "_sum"].reduce(metric) { name, end in
                    name.hasSuffix(end) ? String(name.dropLast(end.count)) : name
                }
                #expect(known.contains(plain), "\(file.path): \(metric)")
            }
        }
    }

    @Test(arguments: Profiles.all)
    func `what panels show of recorded rules is recorded`(name: String, environment: String) throws {
        let files = try Self.files(name, environment)
        let rules = try #require(files.first { $0.path.contains("/rules/") }).text
        let recorded = Set(rules.matches(of: /record: (service:[a-z0-9:_]+)/).map { String($0.output.1) })
        #expect(recorded.count == 18)
        for file in files {
            for use in file.text.matches(of: /service:hesap_[a-z0-9:_]+/) {
                #expect(recorded.contains(String(use.output)), "\(file.path): \(use.output)")
            }
        }
    }

    @Test(arguments: Profiles.all) func `dashboards are JSON`(name: String, environment: String) throws {
        let file = try #require(try Self.files(name, environment).first { $0.path.hasSuffix(".json") })
        let dashboard = try JSON(parsing: file.text)
        #expect(dashboard["panels"]?.array?.count == 16)
    }

    @Test func `the burn of a budget is a share`() throws {
        let rules = try #require(try Self.files("biletpro", "prod").first { $0.path.contains("/rules/") })
            .text
        // 0.1 % of requests may fail: 14.4 times that is 1.44 %.
        #expect(rules.contains("service:hesap_errors:ratio_rate1h > 0.0144 and"))
        #expect(rules.contains("le=\"0.25\""))
    }

    @Test func `secrets are named by their files alone`() throws {
        for (name, environment) in Profiles.all {
            for file in try Self.files(name, environment) where file.path.hasSuffix("alertmanager.yml") {
                #expect(!file.text.contains("api_url:") && !file.text.contains("routing_key:"))
                #expect(!file.text.contains("smtp_auth_password:"))
            }
        }
    }

    static let promtool = FileManager.default.isExecutableFile(atPath: "/usr/bin/promtool")

    @Test(.enabled(if: promtool, "Debian's package prometheus is not installed"), arguments: Profiles.all)
    func `promtool finds nothing`(name: String, environment: String) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "rules-\(name)-\(environment)")
        defer { try? FileManager.default.removeItem(at: folder) }
        for file in try Self.files(name, environment) {
            let path = folder.appending(path: file.path)
            try FileManager.default.createDirectory(
                at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(file.text.utf8).write(to: path)
        }
        // Debian builds Prometheus without the discovery of Kubernetes.
        let configuration = "observability/prometheus.yml"
        let text = try String(contentsOf: folder.appending(path: configuration), encoding: .utf8)
        if !text.contains("kubernetes_sd_configs") {
            #expect(try Self.check(["config", "--syntax-only"], folder.appending(path: configuration)) == 0)
        }
        #expect(try Self.check(["rules"], folder.appending(path: "observability/rules/\(name).yml")) == 0)
    }

    private static func check(_ words: [String], _ file: URL) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/promtool")
        process.arguments = ["check"] + words + [file.path]
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
