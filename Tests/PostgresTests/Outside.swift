import Store

@testable import Postgres

/// Runs a statement on another connection while a transaction's body waits for it.
func outside(_ text: String, _ url: String) throws {
    try Connection(ConnectionSettings(url: url)).script(text)
}

/// Another connection that holds the lock on cup 1.
final class Holding {
    private let connection: Connection

    init(_ url: String) throws {
        connection = try Connection(ConnectionSettings(url: url))
        try connection.script("begin")
        try connection.script("update cups set fill = 5 where id = 1")
    }

    func release() { try? connection.script("rollback") }
}
