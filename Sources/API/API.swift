import Base
import Organizations
import Pages
import Realtime
import Store
public import Web

/// The whole HTTP surface: static files and probes at once, everything else by one task per request.
public final class API: WebHandler {
    let application: Application
    private let router = Router(Endpoints.all)
    private let screenConfiguration: Response
    private let limiter: AddressLimiter

    /// The surface of this application.
    public init(_ application: Application) {
        self.application = application
        limiter = AddressLimiter(perMinute: application.writesPerMinute)
        screenConfiguration = Response(
            200, headers: ["Content-Type": "application/json", "Cache-Control": "no-cache"],
            body: .bytes(application.screenConfiguration.bytes))
    }

    /// Answers from memory, on the connection's thread: the screens, their configuration, `/livez`.
    public func immediate(_ head: RequestHead) -> Response? {
        if head.wantsWebSocket { return nil }
        if let preflight = application.crossOrigin.preflight(head) { return finished(preflight, head) }
        guard head.method == .get else { return nil }
        if head.path == "/livez" { return finished(.text(200, "ok\n"), head) }
        if head.path == ReceiptSheet.path { return finished(ReceiptSheet.response, head) }
        if let page = application.pages.ready(head) {
            // A ready page has its headers already, but for those that depend on who asks.
            return head.isSecure || head.headers["Origin"] != nil ? finished(page, head) : page
        }
        if head.path.hasSuffix("/config.json") { return finished(screenConfiguration, head) }
        guard application.roles.contains(.gateway) || application.roles.contains(.web) else { return nil }
        if head.path == "/" { return finished(.redirect(302, to: "/pos/"), head) }
        return application.screens?.response(for: head, path: AppHosts.path(of: head))
    }

    /// The API's bodies are small.
    public func bodyLimit(_ head: RequestHead) -> Int { Limits.bodyBytesMax }

    /// What the transport refuses, as a problem.
    public func refuse(_ refusal: WebRefusal, _ head: RequestHead) -> Response {
        let problem =
            switch refusal {
            case .bodyTooLarge: Problem(413, "body_too_large")
            case .timeout: Problem(503, "timeout")
            case .badRequest(let reason): Problem(400, "bad_request", reason)
            case .headersTooLarge: Problem(431, "headers_too_large")
            case .tooManyConnections: Problem(503, "too_many_connections")
            case .draining: Problem(503, "shutting_down")
            }
        return finished(answer(problem, head), head)
    }

    /// Answers one request.
    public func respond(_ request: Request) async -> Outcome {
        if request.wantsWebSocket { return upgrade(request.head) }
        let span = request.traceparent.flatMap { SpanContext(traceparent: $0) }
        let observation = Observation(request: request.id, span: span)
        return await Observation.$current.withValue(observation) {
            .response(finished(await reply(to: request), request.head))
        }
    }

    private func reply(to request: Request) async -> Response {
        let started = application.surroundings.now()
        guard let segments = request.pathSegments else {
            return answer(Problem(400, "bad_request", "The path is not valid."), request.head)
        }
        guard request.query != nil else {
            return answer(Problem(400, "bad_request", "The query is not properly encoded."), request.head)
        }
        switch router.find(request.method, segments) {
        case .nothing:
            return answer(Problem(404, "not_found"), request.head)
        case .otherMethods(let methods):
            return otherMethods(methods, request.head)
        case .endpoint(let endpoint, _) where !serves(endpoint):
            return answer(Problem(404, "not_found"), request.head)
        case .endpoint(let endpoint, let route):
            var response = await application.trace.span(endpoint.id) {
                await self.perform(endpoint, route, request)
            }
            response.route = endpoint.template
            let took = application.surroundings.now().microseconds - started.microseconds
            application.metrics.requests[request.method.rawValue, endpoint.template, String(response.status)]
                .add()
            application.metrics.requestTime[endpoint.template].observe(microseconds: took)
            if response.status >= 500 { application.metrics.faults.add() }
            return response
        }
    }

    /// Probes and figures come from every process; the rest from gateways.
    private func serves(_ endpoint: Endpoint) -> Bool {
        endpoint.tag == "operations" || application.roles.contains(.gateway)
    }

    private func perform(_ endpoint: Endpoint, _ route: Route, _ request: Request) async -> Response {
        do {
            let caller = try await caller(of: endpoint, request)
            var call = Call(
                request: request, endpoint: endpoint, route: route, caller: caller,
                language: language(request.head))
            if endpoint.needsKey { call.given = try call.key() }
            return try await handle(call).response
        } catch {
            return answer(problem(for: error, endpoint), request.head)
        }
    }

    private func caller(of endpoint: Endpoint, _ request: Request) async throws -> Actor? {
        guard let token = Call.bearer(request.headers) else {
            if endpoint.access == .anyone {
                if endpoint.method != .get,
                    !limiter.allows(request.remoteAddress, at: application.surroundings.now())
                {
                    throw Problem(429, "too_many_requests")
                }
                return nil
            }
            throw Problem(401, "unauthenticated", "This needs a token.")
        }
        if endpoint.access == .anyone { return nil }
        let actor = try await ResolveBearer(application.identity).run(token)
        if actor.kind == .device, !endpoint.access.serves(actor.deviceKind) {
            throw Problem(401, "unauthenticated", "A person has to sign in on this device.")
        }
        return actor
    }

    private func otherMethods(_ methods: [Method], _ head: RequestHead) -> Response {
        let allow = methods.map(\.rawValue).sorted().joined(separator: ", ")
        var response =
            head.method == .options ? Response(204) : answer(Problem(405, "method_not_allowed"), head)
        response.headers.set("Allow", allow)
        return response
    }

    private func answer(_ problem: Problem, _ head: RequestHead) -> Response {
        problemResponse(problem, instance: "urn:request:\(head.id)", language: language(head))
    }

    private func language(_ head: RequestHead) -> ProblemText.Language {
        ProblemText.language(accepting: head.headers["Accept-Language"])
    }

    private func finished(_ response: Response, _ head: RequestHead) -> Response {
        var response = response
        application.security.apply(to: &response.headers, isSecure: head.isSecure)
        application.crossOrigin.apply(to: &response.headers, for: head)
        return response
    }

    private func upgrade(_ head: RequestHead) -> Outcome {
        guard head.path == "/ws", application.roles.contains(.realtime) else {
            return .response(finished(answer(Problem(404, "not_found"), head), head))
        }
        if let origin = head.headers["Origin"], !isOwn(origin, head), !application.crossOrigin.allows(origin)
        {
            return .response(finished(answer(Problem(403, "origin_refused"), head), head))
        }
        let session = application.screenSession
        return .upgrade([:]) { socket in await session.run(socket) }
    }

    private func isOwn(_ origin: String, _ head: RequestHead) -> Bool {
        origin.split(separator: "/", omittingEmptySubsequences: true).last.map(String.init)
            == head.headers["Host"]
    }
}
