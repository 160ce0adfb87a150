import CMicrohttpd
import CShims

// libmicrohttpd calls these on its own threads. `owner` is the ServerCore, which outlives the daemon; a
// connection's context is one retained Connection, a request's slot one retained Exchange. Each retain is
// released in one place.

/// A request's header is there, then each piece of its body, then its end; and again after every resume.
func onAccess(
    _ owner: UnsafeMutableRawPointer?, _ raw: OpaquePointer?, _ path: UnsafePointer<CChar>?,
    _ method: UnsafePointer<CChar>?, _ version: UnsafePointer<CChar>?, _ upload: UnsafePointer<CChar>?,
    _ uploadSize: UnsafeMutablePointer<Int>?, _ slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> Int32 {
    guard let raw = unsafe raw, let uploadSize = unsafe uploadSize, let slot = unsafe slot else { return 0 }
    guard let known = unsafe slot.pointee else {
        guard let owner = unsafe owner, let path = unsafe path, let method = unsafe method,
            let version = unsafe version
        else { return 0 }
        let core = unsafe Unmanaged<ServerCore>.fromOpaque(owner).takeUnretainedValue()
        return unsafe firstCall(
            core, raw, path: String(cString: path), method: String(cString: method),
            version: String(cString: version), slot) ? 1 : 0
    }
    let exchange = unsafe Unmanaged<Exchange>.fromOpaque(known).takeUnretainedValue()
    let size = unsafe uploadSize.pointee
    guard size > 0, let upload = unsafe upload else {
        return unsafe exchange.proceed(on: raw) ? 1 : 0
    }
    unsafe uploadSize.pointee = 0
    return unsafe exchange.receive(UnsafeRawBufferPointer(start: upload, count: size)) ? 1 : 0
}

private func firstCall(
    _ core: ServerCore, _ raw: OpaquePointer, path: String, method: String, version: String,
    _ slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>
) -> Bool {
    guard let context = unsafe hesap_connection_context(raw) else { return false }
    let connection = unsafe Unmanaged<Connection>.fromOpaque(context).takeUnretainedValue()
    let gathered = unsafe gatherFields(raw, max: core.configuration.headerFieldsMax)
    let target = Framing.originForm(connection.takeTarget() ?? path)
    let head = makeHead(core, connection, method: method, target: target, gathered.headers)
    let exchange = Exchange(head, on: connection, core: core)
    unsafe slot.pointee = Unmanaged.passRetained(exchange).toOpaque()
    if gathered.isTooMany { return unsafe exchange.refuse(.headersTooLarge, on: raw) }
    if gathered.isBroken {
        return unsafe exchange.refuse(.badRequest(Framing.Fault.fieldName.rawValue), on: raw)
    }
    switch Framing.judge(gathered.headers, version: version, target: target) {
    case .failure(let fault): return unsafe exchange.refuse(.badRequest(fault.rawValue), on: raw)
    case .success(let body): return unsafe exchange.begin(body, on: raw)
    }
}

private func makeHead(
    _ core: ServerCore, _ connection: Connection, method: String, target: String, _ headers: Headers
) -> RequestHead {
    let configuration = core.configuration
    let origin = Origin(
        peer: connection.peer, isTLS: core.isTLS, headers: headers, trusted: configuration.trustedProxies)
    let given = headers["X-Request-Id"].flatMap { isRequestID($0) ? $0 : nil }
    return RequestHead(
        methodName: method, rawTarget: target, headers: headers, remoteAddress: origin.address,
        isSecure: origin.isSecure, id: given ?? configuration.newID(), receivedAt: configuration.now())
}

/// The fields of one header while they are gathered.
private struct Gathered {
    var headers = Headers(reserving: 12)
    var max: Int
    var isBroken = false
    var isTooMany = false
}

private func gatherFields(_ raw: OpaquePointer, max: Int) -> Gathered {
    var gathered = Gathered(max: max)
    unsafe withUnsafeMutablePointer(to: &gathered) { pointer in
        _ = unsafe MHD_get_connection_values(
            raw, MHD_ValueKind.HEADER_KIND, { unsafe gatherField($0, $2, $3) }, pointer)
    }
    return gathered
}

private func gatherField(
    _ owner: UnsafeMutableRawPointer?, _ name: UnsafePointer<CChar>?, _ value: UnsafePointer<CChar>?
) -> MHD_Result {
    guard let owner = unsafe owner, let name = unsafe name else { return .NO }
    let gathered = unsafe owner.assumingMemoryBound(to: Gathered.self)
    let key = unsafe String(cString: name)
    if unsafe gathered.pointee.headers.fields.count >= gathered.pointee.max {
        unsafe gathered.pointee.isTooMany = true
        return .NO
    }
    guard isToken(key) else {
        unsafe gathered.pointee.isBroken = true
        return .YES
    }
    unsafe gathered.pointee.headers.append(token: key, value.map { unsafe String(cString: $0) } ?? "")
    return .YES
}

/// The request line is there: the target is kept before libmicrohttpd splits it.
func onTarget(
    _ owner: UnsafeMutableRawPointer?, _ target: UnsafePointer<CChar>?, _ raw: OpaquePointer?
) -> UnsafeMutableRawPointer? {
    guard let raw = unsafe raw, let target = unsafe target,
        let context = unsafe hesap_connection_context(raw)
    else { return nil }
    let connection = unsafe Unmanaged<Connection>.fromOpaque(context).takeUnretainedValue()
    unsafe connection.noteTarget(String(cString: target))
    return nil
}

/// A connection begins or ends.
func onConnection(
    _ owner: UnsafeMutableRawPointer?, _ raw: OpaquePointer?,
    _ context: UnsafeMutablePointer<UnsafeMutableRawPointer?>?, _ event: Int32
) {
    guard let owner = unsafe owner, let raw = unsafe raw, let context = unsafe context else { return }
    let core = unsafe Unmanaged<ServerCore>.fromOpaque(owner).takeUnretainedValue()
    if event == Int32(MHD_ConnectionNotificationCode.CONNECTION_NOTIFY_STARTED.rawValue) {
        let connection = unsafe core.accepted(
            descriptor: hesap_connection_descriptor(raw), peer: peerAddress(raw))
        unsafe context.pointee = Unmanaged.passRetained(connection).toOpaque()
    } else if let held = unsafe context.pointee {
        core.closed(unsafe Unmanaged<Connection>.fromOpaque(held).takeRetainedValue())
        unsafe context.pointee = nil
    }
}

private func peerAddress(_ raw: OpaquePointer) -> String {
    let size = 64
    return unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: size) { text in
        guard let start = text.baseAddress, unsafe hesap_connection_address(raw, start, size) == 1 else {
            return ""
        }
        return unsafe String(cString: start)
    }
}

