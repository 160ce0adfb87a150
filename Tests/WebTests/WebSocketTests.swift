import Testing
import Web

@Suite(.serialized) struct WebSocketTests {
    private func talk<Value: Sendable>(
        _ adjust: (inout WebConfiguration) -> Void = { _ in }, path: String = "/ws",
        _ body: @escaping @Sendable (RawClient) -> Value?
    ) async throws -> (Value?, [SocketRecord]) {
        var result: Value?
        var ends: [SocketRecord] = []
        try await withServer(adjust) { port, venue, server in
            result = await blocking {
                let client = RawClient(port: port)
                guard client.open(path)?.status == 101 else { return nil }
                return body(client)
            }
            #expect(await eventually { server.liveSockets == 0 })
            #expect(await eventually { server.liveConnections == 0 })
            ends = venue.socketRecords
        }
        return (result, ends)
    }

    @Test func `the handshake is answered as RFC 6455 has it`() async throws {
        try await withServer { port, _, _ in
            let answer = await blocking { RawClient(port: port).open() }
            #expect(answer?.field("Sec-WebSocket-Accept") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
            #expect(answer?.field("X-Mine") == "1")
        }
    }

    @Test func `text and bytes come back, also with frames that came behind the handshake`() async throws {
        try await withServer { port, _, _ in
            let frames = await blocking { () -> [Frame?] in
                let client = RawClient(port: port)
                client.say(Array(Frames.handshake.utf8) + Frames.text("early"))
                _ = client.hearHead()
                let early = client.hearFrame()
                client.say(Frames.text("merhaba ₺"))
                client.say(Frames.frame(2, [0, 1, 255]))
                return [early, client.hearFrame(), client.hearFrame()]
            }
            #expect(frames[0]?.text == "early")
            #expect(frames[1]?.text == "merhaba ₺")
            #expect(frames[2] == Frame(opcode: 2, payload: [0, 1, 255]))
        }
    }

    @Test func `a message in fragments is put together, with a ping between them answered`() async throws {
        let (frames, _) = try await talk { client -> [Frame?] in
            client.say(Frames.frame(1, Array("one ".utf8), isFinal: false))
            client.say(Frames.frame(9, [7]))
            client.say(Frames.frame(0, Array("two ".utf8), isFinal: false))
            client.say(Frames.frame(0, Array("three".utf8)))
            return [client.hearFrame(), client.hearFrame()]
        }
        #expect(frames?[0] == Frame(opcode: 10, payload: [7]))
        #expect(frames?[1]?.text == "one two three")
    }

    @Test func `a close is answered in kind, whoever begins`() async throws {
        let (mine, ends) = try await talk { client -> Frame? in
            client.say(Frames.frame(8, [0x03, 0xE9]))
            return client.hearFrame()
        }
        #expect(mine?.closeCode == 1001)
        #expect(ends.map(\.code) == [1001])
        let (theirs, _) = try await talk { client -> Frame? in
            client.say(Frames.text("close"))
            let close = client.hearFrame()
            client.say(Frames.frame(8, [0x0F, 0xA1]))
            return close
        }
        #expect(theirs?.closeCode == 4001)
        #expect(theirs.map { String(decoding: $0.payload.dropFirst(2), as: UTF8.self) } == "as you wish")
    }

    @Test func `what is queued is still sent when the session returns`() async throws {
        let (frames, _) = try await talk(path: "/ws/once") { client -> [Frame?] in
            [client.hearFrame(), client.hearFrame()]
        }
        #expect(frames?[0]?.text == "bye")
        #expect(frames?[1]?.closeCode == 1000)
    }

    @Test(arguments: [
        (Frames.frame(1, Array("naked".utf8), isMasked: false), 1002),
        (Frames.frame(1, Array("reserved".utf8), reserved: 0x40), 1002),
        (Frames.frame(3, []), 1002),
        (Frames.frame(0, Array("no start".utf8)), 1002),
        (Frames.frame(9, [UInt8](repeating: 0, count: 126)), 0),
        (Frames.frame(1, [0xC3, 0x28]), 1007),
        (Frames.frame(1, [UInt8](repeating: 0x61, count: 70_000)), 1009),
    ])
    func `a frame that breaks the protocol closes the socket with the code for it, or none`(
        _ frame: [UInt8], _ code: Int
    ) async throws {
        let (close, _) = try await talk { client -> Frame? in
            client.say(frame)
            return client.hearFrame()
        }
        #expect(close?.closeCode ?? 0 == code)
    }

