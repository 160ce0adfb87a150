import CSodium

/// libsodium, made ready once. Every file of this module asks for it before its first call.
enum Sodium {
    /// Traps when the library cannot find a source of randomness: then no secret of this process would be
    /// one.
    static let ready: Void = {
        precondition(sodium_init() >= 0, "libsodium could not be started")
    }()
}

/// Compares secrets in a time that depends on their length alone.
public func constantTimeEqual(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    Sodium.ready
    guard one.count == other.count else { return false }
    return unsafe one.withUnsafeBytes { first in
        unsafe other.withUnsafeBytes { second in
            unsafe sodium_memcmp(first.baseAddress ?? empty, second.baseAddress ?? empty, first.count) == 0
        }
    }
}

/// Somewhere to point when there are no bytes to point at.
private nonisolated(unsafe) let empty = unsafe UnsafeRawPointer(bitPattern: 1).unsafelyUnwrapped
