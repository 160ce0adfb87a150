import CShims
import CWslay
import Glibc

/// Drives one WebSocket on the loop's thread: wslay reads and writes the frames, this moves the bytes.
///
/// Confined to that thread. wslay gets few messages at a time, so that those still in the socket's own queue
/// can be dropped when the client is too slow.
@safe final class SocketDriver {
    private static let handedOverBytes = 64 * 1024

    let id: UInt64
    let socket: WebSocket
    private(set) var endCode = WebSocketCode.lost
    private let poller: Int32
    private let descriptor: Int32
    private let handle: OpaquePointer
    private let limits: WebSocketLimits
    private var context: wslay_event_context_ptr?
    private var early: ArraySlice<UInt8>
    private var isBroken = false
    private var isReading = true
    private var interest: Int32 = 0
    private var lastHeard = monotonicMilliseconds()
    private var pingedAt: Int64?
    private var closeBy: Int64?
    private var largestMessage = 0

    init?(id: UInt64, poller: Int32, _ socket: WebSocket, _ line: UpgradedLine, _ limits: WebSocketLimits) {
        self.id = id
        self.poller = poller
        self.socket = socket
        self.limits = limits
        descriptor = line.descriptor
        unsafe handle = line.handle
        early = line.early[...]
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        var on: Int32 = 1
        unsafe setsockopt(
            descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        var callbacks = wslay_event_callbacks()
        unsafe callbacks.recv_callback = receiveBytes
        unsafe callbacks.send_callback = sendBytes
        unsafe callbacks.on_msg_recv_callback = receiveMessage
        let me = unsafe Unmanaged.passUnretained(self).toOpaque()
        guard unsafe wslay_event_context_server_init(&context, &callbacks, me) == 0 else { return nil }
        unsafe wslay_event_config_set_max_recv_msg_length(context, UInt64(limits.messageBytesMax))
    }

    var isFinished: Bool {
        unsafe isBroken || (wslay_event_want_read(context) == 0 && wslay_event_want_write(context) == 0)
    }

    func begin() {
        if hesap_poller_watch(poller, descriptor, id, readable, 0) != 0 { isBroken = true }
        interest = readable
        socketIsReady(readable)
    }

    /// Ends at once, without a farewell.
    func cut() {
        isBroken = true
    }

    /// Gives the connection back. Nothing of this may be used afterwards.
    func close() {
        if unsafe wslay_event_get_close_received(context) != 0 {
            endCode = unsafe wslay_event_get_status_code_received(context)
        } else if unsafe wslay_event_get_close_sent(context) != 0 {
            endCode = unsafe wslay_event_get_status_code_sent(context)
        }
        hesap_poller_forget(poller, descriptor)
        unsafe wslay_event_context_free(context)
        unsafe context = nil
        unsafe closeLine(handle)
    }

    func socketIsReady(_ flags: Int32) {
        if flags & (readable | hungUp) != 0, unsafe wslay_event_want_read(context) != 0 {
            if unsafe wslay_event_recv(context) != 0 { isBroken = true }
        } else if flags & hungUp != 0 {
            isBroken = true
        }
        pump()
    }

    /// Hands messages to wslay while it has little to send, and sends.
    func pump() {
        guard !isBroken else { return }
        repeat {
            while unsafe wslay_event_get_queued_msg_length(context) < Self.handedOverBytes,
                let message = socket.nextOutgoing()
            { queue(message) }
            if unsafe wslay_event_send(context) != 0 {
                isBroken = true
                return
            }
            sendClose()
        } while unsafe !isBroken && wslay_event_want_write(context) == 0 && socket.hasOutgoing
        // Answers to pings are queued by wslay itself, without a bound.
        let pending = unsafe wslay_event_get_queued_msg_length(context)
        if pending > Self.handedOverBytes + max(limits.queueBytesMax, largestMessage) { isBroken = true }
        resumeReading()
        watchFor()
    }

    /// Once a second: pings, lost clients, and clients that don't answer a close.
    func tick(_ now: Int64) {
        if let closeBy, now >= closeBy { isBroken = true }
        if closeBy == nil, unsafe wslay_event_get_close_sent(context) != 0 || socket.isCloseOrdered {
            closeBy = now + Int64(limits.closeSeconds) * 1000
        }
        guard isReading, closeBy == nil else { return }
        if let pinged = pingedAt {
            if lastHeard >= pinged {
                pingedAt = nil
            } else if now - pinged >= Int64(limits.pongSeconds) * 1000 {
                isBroken = true
            }
        } else if now - lastHeard >= Int64(limits.pingSeconds) * 1000 {
            pingedAt = now
            var ping = unsafe wslay_event_msg(opcode: UInt8(WSLAY_PING.rawValue), msg: nil, msg_length: 0)
            unsafe wslay_event_queue_msg(context, &ping)
            pump()
        }
    }

    private func queue(_ message: WebSocket.Outgoing) {
        largestMessage = max(largestMessage, message.bytes.count)
        unsafe message.bytes.withUnsafeBufferPointer { bytes in
            let opcode = message.isText ? WSLAY_TEXT_FRAME : WSLAY_BINARY_FRAME
            var outgoing = unsafe wslay_event_msg(
                opcode: UInt8(opcode.rawValue), msg: bytes.baseAddress, msg_length: bytes.count)
            let result = unsafe wslay_event_queue_msg(context, &outgoing)
            // After a close nothing more can be said, and the message is dropped.
            if result != 0, result != WSLAY_ERR_NO_MORE_MSG.rawValue { isBroken = true }
        }
    }

    /// Sends the close that was ordered once everything before it is sent, since wslay lets it overtake.
    private func sendClose() {
        let isSent = unsafe wslay_event_get_queued_msg_count(context) == 0
        guard let order = socket.takeCloseOrder(isSent: isSent) else { return }
        closeBy = monotonicMilliseconds() + Int64(limits.closeSeconds) * 1000
        let reason = Array(order.reason.utf8.prefix(123))
        unsafe reason.withUnsafeBufferPointer { bytes in
            _ = unsafe wslay_event_queue_close(context, order.code, bytes.baseAddress, bytes.count)
        }
        if unsafe wslay_event_send(context) != 0 { isBroken = true }
    }

    private func resumeReading() {
        guard !isReading, socket.wantsMore() else { return }
        isReading = true
        if unsafe wslay_event_recv(context) != 0 { isBroken = true }
        if !isBroken, unsafe wslay_event_want_write(context) != 0, unsafe wslay_event_send(context) != 0 {
            isBroken = true
        }
    }

    private func watchFor() {
        var wanted: Int32 = 0
        if isReading, unsafe wslay_event_want_read(context) != 0 { wanted |= readable }
        if unsafe wslay_event_want_write(context) != 0 { wanted |= writable }
        guard wanted != interest else { return }
        interest = wanted
        hesap_poller_watch(poller, descriptor, id, wanted, 1)
    }

    // MARK: Called by wslay

    fileprivate func receive(into buffer: UnsafeMutablePointer<UInt8>, _ size: Int) -> Int {
        guard isReading else { return fail(WSLAY_ERR_WOULDBLOCK) }
        lastHeard = monotonicMilliseconds()
        if !early.isEmpty {
            let piece = early.prefix(size)
            for (offset, byte) in piece.enumerated() { unsafe buffer[offset] = byte }
            early = early.dropFirst(size)
            return piece.count
        }
        let got = unsafe recv(descriptor, buffer, size, 0)
        if got > 0 { return got }
        let isWaiting = got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)
        return fail(isWaiting ? WSLAY_ERR_WOULDBLOCK : WSLAY_ERR_CALLBACK_FAILURE)
    }

