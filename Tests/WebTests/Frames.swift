/// WebSocket frames written and read by hand, so that wrong ones can be sent too.
enum Frames {
    static let handshake =
        "GET /ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n"
        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"

    /// A frame as a client sends it.
    static func frame(
        _ opcode: UInt8, _ payload: [UInt8], isFinal: Bool = true, isMasked: Bool = true, reserved: UInt8 = 0
    ) -> [UInt8] {
        var bytes: [UInt8] = [(isFinal ? 0x80 : 0) | reserved | opcode]
        let mask: UInt8 = isMasked ? 0x80 : 0
        switch payload.count {
        case ..<126: bytes.append(mask | UInt8(payload.count))
        case ..<65_536: bytes += [mask | 126, UInt8(payload.count >> 8), UInt8(payload.count & 255)]
        default: bytes += [mask | 127] + (0..<8).reversed().map { UInt8(payload.count >> ($0 * 8) & 255) }
        }
        guard isMasked else { return bytes + payload }
        let key: [UInt8] = [1, 2, 3, 4]
        return bytes + key + payload.enumerated().map { $0.element ^ key[$0.offset % 4] }
    }

    static func text(_ text: String) -> [UInt8] {
        frame(1, Array(text.utf8))
    }
}

struct Frame: Sendable, Equatable {
    let opcode: UInt8
    let payload: [UInt8]
    var text: String { String(decoding: payload, as: UTF8.self) }
    var closeCode: Int? { opcode == 8 && payload.count >= 2 ? Int(payload[0]) << 8 | Int(payload[1]) : nil }
}

extension RawClient {
    /// Opens a WebSocket; nil when the answer isn't 101.
    func open(_ path: String = "/ws") -> Answer? {
        var request = Frames.handshake
        request.replace("/ws", with: path, maxReplacements: 1)
        say(request)
        return hearHead()
    }

    /// An answer's header, leaving what follows unread.
    func hearHead() -> Answer? {
        var bytes: [UInt8] = []
        while !bytes.suffix(4).elementsEqual([0x0D, 0x0A, 0x0D, 0x0A]) {
            guard let byte = hear(1) else { return nil }
            bytes += byte
        }
        return Answer(String(decoding: bytes, as: UTF8.self))
    }

    /// The next frame of the server.
    func hearFrame() -> Frame? {
        guard let start = hear(2) else { return nil }
        var length = Int(start[1] & 127)
        if length == 126, let more = hear(2) { length = Int(more[0]) << 8 | Int(more[1]) }
        if length == 127, let more = hear(8) { length = more.reduce(0) { $0 << 8 | Int($1) } }
        guard length > 0 else { return Frame(opcode: start[0] & 15, payload: []) }
        return hear(length).map { Frame(opcode: start[0] & 15, payload: $0) }
    }
}
