import Base
import Bench

/// `hesap bench`.
enum BenchCommand {
    static func run(_ words: [String]) async throws {
        throw Usage("hesap bench restaurant|http is expected.")
    }
}