/// libmicrohttpd is done with a request.
func onCompleted(
    _ owner: UnsafeMutableRawPointer?, _ raw: OpaquePointer?,
    _ slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>?, _ why: Int32
) {
    guard let slot = unsafe slot, let held = unsafe slot.pointee else { return }
    unsafe slot.pointee = nil
    let exchange = unsafe Unmanaged<Exchange>.fromOpaque(held).takeRetainedValue()
    exchange.completed(
        isComplete: why == Int32(MHD_RequestTerminationCode.REQUEST_TERMINATED_COMPLETED_OK.rawValue))
}

/// The 101 answer is sent, and the socket is ours.
func onUpgrade(
    _ owner: UnsafeMutableRawPointer?, _ raw: OpaquePointer?, _ slot: UnsafeMutableRawPointer?,
    _ extra: UnsafePointer<CChar>?, _ extraSize: Int, _ descriptor: Int32, _ handle: OpaquePointer?
) {
    guard let slot = unsafe slot, let handle = unsafe handle else { return }
    let exchange = unsafe Unmanaged<Exchange>.fromOpaque(slot).takeUnretainedValue()
    let early = unsafe Array(UnsafeRawBufferPointer(start: extra, count: extraSize))
    unsafe exchange.upgraded(UpgradedLine(descriptor: descriptor, handle: handle, early: early))
}
