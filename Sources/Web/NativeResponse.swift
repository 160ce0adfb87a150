import CMicrohttpd
import Glibc

/// libmicrohttpd's form of an answer; it counts references itself, so one can be sent many times and at once.
///
/// Safe: the pointer is set once and destroyed once, and libmicrohttpd locks the rest.
@safe final class NativeResponse: @unchecked Sendable {
    let raw: OpaquePointer
    let status: UInt32

    /// The native form of an answer, with fields that the server adds; nil when a file can't be opened or
    /// there is no memory.
    init?(_ response: Response, adding fields: [(String, String)], stream: BodyStream? = nil) {
        guard let made = unsafe nativeBody(response.body, status: response.status, stream: stream) else {
            return nil
        }
        unsafe raw = unsafe made
        status = UInt32(clamping: response.status)
        for field in response.headers.fields where !isServers(field.name) {
            _ = unsafe MHD_add_response_header(made, field.name, field.value)
        }
        for (name, value) in fields {
            _ = unsafe MHD_add_response_header(made, name, value)
        }
    }

    /// A 101 answer that hands the socket over.
    init?(upgrade fields: [(String, String)], handler: MHD_UpgradeHandler) {
        guard let made = unsafe MHD_create_response_for_upgrade(handler, nil) else { return nil }
        unsafe raw = unsafe made
        status = 101
        for (name, value) in fields {
            _ = unsafe MHD_add_response_header(made, name, value)
        }
    }

    deinit {
        unsafe MHD_destroy_response(raw)
    }
}

private func isServers(_ name: String) -> Bool {
    switch name.utf8.count {
    case 4: sameName("Date", name)
    case 10: sameName("Connection", name)
    case 14: sameName("Content-Length", name)
    case 17: sameName("Transfer-Encoding", name)
    default: false
    }
}

private func nativeBody(_ body: Response.Body, status: Int, stream: BodyStream?) -> OpaquePointer? {
    if status == 204 || status == 304 { return unsafe emptyBody() }
    switch body {
    case .none: return unsafe emptyBody()
    case .bytes(let bytes): return unsafe copiedBody(bytes)
    case .shared(let shared): return unsafe sharedBody(shared)
    case .file(let path, let size, let range): return unsafe fileBody(path, range ?? 0..<size)
    case .stream: return unsafe stream?.nativeBody()
    }
}

private func emptyBody() -> OpaquePointer? {
    unsafe MHD_create_response_from_buffer(0, nil, MHD_ResponseMemoryMode.RESPMEM_PERSISTENT)
}

private func copiedBody(_ bytes: [UInt8]) -> OpaquePointer? {
    unsafe bytes.withUnsafeBytes { source in
        unsafe MHD_create_response_from_buffer(
            source.count, UnsafeMutableRawPointer(mutating: source.baseAddress),
            MHD_ResponseMemoryMode.RESPMEM_MUST_COPY)
    }
}

private func sharedBody(_ shared: SharedBytes) -> OpaquePointer? {
    let keeper = unsafe Unmanaged.passRetained(shared)
    let made = unsafe MHD_create_response_from_buffer_with_free_callback_cls(
        shared.count, shared.start, { unsafe releaseShared($0) }, keeper.toOpaque())
    if unsafe made == nil { unsafe keeper.release() }
    return unsafe made
}

private func releaseShared(_ keeper: UnsafeMutableRawPointer?) {
    guard let keeper = unsafe keeper else { return }
    unsafe Unmanaged<SharedBytes>.fromOpaque(keeper).release()
}

private func fileBody(_ path: String, _ range: Range<Int>) -> OpaquePointer? {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
    let made = unsafe MHD_create_response_from_fd_at_offset64(
        UInt64(range.count), descriptor, UInt64(range.lowerBound))
    if unsafe made == nil { close(descriptor) }
    return unsafe made
}
