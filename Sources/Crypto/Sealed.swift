public import Base
import CSodium

/// Keeps small secrets in the database unreadable: XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha), nonce in
/// front.
public enum Sealed {
    /// Bytes of a key.
    public static let keyBytes = 32
    private static let nonceBytes = 24
    private static let tagBytes = 16

    /// Seals a secret; `context` (what it is and whose) must be the same when it is opened.
    public static func seal(
        _ secret: [UInt8], key: [UInt8], context: String, _ surroundings: Surroundings
    ) -> [UInt8] {
        seal(secret, key: key, context: Array(context.utf8), nonce: surroundings.randomBytes(nonceBytes))
    }

    static func seal(_ secret: [UInt8], key: [UInt8], context: [UInt8], nonce: [UInt8]) -> [UInt8] {
        Sodium.ready
        precondition(key.count == keyBytes && nonce.count == nonceBytes, "a key has 32 bytes and a nonce 24")
        var box = [UInt8](repeating: 0, count: secret.count + tagBytes)
        unsafe crypto_aead_xchacha20poly1305_ietf_encrypt(
            &box, nil, secret, UInt64(secret.count), context, UInt64(context.count), nil, nonce, key)
        return nonce + box
    }

    /// The secret, or nil when key, context or a single bit is another one.
    public static func open(_ sealed: [UInt8], key: [UInt8], context: String) -> [UInt8]? {
        open(sealed, key: key, context: Array(context.utf8))
    }

    static func open(_ sealed: [UInt8], key: [UInt8], context: [UInt8]) -> [UInt8]? {
        Sodium.ready
        guard key.count == keyBytes, sealed.count >= nonceBytes + tagBytes else { return nil }
        let nonce = Array(sealed.prefix(nonceBytes))
        let box = Array(sealed.dropFirst(nonceBytes))
        // One byte more than needed, so that the buffer of an empty secret exists.
        var secret = [UInt8](repeating: 0, count: box.count - tagBytes + 1)
        let opened = unsafe crypto_aead_xchacha20poly1305_ietf_decrypt(
            &secret, nil, nil, box, UInt64(box.count), context, UInt64(context.count), nonce, key)
        guard opened == 0 else { return nil }
        secret.removeLast()
        return secret
    }
}
