import Glibc

/// How long the server takes to become ready on a running database, and how much memory it holds at rest.
public enum StartBench {
    private static let restSeconds: UInt32 = 10

    /// Measures and prints.
    public static func run(_ settings: BenchSettings, _ schema: BenchSchema) async throws {
        var report = BenchReport("hesap bench start --rounds \(settings.rounds)")
        try await BenchGround.with(settings, schema) { ground in
            var (starts, memory) = (Rounds(), Rounds())
            for round in 1...settings.rounds {
                let server = try BenchServer.start(in: ground.folder, settings)
                starts.add(Double(server.startMicroseconds) / 1000)
                sleep(restSeconds)
                memory.add(Double(server.residentKibibytes) / 1024)
                server.stop()
                say("Round \(round): \(Decimals.text(starts.figures[round - 1], 1)) ms to /ready")
            }
            report.rows.append(limit("cold start to /ready, database running", starts, "ms", 500, 150))
            report.rows.append(
                limit("resident memory at rest, all roles, without PostgreSQL", memory, "MiB", 64, 40))
            report.fact("rest", "\(restSeconds) s after the start")
        }
        try report.publish(settings)
    }

    private static func limit(
        _ what: String, _ figures: Rounds, _ unit: String, _ must: Double, _ goal: Double
    ) -> BenchReport.Row {
        BenchReport.Row(
            what: what, ours: figures, unit: unit, yardstick: "", theirs: nil, must: must, goal: goal,
            isLimit: true)
    }
}
