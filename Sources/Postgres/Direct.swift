public import Store

/// Plain text sent on a connection of its own, outside any pool and role: for administration and tests.
public enum Direct {
    /// Runs statements without binds (several in one text run as one implicit transaction) as the address's
    /// own user.
    public static func run(_ text: String, on url: String) async throws {
        try await OwnThread.perform("pg-direct") {
            try Connection(ConnectionSettings(url: url, statementMilliseconds: 0)).script(text)
        }
    }

    /// Runs one statement as the address's own user and gives its rows.
    public static func rows(_ statement: SQL, on url: String) async throws -> Rows {
        try await OwnThread.perform("pg-direct") {
            let connection = try Connection(ConnectionSettings(url: url, statementMilliseconds: 0))
            return try connection.roundTrip([statement]).first ?? Rows(columns: [], values: [], affected: 0)
        }
    }
}