    fileprivate func send(_ bytes: UnsafePointer<UInt8>, _ size: Int) -> Int {
        let sent = unsafe Glibc.send(descriptor, bytes, size, Int32(MSG_NOSIGNAL))
        if sent >= 0 { return sent }
        let isWaiting = errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR
        return fail(isWaiting ? WSLAY_ERR_WOULDBLOCK : WSLAY_ERR_CALLBACK_FAILURE)
    }

    private func fail(_ error: wslay_error) -> Int {
        unsafe wslay_event_set_error(context, error.rawValue)
        return -1
    }

    fileprivate func received(_ opcode: UInt8, _ bytes: UnsafeBufferPointer<UInt8>) {
        switch UInt32(opcode) {
        case WSLAY_TEXT_FRAME.rawValue: socket.deliver(.text(unsafe String(decoding: bytes, as: UTF8.self)))
        case WSLAY_BINARY_FRAME.rawValue: socket.deliver(.binary(unsafe Array(bytes)))
        default: return
        }
        isReading = socket.wantsMore()
    }
}

/// Gives an upgraded connection back to libmicrohttpd, which closes it.
func closeLine(_ handle: OpaquePointer) {
    _ = unsafe hesap_upgrade_close(handle)
}

private func driver(_ owner: UnsafeMutableRawPointer) -> SocketDriver {
    unsafe Unmanaged<SocketDriver>.fromOpaque(owner).takeUnretainedValue()
}

private func receiveBytes(
    _ context: wslay_event_context_ptr?, _ buffer: UnsafeMutablePointer<UInt8>?, _ size: Int, _ flags: Int32,
    _ owner: UnsafeMutableRawPointer?
) -> Int {
    guard let owner = unsafe owner, let buffer = unsafe buffer else { return -1 }
    return unsafe driver(owner).receive(into: buffer, size)
}

private func sendBytes(
    _ context: wslay_event_context_ptr?, _ bytes: UnsafePointer<UInt8>?, _ size: Int, _ flags: Int32,
    _ owner: UnsafeMutableRawPointer?
) -> Int {
    guard let owner = unsafe owner, let bytes = unsafe bytes else { return -1 }
    return unsafe driver(owner).send(bytes, size)
}

private func receiveMessage(
    _ context: wslay_event_context_ptr?, _ message: UnsafePointer<wslay_event_on_msg_recv_arg>?,
    _ owner: UnsafeMutableRawPointer?
) {
    guard let owner = unsafe owner, let message = unsafe message?.pointee else { return }
    let bytes = unsafe UnsafeBufferPointer(start: message.msg, count: message.msg_length)
    unsafe driver(owner).received(message.opcode, bytes)
}
