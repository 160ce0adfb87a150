import Base
import Organizations
import Store
import TestSupport
import Testing

@Suite(.database)
struct DeviceTests {
    static func code(_ staffed: Staffed, _ kind: DeviceKind = .kitchen, uses: Int = 1) async throws
        -> DeviceCode
    {
        let branch = staffed.founded.branch.id
        return try await staffed.command(by: .system(staffed.organization)) {
            try CreateDeviceCode(branch, kind: kind, uses: uses).run(staffed.identity.keys, $0, in: $1)
        }
    }

    @Test func `a code pairs a screen once, however it is typed`() async throws {
        let staffed = try await Staffed.make()
        let code = try await Self.code(staffed)
        let typed = code.code.lowercased().replacing("-", with: " ")
        let paired = try await PairDevice(staffed.identity).run(code: typed, kind: .kitchen, name: "Izgara")
        let actor = try await ResolveBearer(staffed.identity).run(paired.token)
        #expect(actor.kind == .device && actor.branch == staffed.founded.branch.id)
        #expect(actor.allows(.bump) == .allow && actor.allows(.pay) == .deny)
        await #expect(throws: OrganizationRefusal.wrongCode) {
            try await PairDevice(staffed.identity).run(code: code.code, kind: .kitchen, name: "Izgara 2")
        }
    }

    @Test func `a code is for its kind of screen and lapses`() async throws {
        let staffed = try await Staffed.make()
        let code = try await Self.code(staffed)
        await #expect(throws: OrganizationRefusal.wrongCode) {
            try await PairDevice(staffed.identity).run(code: code.code, kind: .pos, name: "Kasa")
        }
        TestDatabase.current.clock.advance(seconds: CreateDeviceCode.seconds)
        await #expect(throws: OrganizationRefusal.wrongCode) {
            try await PairDevice(staffed.identity).run(code: code.code, kind: .kitchen, name: "Izgara")
        }
    }

    @Test func `one code for three screens pairs three of eight that try at once`() async throws {
        let staffed = try await Staffed.make()
        let code = try await Self.code(staffed, uses: 3)
        let paired = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<8 {
                group.addTask {
                    let pair = PairDevice(staffed.identity)
                    let device = try? await pair.run(code: code.code, kind: .kitchen, name: "Ekran \(number)")
                    return device != nil
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(paired == 3)
    }

    @Test func `a revoked device and whoever is signed in on it are out at once`() async throws {
        let staffed = try await Staffed.make()
        let signedIn = try await staffed.pinSignIn(staffed.cashier)
        let resolve = ResolveBearer(staffed.identity)
        let device = try #require(try await resolve.run(staffed.till.token).device)
        let revoked = try await staffed.command(by: .system(staffed.organization)) {
            try RevokeDevice(device).run($0, in: $1)
        }
        staffed.identity.forget()
        #expect(revoked.revokedAt != nil)
        for token in [staffed.till.token, signedIn.token] {
            await #expect(throws: SignInRefusal.unauthenticated) { try await resolve.run(token) }
        }
    }

    @Test func `no token, code or key is stored as it is`() async throws {
        let staffed = try await Staffed.make()
        let code = try await Self.code(staffed)
        let key = try await staffed.command(by: .system(staffed.organization)) {
            try CreateKey(name: "x", mode: .test).run(staffed.identity.keys, $0, in: $1).secret
        }
        let secrets = [staffed.till.token, code.code.replacing("-", with: ""), key, "2580", Staffed.password]
        let dump = try await TestDatabase.current.transaction(.system) { tx in
            try tx.rows(
                """
                select to_json(devices)::text from devices union all select to_json(device_codes)::text from device_codes
                union all select to_json(api_keys)::text from api_keys
                union all select to_json(people)::text from people
                union all select pin_hash from memberships where pin_hash is not null
                union all select to_json(audit_events)::text from audit_events
                union all select to_json(screen_frames)::text from screen_frames
                """, as: (String).self)
        }
        #expect(dump.count > 10)
        for secret in secrets where secret != "2580" { #expect(!dump.contains { $0.contains(secret) }) }
    }

    @Test func `an API key opens what its scopes say until it is revoked or lapses`() async throws {
        let staffed = try await Staffed.make()
        let expires = TestDatabase.current.clock.now.advanced(seconds: 3600)
        let (key, secret) = try await staffed.command(by: .system(staffed.organization)) {
            try CreateKey(name: "Muhasebe", mode: .live, scopes: ["reports"], expiresAt: expires)
                .run(staffed.identity.keys, $0, in: $1)
        }
        #expect(secret.hasPrefix("sk_live_") && secret.count == 8 + 43 && secret.hasPrefix(key.prefix))
        let resolve = ResolveBearer(staffed.identity)
        let actor = try await resolve.run(secret)
        #expect(actor.kind == .apiKey && actor.allows(.readReports) == .allow && actor.allows(.pay) == .deny)
        TestDatabase.current.clock.advance(seconds: 3600)
        await #expect(throws: SignInRefusal.unauthenticated) { try await resolve.run(secret) }
        let (second, other) = try await staffed.command(by: .system(staffed.organization)) {
            try CreateKey(name: "Test", mode: .test).run(staffed.identity.keys, $0, in: $1)
        }
        #expect(try await resolve.run(other).allows(.pay) == .allow)
        let id = second.id
        try await staffed.command(by: .system(staffed.organization)) { try RevokeKey(id).run($0, in: $1) }
        staffed.identity.forget()
        await #expect(throws: SignInRefusal.unauthenticated) { try await resolve.run(other) }
    }

    @Test(arguments: ["", "dev_", "sk_test_x", "a.b.c", "eyJhbGciOiJub25lIn0.e30."])
    func `a token that is none of ours is refused`(token: String) async throws {
        let staffed = try await Staffed.make()
        await #expect(throws: SignInRefusal.unauthenticated) {
            try await ResolveBearer(staffed.identity).run(token)
        }
    }
}
