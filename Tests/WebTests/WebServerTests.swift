import Testing
import Web

@Suite(.serialized) struct WebServerTests {
    @Test func `a cached page is answered without a task, and HEAD has its headers without its body`()
        async throws
    {
        try await withServer { port, venue, _ in
            let (page, head) = await blocking {
                let client = RawClient(port: port)
                client.say("GET /page HTTP/1.1\r\nHost: a\r\n\r\n")
                let page = client.hearAnswer()
                client.say("HEAD /page HTTP/1.1\r\nHost: a\r\n\r\n")
                return (page, client.hearAnswer(isHead: true))
            }
            #expect(page?.status == 200)
            #expect(page?.body == "the cached page")
            #expect(head?.status == 200)
            let fields = { (answer: Answer?) in answer?.lines.dropFirst().filter { !$0.hasPrefix("Date") } }
            #expect(fields(head) == fields(page))
            #expect(venue.startedCount == 0)
            #expect(await eventually { venue.records.map(\.route) == ["page", "page"] })
        }
    }

    @Test func `a body comes back whole, by length and in chunks, and the connection is kept`() async throws {
        try await withServer { port, _, _ in
            let big = String(repeating: "0123456789", count: 90_000)
            let answers = await blocking {
                let client = RawClient(port: port)
                client.say(
                    "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: \(big.utf8.count)\r\n\r\n\(big)")
                let first = client.hearAnswer()
                client.say(
                    "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
                )
                return [first, client.hearAnswer()]
            }
            #expect(answers[0]?.body == big)
            #expect(answers[1]?.body == "abcde")
        }
    }

    @Test func `requests that are sent ahead are answered in order`() async throws {
        try await withServer { port, _, _ in
            let answers = await blocking { () -> [String?] in
                let client = RawClient(port: port)
                client.say(
                    "GET /sleep?ms=50 HTTP/1.1\r\nHost: a\r\n\r\nGET /page HTTP/1.1\r\nHost: a\r\n\r\n"
                        + "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
                        + "GET /page HTTP/1.1\r\nHost: a\r\n\r\n")
                return (0..<4).map { _ in client.hearAnswer()?.body }
            }
            #expect(answers == ["slept", "the cached page", "abc", "the cached page"])
        }
    }

    @Test func `a body is never taken for a request, whatever the method`() async throws {
        try await withServer { port, venue, _ in
            let answers = await blocking { () -> [Int?] in
                let client = RawClient(port: port)
                let hidden = "GET /sleep HTTP/1.1\r\nHost: a\r\n\r\n"
                client.say(
                    "GET /page HTTP/1.1\r\nHost: a\r\nContent-Length: \(hidden.utf8.count)\r\n\r\n\(hidden)")
                client.say("GET /page HTTP/1.1\r\nHost: a\r\n\r\n")
                return [client.hearAnswer()?.status, client.hearAnswer()?.status]
            }
            #expect(answers == [200, 200])
            #expect(!venue.records.contains { $0.path == "/sleep" })
        }
    }

    @Test func `two hundred requests on forty kept connections are all answered`() async throws {
        try await withServer { port, venue, _ in
            let good = await withTaskGroup(of: Int.self) { group in
                for _ in 0..<40 {
                    group.addTask {
                        await blocking {
                            let client = RawClient(port: port)
                            return (0..<5).filter { number in
                                client.say(
                                    "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n\(number)")
                                return client.hearAnswer()?.body == "\(number)"
                            }.count
                        }
                    }
                }
                return await group.reduce(0, +)
            }
            #expect(good == 200)
            #expect(venue.startedCount == 200)
        }
    }

