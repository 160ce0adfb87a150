import Base
import Organizations
import Store

extension API {
    func handle(_ route: SessionRoute, _ call: Call) async throws -> Reply {
        switch route {
        case .signIn: try await signIn(call)
        case .signOut: try await signOut(call)
        case .current: try await showSession(call)
        case .pinSignIn: try await pinSignIn(call)
        case .pairDevice: try await pairDevice(call)
        case .approve: try await approve(call)
        }
    }

    private func signIn(_ call: Call) async throws -> Reply {
        let body = try call.body(SignInBody.shape)
        let signed = try await SignIn(application.identity).run(
            email: body.email, password: body.password, organization: body.organization)
        return try reply(signed)
    }

    private func pinSignIn(_ call: Call) async throws -> Reply {
        let body = try call.body(PINSignInBody.shape)
        return try reply(
            try await PinSignIn(application.identity).run(
                person: body.person, pin: body.pin, on: try call.actor()))
    }

    private func reply(_ signed: SignedIn) throws -> Reply {
        guard let person = signed.caller.person else { throw Problem(401, "unauthenticated") }
        let view = SignedInView(
            token: signed.token, expiresAt: signed.expiresAt, person: PersonRefView(person),
            organization: OrganizationView(signed.caller.organization),
            branches: signed.caller.branches.map { BranchView($0) }, role: signed.caller.actor.role,
            grants: signed.caller.actor.grants)
        return .one(view, SignedInView.shape)
    }

    private func signOut(_ call: Call) async throws -> Reply {
        _ = try call.body(EmptyBody.shape)
        try await Sessions(application.identity).signOut(try call.actor())
        return .one(EmptyBody(), EmptyBody.shape)
    }

    private func showSession(_ call: Call) async throws -> Reply {
        let caller = try await Sessions(application.identity).caller(try call.actor())
        return .one(SessionView(caller), SessionView.shape)
    }

    private func pairDevice(_ call: Call) async throws -> Reply {
        let body = try call.body(PairDeviceBody.shape)
        let paired = try await PairDevice(application.identity).run(
            code: body.code, kind: body.kind, name: body.name)
        guard let device = paired.caller.device, let branch = paired.caller.branches.first else {
            throw Problem(401, "unauthenticated")
        }
        let view = PairedView(
            token: paired.token, device: DeviceView(device), branch: BranchView(branch),
            organization: OrganizationView(paired.caller.organization))
        return .json(201, PairedView.shape.encode(view))
    }

    private func approve(_ call: Call) async throws -> Reply {
        let body = try call.body(ApprovalBody.shape)
        let approval = try await Approve(application.identity).run(
            person: body.person, pin: body.pin, action: body.action, subject: body.subject,
            terms: body.terms, on: try call.actor())
        let view = ApprovalView(approval: approval.id, expiresAt: approval.expiresAt)
        return .json(201, ApprovalView.shape.encode(view))
    }
}
