/// The value of Sec-WebSocket-Accept for a proper opening handshake (RFC 6455 §4.2), nil for anything else.
func handshakeAnswer(to head: RequestHead) -> String? {
    guard head.method == .get, !head.isHead, head.wantsWebSocket,
        head.headers["Sec-WebSocket-Version"] == "13",
        let key = head.headers["Sec-WebSocket-Key"], isHandshakeKey(key)
    else { return nil }
    return base64(sha1(Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8)))
}

/// 16 bytes in base64: 22 digits and two padding signs.
private func isHandshakeKey(_ key: String) -> Bool {
    let bytes = Array(key.utf8)
    guard bytes.count == 24, bytes.suffix(2) == [0x3D, 0x3D] else { return false }
    return bytes.dropLast(2).allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2F: true
        default: false
        }
    }
}
