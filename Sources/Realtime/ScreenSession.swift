public import Base
public import Organizations
public import Web
import Store

/// One socket from hello to its end.
public struct ScreenSession: Sendable {
    /// What a screen starts from when it knows nothing: read in one transaction, at one sequence number.
    public struct Start: Sendable {
        /// The last frame that the data already holds.
        public let sequence: Int64
        /// The stream's epoch.
        public let epoch: String
        /// The entities that the screen shows.
        public let data: JSON

        /// A start at this sequence number.
        public init(sequence: Int64, epoch: String, data: JSON) {
            self.sequence = sequence
            self.epoch = epoch
            self.data = data
        }
    }

    /// Seconds that a client has for its hello.
    static let helloSeconds = 10
    /// Seconds between two looks at a listener's token.
    static let watchSeconds = 15

    let hub: Hub
    let resolve: @Sendable (String) async throws -> Actor
    let start: @Sendable (Actor, ID<Branch>, StreamScope) async throws -> Start

    /// Sessions of this hub; `resolve` turns a token into an actor, `start` reads a snapshot.
    public init(
        hub: Hub, resolve: @escaping @Sendable (String) async throws -> Actor,
        start: @escaping @Sendable (Actor, ID<Branch>, StreamScope) async throws -> Start
    ) {
        self.hub = hub
        self.resolve = resolve
        self.start = start
    }

    /// Serves the socket until either side ends it.
    public func run(_ socket: WebSocket) async {
        do {
            guard case .text(let first) = await greeting(socket) else { return socket.close(code: 1002) }
            let hello = try Hello.read(first)
            let actor = try await resolve(hello.token)
            guard actor.reaches(hello.branch) else { throw Problem(404, "not_found") }
            // A kitchen's screen serves whoever stands before it; at any other one somebody has signed in.
            guard actor.kind != .device || (hello.screen == .kitchen && actor.deviceKind == .kitchen) else {
                throw Problem(403, "forbidden", "A person has to sign in on this device.")
            }
            let channel = try await hub.channel(of: hello.branch, organization: actor.organization)
            let subscription = Subscription(socket: socket, hello, actor)
            try await join(channel, subscription, hello, actor)
            defer { channel.leave(subscription) }
            hub.wake(hello.branch)
            await listen(socket, hello, actor)
        } catch let problem as Problem {
            refuse(socket, problem)
        } catch let refusal as any Refusal {
            refuse(socket, refusal.problem)
        } catch is WebSocketEnded {
            return
        } catch {
            hub.log.error("screen session failed", ["error": "\(error)"])
            socket.close(code: WebSocketCode.internalError, reason: "internal")
        }
    }

    private func refuse(_ socket: WebSocket, _ problem: Problem) {
        socket.trySend(text: Wire.refused(problem))
        socket.close(
            code: problem.status == 401 ? 4401 : problem.status == 404 ? 4404 : 4400, reason: problem.code)
    }

    private func join(
        _ channel: BranchChannel, _ subscription: Subscription, _ hello: Hello, _ actor: Actor
    ) async throws {
        let (bounds, epoch) = try await hub.database.transaction(.organization(actor.organization.raw)) {
            tx in
            (
                try BranchStream.bounds(actor.organization, hello.branch, in: tx),
                try BranchStream.epoch(in: tx)
            )
        }
        if let last = hello.lastSequence, hello.epoch == epoch {
            if last > bounds.newest {
                subscription.socket.trySend(text: Wire.reset(sequence: bounds.newest, epoch: epoch))
            } else if bounds.canReplay(after: last) {
                return try await replay(channel, subscription, hello, actor, from: last)
            }
        }
        try await restart(channel, subscription, hello, actor)
    }

    /// Sends everything from a snapshot on, at the pace of the client.
    private func restart(
        _ channel: BranchChannel, _ subscription: Subscription, _ hello: Hello, _ actor: Actor
    ) async throws {
        let start = try await start(actor, hello.branch, subscription.scope)
        try await subscription.socket.send(
            text: Wire.snapshot(sequence: start.sequence, epoch: start.epoch, data: start.data))
        try await replay(channel, subscription, hello, actor, from: start.sequence)
    }

    /// Sends the missed frames, then joins.
    private func replay(
        _ channel: BranchChannel, _ subscription: Subscription, _ hello: Hello, _ actor: Actor,
        from last: Int64
    ) async throws {
        var cursor = StreamCursor(subscription.scope, after: last)
        while !subscription.socket.hasEnded {
            let after = cursor.seq
            let frames = try await hub.database.transaction(.organization(actor.organization.raw)) { tx in
                try BranchStream.since(
                    actor.organization, hello.branch, after, limit: Hub.readFramesMax, in: tx)
            }
            for frame in frames {
                guard let previous = cursor.take(frame) else { continue }
                let text = Wire.frame(frame, previous: previous, epoch: channel.epoch)
                try await subscription.socket.send(text: text)
            }
            guard frames.count < Hub.readFramesMax else { continue }
            let live = Wire.live(sequence: cursor.seq, epoch: channel.epoch)
            if channel.join(subscription, at: cursor, greeting: live) { return }
        }
    }

    /// The first message; who does not say it in time is let go.
    private func greeting(_ socket: WebSocket) async -> WebSocketMessage? {
        await withTaskGroup { group in
            group.addTask {
                guard await rest(ScreenSession.helloSeconds) else { return }
                socket.close(code: WebSocketCode.policyViolation, reason: "hello_expected")
            }
            defer { group.cancelAll() }
            return await socket.receive()
        }
    }

    /// Answers pings; asks by the clock, whatever the client says, whether the token still holds.
    private func listen(_ socket: WebSocket, _ hello: Hello, _ actor: Actor) async {
        await withTaskGroup { group in
            group.addTask { await watch(socket, hello, actor) }
            defer { group.cancelAll() }
            while let message = await socket.receive() {
                guard case .text(let text) = message, let json = parsed(text),
                    let number = json["ping"]?.integer
                else {
                    return socket.close(code: 1002, reason: "unexpected")
                }
                socket.trySend(text: Wire.pong(number))
            }
        }
    }

    /// Ends the socket when its token has ended or its person may no longer what they might: the screen comes
    /// back with what holds now.
    private func watch(_ socket: WebSocket, _ hello: Hello, _ actor: Actor) async {
        while await rest(ScreenSession.watchSeconds), !socket.hasEnded {
            do {
                let now = try await resolve(hello.token)
                guard now.reaches(hello.branch), now.grants == actor.grants else {
                    return socket.close(code: WebSocketCode.tryAgainLater, reason: "rights")
                }
            } catch  where error is any Refusal || error is Problem {
                return socket.close(code: 4401, reason: "token")
            } catch {
                continue  // the database is away: it is asked again
            }
        }
    }

    /// False when the task was cancelled meanwhile.
    private func rest(_ seconds: Int) async -> Bool {
        (try? await Task.sleep(for: .seconds(seconds))) != nil
    }

    private func parsed(_ text: String) -> JSON? {
        do { return try JSON(parsing: text) } catch { return nil }
    }
}
