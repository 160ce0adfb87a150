import CSodium

/// SHA-256 (FIPS 180-4) and HMAC-SHA256 (RFC 2104).
public enum Digest {
    /// The 32 bytes of SHA-256 of a message.
    public static func sha256(_ message: [UInt8]) -> [UInt8] {
        Sodium.ready
        var digest = [UInt8](repeating: 0, count: 32)
        unsafe crypto_hash_sha256(&digest, message, UInt64(message.count))
        return digest
    }

    /// The 32 bytes of HMAC-SHA256 of a message under a key of any length.
    public static func hmacSHA256(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        Sodium.ready
        var state = crypto_auth_hmacsha256_state()
        var digest = [UInt8](repeating: 0, count: 32)
        unsafe crypto_auth_hmacsha256_init(&state, key, key.count)
        unsafe crypto_auth_hmacsha256_update(&state, message, UInt64(message.count))
        unsafe crypto_auth_hmacsha256_final(&state, &digest)
        return digest
    }

    /// What is stored of a token of 256 random bits (an API key, a device's token): a keyed SHA-256.
    ///
    /// Slow hashing would gain nothing against that many bits; the key keeps a stolen table from being used.
    public static func keyed(_ token: String, key: [UInt8]) -> [UInt8] {
        hmacSHA256(Array(token.utf8), key: key)
    }

    /// HMAC-SHA256 in its hexadecimal form, as signatures of webhooks are written.
    public static func hmacHex(_ message: [UInt8], key: [UInt8]) -> String {
        Hex.text(hmacSHA256(message, key: key))
    }
}
