import CShims
import Glibc

/// A thread of our own: for loops that block in the operating system, which a task must not do.
///
/// Safe: the handle is written once in `init` and used for joining only.
final class NativeThread: @unchecked Sendable {
    private let handle: pthread_t

    /// Starts the thread at once; nil when the system has none left.
    init?(name: String, _ body: @escaping @Sendable () -> Void) {
        let box = unsafe Unmanaged.passRetained(Box(name: name, body: body)).toOpaque()
        var started = pthread_t()
        let result = unsafe pthread_create(&started, nil, { unsafe runBox($0) }, box)
        guard result == 0 else {
            unsafe Unmanaged<Box>.fromOpaque(box).release()
            return nil
        }
        handle = started
    }

    /// Lets the thread end by itself.
    func detach() {
        pthread_detach(handle)
    }

    /// Waits for the thread's end.
    func join() {
        pthread_join(handle, nil)
    }
}

private final class Box: Sendable {
    let name: String
    let body: @Sendable () -> Void

    init(name: String, body: @escaping @Sendable () -> Void) {
        self.name = name
        self.body = body
    }
}

private func runBox(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let pointer = unsafe pointer else { return nil }
    let box = unsafe Unmanaged<Box>.fromOpaque(pointer).takeRetainedValue()
    unsafe hesap_name_thread(box.name)
    box.body()
    return nil
}

/// Runs something that blocks on a thread of its own while the caller waits without blocking one of the
/// pool's.
func onOwnThread(_ name: String, _ body: @escaping @Sendable () -> Void) async {
    await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
        let thread = NativeThread(name: name) {
            body()
            done.resume()
        }
        if let thread {
            thread.detach()
        } else {
            body()
            done.resume()
        }
    }
}