    @Test func `fragments can't make a message larger than the limit`() async throws {
        let (close, _) = try await talk { client -> Frame? in
            client.say(Frames.frame(1, [UInt8](repeating: 0x61, count: 50_000), isFinal: false))
            client.say(Frames.frame(0, [UInt8](repeating: 0x61, count: 50_000)))
            return client.hearFrame()
        }
        #expect(close?.closeCode == 1009)
    }

    @Test func `a client that doesn't take its messages is closed and reported, and holds up nobody`()
        async throws
    {
        try await withServer({ $0.sockets.closeSeconds = 1 }) { port, venue, server in
            let slow = await blocking { () -> RawClient? in
                let client = RawClient(port: port)
                return client.open("/ws/flood")?.status == 101 ? client : nil
            }
            let echo = await blocking { () -> Frame? in
                let client = RawClient(port: port)
                _ = client.open()
                client.say(Frames.text("quick"))
                return client.hearFrame()
            }
            #expect(echo?.text == "quick")
            #expect(await eventually { venue.socketRecords.contains { $0.wasTooSlow } })
            _ = slow
        }
    }

    @Test func `a patient sender waits for a slow client instead of closing it`() async throws {
        let (count, ends) = try await talk(path: "/ws/patient") { client -> Int in
            var count = 0
            while let frame = client.hearFrame(), frame.opcode == 1 {
                count += 1
                guard frame.text.hasSuffix("x\(count)") else { return -1 }
                if count % 500 == 0 { usleepTenth() }
            }
            return count
        }
        #expect(count == 2000)
        #expect(ends.allSatisfy { !$0.wasTooSlow })
    }

    @Test func `messages that nobody takes make the client wait, and none is lost`() async throws {
        let (echoes, _) = try await talk({ $0.sockets.inboxMessagesMax = 4 }) { client -> Int in
            for number in 0..<300 { client.say(Frames.text("\(number)")) }
            return (0..<300).filter { client.hearFrame()?.text == "\($0)" }.count
        }
        #expect(echoes == 300)
    }

    @Test func `a silent client is pinged, and dropped when it doesn't answer`() async throws {
        let (frames, ends) = try await talk({
            $0.sockets.pingSeconds = 1
            $0.sockets.pongSeconds = 1
        }) { client -> [Frame?] in
            let first = client.hearFrame()
            client.say(Frames.frame(10, []))
            let second = client.hearFrame()
            return [first, second, client.hearFrame()]
        }
        #expect(frames?[0]?.opcode == 9)
        #expect(frames?[1]?.opcode == 9)
        #expect(frames?[2] == nil)
        #expect(ends.map(\.code) == [1006])
    }

    @Test func `stopping tells every socket that the server goes away`() async throws {
        try await withServer { port, _, server in
            let clients = await blocking {
                (0..<30).map { _ in RawClient(port: port) }.filter { $0.open()?.status == 101 }
            }
            #expect(clients.count == 30)
            #expect(await eventually { server.liveSockets == 30 })
            async let closed = blocking {
                clients.filter { client in
                    let code = client.hearFrame()?.closeCode
                    client.say(Frames.frame(8, [0x03, 0xE9]))
                    return code == 1001
                }.count
            }
            await server.drain(within: 5)
            #expect(await closed == 30)
            #expect(server.liveSockets == 0)
        }
    }

    @Test func `a client that never answers the farewell does not hold a stop up`() async throws {
        try await withServer { port, _, server in
            let clients = await blocking {
                (0..<3).map { _ in RawClient(port: port) }.filter { $0.open()?.status == 101 }
            }
            #expect(await eventually { server.liveSockets == 3 })
            let took = await ContinuousClock().measure { await server.drain(within: 10) }
            #expect(took < .seconds(3))
            #expect(clients.count == 3 && server.liveSockets == 0)
        }
    }

    @Test func `what is no handshake is refused, and a plain answer can be given instead`() async throws {
        try await withServer { port, _, _ in
            let statuses = await blocking {
                ["Version: 13": "Version: 8", "dGhlIHNhbXBsZSBub25jZQ==": "short", "websocket": "h2c"].map {
                    old, new in
                    let client = RawClient(port: port)
                    var request = Frames.handshake
                    request.replace(old, with: new)
                    client.say(request)
                    return client.hearAnswer()?.status
                }
            }
            #expect(statuses == [400, 400, 400])
        }
    }
}