    @Test(arguments: [
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3, 3\r\n\r\nabc",
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n\r\nabc",
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length : 3\r\n\r\nabc",
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\n\r\nabc",
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "GET /echo HTTP/1.1\r\n\r\n",
        "GET /echo HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /echo HTTP/1.1\r\nHost: a\r\nBad(name): b\r\n\r\n",
        "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /echo HTTP/3.7\r\nHost: a\r\n\r\n",
        "nonsense\r\n\r\n",
    ])
    func `a request that others could read differently is refused and its connection closed`(
        _ raw: String
    ) async throws {
        try await withServer { port, venue, _ in
            let answer = await blocking {
                let client = RawClient(port: port, timeoutSeconds: 5)
                client.say(raw)
                client.finishSaying()
                return client.hearToEnd()
            }
            #expect(answer?.contains("200 OK") == false, "\(answer ?? "open")")
            #expect(
                answer?.isEmpty == true || answer?.contains(" 400 ") == true
                    || answer?.contains(" 505 ") == true)
            #expect(venue.startedCount == 0)
        }
    }

    @Test func `too large a body is refused, announced or not, and the answer can be read`() async throws {
        try await withServer { port, venue, _ in
            let body = String(repeating: "x", count: 200_000)
            let answers = await blocking { () -> [Answer?] in
                let announced = RawClient(port: port)
                announced.say("POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n\r\n\(body)")
                let chunked = RawClient(port: port)
                chunked.say("POST /small HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
                chunked.say("30d40\r\n\(body)\r\n0\r\n\r\n")
                let waiting = RawClient(port: port)
                waiting.say(
                    "POST /small HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2000\r\n\r\n")
                return [announced.hearAnswer(), chunked.hearAnswer(), waiting.hearAnswer()]
            }
            for answer in answers {
                #expect(answer?.status == 413)
                #expect(answer?.field("Connection") == "close")
            }
            #expect(venue.startedCount == 0)
        }
    }

    @Test func `an endless body is broken off`() async throws {
        try await withServer { port, _, _ in
            let wasCut = await blocking {
                let client = RawClient(port: port)
                client.say("POST /small HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
                let piece = "10000\r\n" + String(repeating: "x", count: 65_536) + "\r\n"
                return !(0..<400).allSatisfy { _ in client.say(piece) }
            }
            #expect(wasCut)
        }
    }

    @Test func `a client that drips its header or its body is cut`() async throws {
        try await withServer({
            $0.headerSeconds = 1
            $0.bodySeconds = 1
        }) { port, _, _ in
            let cuts = await withTaskGroup(of: Bool.self) { group in
                for start in [
                    "GET /page HTTP/1.1\r\nHost: a\r\nX-Drip: ",
                    "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\n",
                ] {
                    group.addTask {
                        await blocking {
                            let client = RawClient(port: port, timeoutSeconds: 1)
                            client.say(start)
                            for _ in 0..<60 {
                                if !client.say("x") { return true }
                                usleepTenth()
                            }
                            return false
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(cuts == [true, true])
        }
    }

    @Test func `a client that takes its answer drop by drop is cut`() async throws {
        let folder = Folder()
        let path = folder.write("large.txt", String(repeating: "0123456789", count: 3_000_000))
        try await withServer({
            $0.idleSeconds = 1
            $0.bytesPerSecondMin = 100_000_000
        }) { port, venue, _ in
            let heard = await blocking { () -> Int in
                let client = RawClient(port: port)
                client.say("GET /file?p=\(path) HTTP/1.1\r\nHost: a\r\n\r\n")
                for _ in 0..<25 {
                    _ = client.hear(1000)
                    usleepTenth()
                }
                var heard = 25_000
                while let more = client.hear(), !more.isEmpty { heard += more.count }
                return heard
            }
            #expect(heard < 30_000_000)
            #expect(await eventually { venue.records.map(\.isComplete) == [false] })
        }
    }

    @Test func `a client that asks before it sends its body is told to go on`() async throws {
        try await withServer { port, _, _ in
            let (sign, answer) = await blocking {
                let client = RawClient(port: port)
                client.say(
                    "POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n")
                let sign = client.hearHead()?.status
                client.say("abc")
                return (sign, client.hearAnswer()?.body)
            }
            #expect(sign == 100)
            #expect(answer == "abc")
        }
    }

    @Test func `a client that has finished sending still gets its answer`() async throws {
        try await withServer { port, _, _ in
            let answer = await blocking {
                let client = RawClient(port: port)
                client.say("GET /sleep?ms=100 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                client.finishSaying()
                return client.hearToEnd()
            }
            #expect(answer?.hasSuffix("slept") == true)
        }
    }

    @Test func `a handler that takes too long is refused in its place and cancelled`() async throws {
        try await withServer({ $0.answerSeconds = 1 }) { port, venue, _ in
            let answer = await blocking {
                let client = RawClient(port: port)
                client.say("GET /sleep?ms=60000 HTTP/1.1\r\nHost: a\r\n\r\n")
                return client.hearAnswer()
            }
            #expect(answer?.status == 503)
            #expect(answer?.body == "refused: timeout")
            #expect(await eventually { venue.cancelledCount == 1 })
        }
    }

    @Test func `connections above the limits are told so`() async throws {
        try await withServer({ $0.perAddressLimit = 2 }) { port, _, server in
            let statuses = await blocking { () -> [Int?] in
                let clients = (0..<3).map { _ in RawClient(port: port) }
                return clients.map { client in
                    client.say("GET /page HTTP/1.1\r\nHost: a\r\n\r\n")
                    return client.hearAnswer()?.status
                }
            }
            #expect(statuses.sorted { $0 ?? 0 < $1 ?? 0 } == [200, 200, 503])
            #expect(await eventually { server.liveConnections == 0 })
        }
    }

    @Test func `a header with more fields than are read is refused`() async throws {
        try await withServer { port, _, _ in
            let fields = (0..<150).map { "X-\($0): 1\r\n" }.joined()
            let answer = await blocking {
                let client = RawClient(port: port)
                client.say("GET /page HTTP/1.1\r\nHost: a\r\n\(fields)\r\n")
                return client.hearAnswer()
            }
            #expect(answer?.status == 431)
        }
    }

    @Test func `a value can't break out of its header line`() async throws {
        try await withServer { port, _, _ in
            let answer = await blocking {
                let client = RawClient(port: port)
                client.say("GET /inject HTTP/1.1\r\nHost: a\r\n\r\n")
                return client.hearAnswer()
            }
            #expect(answer?.status == 200)
            #expect(answer?.field("X-Evil") == nil)
            #expect(answer?.field("X-Name") == "a  X-Evil: 1")
        }
    }

    @Test func `a streamed body comes in order, and a broken one is seen to be broken`() async throws {
        try await withServer { port, _, _ in
            let (whole, broken) = await blocking {
                let client = RawClient(port: port)
                client.say("GET /stream?n=300 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                let whole = client.hearToEnd()
                let other = RawClient(port: port)
                other.say("GET /stream?n=13 HTTP/1.1\r\nHost: a\r\n\r\n")
                return (whole, other.hearToEnd())
            }
            #expect(whole?.contains("piece 1;") == true)
            #expect(whole?.contains("piece 300;") == true)
            #expect(whole?.hasSuffix("0\r\n\r\n") == true)
            #expect(broken?.contains("piece 4;") == true)
            #expect(broken?.hasSuffix("0\r\n\r\n") == false)
        }
    }

    @Test func `draining finishes what is under way and accepts no more`() async throws {
        try await withServer { port, venue, server in
            async let answer = blocking {
                let client = RawClient(port: port)
                client.say("GET /sleep?ms=500 HTTP/1.1\r\nHost: a\r\n\r\n")
                return client.hearAnswer()
            }
            #expect(await eventually { venue.startedCount == 1 })
            await server.drain(within: 5)
            #expect(await answer?.body == "slept")
            #expect(await answer?.field("Connection") == "close")
            let late = await blocking { RawClient(port: port).say("GET /page HTTP/1.1\r\nHost: a\r\n\r\n") }
            #expect(!late)
        }
    }

    @Test func `stopping doesn't wait for a handler`() async throws {
        try await withServer { port, venue, server in
            async let answer = blocking {
                let client = RawClient(port: port)
                client.say("GET /sleep?ms=60000 HTTP/1.1\r\nHost: a\r\n\r\n")
                return client.hearToEnd()
            }
            #expect(await eventually { venue.startedCount == 1 })
            await server.stop()
            #expect(server.liveExchanges == 0)
            _ = await answer
        }
    }

    @Test func `a server can be stopped at any moment, also while clients come and go`() async throws {
        for round in 0..<25 {
            try await withServer { port, venue, server in
                let isOver = Flag()
                async let load: Void = withTaskGroup(of: Void.self) { group in
                    for number in 0..<4 {
                        group.addTask { await blocking { hammer(port, number, until: isOver) } }
                    }
                }
                #expect(await eventually { venue.startedCount > 2 * round })
                await server.drain(within: round % 2)
                isOver.raise()
                await load
            }
        }
        #expect(openDescriptors() < 200)
    }

    @Test func `a port that is taken is reported`() async throws {
        try await withServer { port, _, _ in
            var settings = configuration()
            settings.port = port
            let second = WebServer(settings, handler: Venue())
            #expect(throws: WebServerFault.cannotListen(host: "127.0.0.1", port: port, errno: 98)) {
                try second.start()
            }
        }
    }
}

/// Comes, asks in one of four ways, and goes, again and again.
private func hammer(_ port: UInt16, _ number: Int, until isOver: Flag) {
    while !isOver.isRaised {
        let client = RawClient(port: port, timeoutSeconds: 2)
        switch number {
        case 0: client.say("GET /page HTTP/1.1\r\nHost: a\r\n\r\n")
        case 1: client.say("GET /sleep?ms=5 HTTP/1.1\r\nHost: a\r\n\r\n")
        case 2: client.say("GET /stream?n=50 HTTP/1.1\r\nHost: a\r\n\r\n")
        default: if client.open()?.status == 101 { client.say(Frames.text("hello")) }
        }
        _ = client.hear()
    }
}
