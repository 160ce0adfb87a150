import Store

/// All SQL of the server's own keys.
enum ServerKeyStore {
    /// The key of this name, made now when there is none yet.
    static func key(_ name: String, else fresh: [UInt8], in tx: borrowing Transaction) throws -> [UInt8] {
        tx.later(
            "insert into server_keys (name, value) values (\(name), \(Bytes(fresh))) on conflict (name) do nothing"
        )
        let stored = try tx.value("select value from server_keys where name = \(name)", as: Bytes.self)
        return stored?.raw ?? fresh
    }
}
