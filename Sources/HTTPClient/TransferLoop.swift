import CCurl
import CShims
import Glibc
import Synchronization

/// The one thread that drives all transfers of a client; it starts with the first.
///
/// Safe: libcurl's multi handle is used on that thread only, except for its wake-up call, which may come from
/// any.
@safe final class TransferLoop: @unchecked Sendable {
    private struct Shared {
        var arrivals: [Transfer] = []
        var hasCancelled = false
        var isStopped = false
        var isRunning = false
    }

    private let multi: UnsafeMutableRawPointer?
    private let authoritiesPath: String?
    private let shared = Mutex(Shared())

    init(authoritiesPath: String?) {
        _ = globalStart
        self.authoritiesPath = authoritiesPath
        unsafe multi = curl_multi_init()
        _ = unsafe hesap_curl_multi_set_long(multi, Int32(CURLMOPT_MAXCONNECTS.rawValue), 64)
    }

    deinit {
        unsafe curl_multi_cleanup(multi)
    }

    // MARK: From any thread

    func add(_ transfer: Transfer) {
        let (isStopped, starts) = shared.withLock { shared in
            guard !shared.isStopped else { return (true, false) }
            shared.arrivals.append(transfer)
            defer { shared.isRunning = true }
            return (false, !shared.isRunning)
        }
        if isStopped { return transfer.finish(.failure(.notSent("the client has stopped"))) }
        if starts { start() }
        wake()
    }

    func cancel(_ transfer: Transfer) {
        transfer.cancel()
        shared.withLock { $0.hasCancelled = true }
        wake()
    }

    func stop() {
        shared.withLock { $0.isStopped = true }
        wake()
    }

    private func wake() {
        unsafe curl_multi_wakeup(multi)
    }

    private func start() {
        let box = unsafe Unmanaged.passRetained(self).toOpaque()
        var thread = pthread_t()
        if unsafe pthread_create(&thread, nil, { unsafe runLoop($0) }, box) == 0 {
            pthread_detach(thread)
        } else {
            unsafe Unmanaged<TransferLoop>.fromOpaque(box).release()
            let waiting = shared.withLock { shared in
                shared.isRunning = false
                defer { shared.arrivals = [] }
                return shared.arrivals
            }
            for transfer in waiting { transfer.finish(.failure(.notSent("no thread is left"))) }
        }
    }

    // MARK: On the loop's thread

    fileprivate func run() {
        var handles: [UInt: EasyHandle] = [:]
        while true {
            let work = shared.withLock { shared in
                defer {
                    shared.arrivals = []
                    shared.hasCancelled = false
                }
                return shared
            }
            for transfer in work.arrivals { begin(transfer, &handles) }
            if work.hasCancelled { dropCancelled(&handles) }
            if work.isStopped { break }
            var running: Int32 = 0
            unsafe curl_multi_perform(multi, &running)
            collect(&handles)
            unsafe curl_multi_poll(multi, nil, 0, handles.isEmpty ? 600_000 : 1000, nil)
        }
        for handle in handles.values { end(handle, .failure(handle.failure("the client has stopped"))) }
    }

    private func begin(_ transfer: Transfer, _ handles: inout [UInt: EasyHandle]) {
        guard !transfer.isCancelled else { return transfer.finish(.failure(.notSent("cancelled"))) }
        guard let handle = EasyHandle(transfer, authoritiesPath: authoritiesPath),
            unsafe curl_multi_add_handle(multi, handle.raw) == CURLM_OK
        else { return transfer.finish(.failure(.notSent("the transfer could not be made"))) }
        unsafe handles[UInt(bitPattern: handle.raw)] = handle
    }

    private func dropCancelled(_ handles: inout [UInt: EasyHandle]) {
        for (key, handle) in handles where handle.transfer.isCancelled {
            handles[key] = nil
            end(handle, .failure(handle.failure("cancelled")))
        }
    }

    private func collect(_ handles: inout [UInt: EasyHandle]) {
        var left: Int32 = 0
        while let message = unsafe curl_multi_info_read(multi, &left) {
            guard unsafe message.pointee.msg == CURLMSG_DONE,
                let raw = unsafe message.pointee.easy_handle,
                let handle = handles.removeValue(forKey: UInt(bitPattern: raw))
            else { continue }
            let result = unsafe message.pointee.data.result
            end(handle, handle.outcome(result))
        }
    }

    private func end(_ handle: EasyHandle, _ outcome: Transfer.Outcome) {
        unsafe curl_multi_remove_handle(multi, handle.raw)
        handle.transfer.finish(outcome)
    }
}

private func runLoop(_ owner: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let owner = unsafe owner else { return nil }
    unsafe hesap_name_thread("http-client")
    unsafe Unmanaged<TransferLoop>.fromOpaque(owner).takeRetainedValue().run()
    return nil
}

/// libcurl's global set-up, once in a process.
private let globalStart: Bool = {
    signal(SIGPIPE, SIG_IGN)
    return curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
}()
