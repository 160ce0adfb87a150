public import Store

/// Proves the ledger from its postings alone: what was checked, and what is wrong.
public struct LedgerVerification: Sendable, Equatable {
    /// One rule over the whole ledger.
    public struct Check: Sendable, Equatable {
        /// The rule in words.
        public let rule: String
        /// How many things were looked at.
        public let examined: Int64
        /// The first things that break it, at most ten.
        public let faults: [String]
    }

    /// All rules, in the order they were checked.
    public let checks: [Check]

    /// Whether every rule holds.
    public var isSound: Bool { checks.allSatisfy(\.faults.isEmpty) }

    /// One line per rule, and one per fault.
    public var lines: [String] {
        checks.flatMap { check in
            ["\(check.faults.isEmpty ? "ok  " : "FAIL") \(check.rule): \(check.examined) examined"]
                + check.faults.map { "     \($0)" }
        }
    }

    /// Checks everything as of one moment; writers are not held up.
    public static func run(_ database: any Database) async throws -> LedgerVerification {
        try await database.transaction(.system, .snapshot) { tx in
            LedgerVerification(
                checks: try VerificationStore.rules.map { try VerificationStore.check($0, in: tx) })
        }
    }
}
