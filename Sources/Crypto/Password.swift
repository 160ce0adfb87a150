import CSodium
import Dispatch
import Synchronization

/// Hashing of passwords and PINs by Argon2id (RFC 9106) with 19 MiB, 2 passes and 1 lane, as OWASP advises.
///
/// One hash takes some 20 ms of a processor and 19 MiB: the asynchronous forms run one at a time on a thread
/// of their own, so that sign-ins never hold up requests, and refuse when too many wait.
public enum Password {
    private static let passes: UInt64 = 2
    private static let memory = 19 << 20
    /// How many hashes may wait.
    public static let waitingMax = 64

    private static let queue = DispatchQueue(label: "hesap.passwords")
    private static let waiting = Atomic<Int>(0)

    /// The hash to be stored: Argon2's own text form with its parameters and salt. Blocks.
    public static func hash(_ password: String) -> String {
        Sodium.ready
        let text = Array(password.utf8CString)
        var stored = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
        let done = unsafe crypto_pwhash_str_alg(
            &stored, text, UInt64(text.count - 1), passes, memory, crypto_pwhash_ALG_ARGON2ID13)
        precondition(done == 0, "no memory for a password's hash")
        return String(decoding: stored.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Whether the password is the stored one. Blocks, in a time that does not tell how much of it was right.
    ///
    /// - Parameter stored: nil when there is no such person; it then takes as long as a wrong password.
    public static func matches(_ password: String, _ stored: String?) -> Bool {
        Sodium.ready
        let text = Array(password.utf8CString)
        // Made at the first call of a process, whoever that is for.
        let decoy = decoy
        let hash = Array((stored ?? decoy).utf8CString)
        // libsodium reads all of a fixed-size buffer.
        guard hash.count <= Int(crypto_pwhash_STRBYTES) else { return false }
        let padded = hash + [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES) - hash.count)
        let isSame = unsafe crypto_pwhash_str_verify(padded, text, UInt64(text.count - 1)) == 0
        return isSame && stored != nil
    }

    private static let decoy = hash("nobody")

    /// Whether a stored hash was made with other parameters than today's and should be made again at the next
    /// sign-in.
    public static func isOutdated(_ stored: String) -> Bool {
        Sodium.ready
        return unsafe crypto_pwhash_str_needs_rehash(stored, passes, memory) != 0
    }

    /// `hash` on the passwords' own thread.
    public static func hashing(_ password: String) async throws(PasswordsBusy) -> String {
        try await onOwnThread { hash(password) }
    }

    /// `matches` on the passwords' own thread.
    public static func matching(_ password: String, _ stored: String?) async throws(PasswordsBusy) -> Bool {
        try await onOwnThread { matches(password, stored) }
    }

    private static func onOwnThread<Result: Sendable>(
        _ work: @escaping @Sendable () -> Result
    ) async throws(PasswordsBusy) -> Result {
        let ahead = waiting.wrappingAdd(1, ordering: .relaxed).oldValue
        defer { waiting.wrappingSubtract(1, ordering: .relaxed) }
        guard ahead < waitingMax else { throw PasswordsBusy() }
        return await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: work()) }
        }
    }
}
