import CShims
import Glibc
import Store

/// Microseconds of a clock that never jumps: for durations, deadlines and jitter only, never for business
/// time.
func monotonicMicroseconds() -> Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
}

/// Lets the calling thread rest; only for threads of our own, never in the cooperative pool.
func restThread(microseconds: Int64) {
    var left = timespec(
        tv_sec: Int(max(0, microseconds) / 1_000_000), tv_nsec: Int(max(0, microseconds) % 1_000_000) * 1000)
    unsafe nanosleep(&left, nil)
}

/// A thread of its own for blocking work, so that libpq never blocks the cooperative pool.
enum OwnThread {
    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Starts a detached thread; `name` (15 bytes at most) shows in `top -H`.
    static func start(_ name: String, _ run: @escaping @Sendable () -> Void) throws(DatabaseError) {
        let body = unsafe Unmanaged.passRetained(
            Body {
                unsafe hesap_name_thread(name)
                run()
            })
        var thread = pthread_t()
        // The thread takes over the one retain of its body.
        let status = unsafe pthread_create(
            &thread, nil,
            { argument in
                guard let argument = unsafe argument else { return nil }
                unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            }, body.toOpaque())
        guard status == 0 else {
            unsafe body.release()
            throw DatabaseError(kind: .connection, message: "no thread for a connection (error \(status))")
        }
        pthread_detach(thread)
    }

    /// Runs blocking work on a thread of its own and gives its result.
    static func perform<Result: Sendable>(
        _ name: String, _ work: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            do {
                try start(name) { continuation.resume(with: Swift.Result { try work() }) }
            } catch { continuation.resume(throwing: error) }
        }
    }
}

/// Wakes one waiting thread, and remembers a wake-up that comes before the wait.
///
/// Safe: the semaphore's memory lives exactly as long as this object, and `sem_post`/`sem_wait` are
/// thread-safe.
@safe final class Signal: @unchecked Sendable {
    private let raw: UnsafeMutablePointer<sem_t>

    init() {
        unsafe raw = .allocate(capacity: 1)
        unsafe sem_init(raw, 0, 0)
    }

    deinit {
        unsafe sem_destroy(raw)
        unsafe raw.deallocate()
    }

    func wake() { unsafe sem_post(raw) }

    /// Waits; false when the time ran out first.
    func wait(microseconds: Int64) -> Bool {
        let until = monotonicMicroseconds() + microseconds
        return unsafe hesap_wait_semaphore(raw, until) == 0
    }
}
