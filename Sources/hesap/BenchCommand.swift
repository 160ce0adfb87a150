import Base
import Bench

/// `hesap bench`: the measurements of `docs/benchmarks.md`.
enum BenchCommand {
    static func run(_ words: [String]) async throws {
        var arguments = try Arguments(
            words,
            options: [
                "rounds", "seconds", "branches", "clients", "json", "data", "port", "web", "demo-data",
            ],
            flags: [])
        let what = try arguments.word("restaurant, http or start")
        try arguments.finish()
        let settings = try settings(arguments)
        let schema = BenchSchema(migrations: Modules.migrations, refusals: Modules.refusals)
        do {
            switch what {
            case "restaurant":
                guard try await RestaurantBench.run(settings, schema) else {
                    throw Failure("An invariant does not hold.")
                }
            case "http": try await HTTPBench.run(settings, schema)
            case "start": try await StartBench.run(settings, schema)
            default: throw Usage("hesap bench restaurant, http or start is expected.")
            }
        } catch let fault as BenchFault { throw Failure("\(fault)", status: 2) }
    }

    private static func settings(_ arguments: Arguments) throws -> BenchSettings {
        var settings = BenchSettings()
        settings.rounds = try number("rounds", 1...99, arguments) ?? settings.rounds
        settings.seconds = try number("seconds", 1...3600, arguments) ?? settings.seconds
        settings.branches = try number("branches", 1...20, arguments) ?? settings.branches
        settings.clients = try numbers("clients", 1...128, arguments) ?? settings.clients
        settings.port = try number("port", 1024...65_000, arguments) ?? settings.port
        settings.json = arguments.option("json")
        settings.folder = arguments.option("data")
        settings.webFolder = arguments.option("web") ?? settings.webFolder
        settings.demoFolder = arguments.option("demo-data") ?? settings.demoFolder
        return settings
    }

    /// One number or several with commas between them.
    private static func numbers(
        _ name: String, _ range: ClosedRange<Int>, _ arguments: Arguments
    ) throws -> [Int]? {
        guard let text = arguments.option(name) else { return nil }
        let values = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) ?? -1 }
        guard values.allSatisfy(range.contains) else {
            throw Usage(
                "--\(name) takes numbers from \(range.lowerBound) to \(range.upperBound), with commas between them."
            )
        }
        return values
    }

    private static func number(
        _ name: String, _ range: ClosedRange<Int>, _ arguments: Arguments
    ) throws -> Int? {
        guard let text = arguments.option(name) else { return nil }
        guard let value = Int(text), range.contains(value) else {
            throw Usage("--\(name) takes a number from \(range.lowerBound) to \(range.upperBound).")
        }
        return value
    }
}
