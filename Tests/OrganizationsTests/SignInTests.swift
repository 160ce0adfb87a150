import Base
import Crypto
import Organizations
import Store
import TestSupport
import Testing

@Suite(.database)
struct SignInTests {
    @Test func `an owner signs in with e-mail and password and their token says who they are`() async throws {
        let staffed = try await Staffed.make()
        let signedIn = try await SignIn(staffed.identity).run(
            email: " SAHIP@kahve.example ", password: Staffed.password)
        #expect(signedIn.caller.organization == staffed.founded.organization)
        #expect(signedIn.caller.branches == [staffed.founded.branch])
        #expect(signedIn.caller.person?.initials == "AK")
        let actor = try await ResolveBearer(staffed.identity).run(signedIn.token)
        #expect(actor == signedIn.caller.actor)
        #expect(actor.role == "owner" && actor.allows(.editKeys) == .allow && actor.kind == .person)
        #expect(signedIn.expiresAt == TestDatabase.current.clock.now.advanced(seconds: 7 * 86_400))
    }

    @Test func `wrong address and wrong password are refused alike`() async throws {
        let staffed = try await Staffed.make()
        for email in ["sahip@kahve.example", "nobody@kahve.example", "not an address"] {
            await #expect(throws: SignInRefusal.wrongCredentials) {
                try await SignIn(staffed.identity).run(email: email, password: "falsch falsch")
            }
        }
    }

    @Test func `five wrong passwords shut the door for fifteen minutes, even for the right one`() async throws
    {
        let staffed = try await Staffed.make()
        let clock = TestDatabase.current.clock
        for _ in 0..<5 {
            await #expect(throws: SignInRefusal.wrongCredentials) {
                try await staffed.actor("sahip@kahve.example", "falsch falsch")
            }
        }
        let until = clock.now.advanced(seconds: 900)
        await #expect(throws: SignInRefusal.locked(until: until)) {
            try await staffed.actor("sahip@kahve.example", Staffed.password)
        }
        clock.advance(seconds: 899)
        await #expect(throws: SignInRefusal.self) {
            try await staffed.actor("sahip@kahve.example", Staffed.password)
        }
        clock.advance(seconds: 1)
        _ = try await staffed.owner
    }

    /// What a stranger hears who tries an address seven times, at once or one after the other, and then again
    /// after the lock.
    private func answers(_ staffed: Staffed, to email: String, atOnce: Bool) async throws -> [String] {
        @Sendable func answer() async -> String {
            do {
                _ = try await staffed.actor(email, "falsch falsch")
                return "in"
            } catch let refusal as SignInRefusal {
                return "\(refusal.problem.code) \(refusal.problem.facts)"
            } catch { return "\(error)" }
        }
        var heard: [String] = []
        if atOnce {
            heard = await withTaskGroup(of: String.self) { group in
                for _ in 0..<7 { group.addTask { await answer() } }
                return await group.reduce(into: []) { $0.append($1) }.sorted()
            }
        } else {
            for _ in 0..<7 { heard.append(await answer()) }
        }
        TestDatabase.current.clock.advance(seconds: 900)
        heard.append(await answer())
        TestDatabase.current.clock.advance(seconds: -900)
        return heard
    }

    @Test(arguments: [false, true])
    func `an address that nobody has is counted and locked like any other`(atOnce: Bool) async throws {
        let staffed = try await Staffed.make()
        let known = try await answers(staffed, to: "sahip@kahve.example", atOnce: atOnce)
        #expect(known.count { $0.hasPrefix("sign_in_locked") } == 2)
        for email in ["nobody@kahve.example", "NOBODY2@kahve.example ", "not an address"] {
            #expect(try await answers(staffed, to: email, atOnce: atOnce) == known)
        }
    }

    @Test func `addresses that nobody has take a fixed number of rows, and none is kept readable`()
        async throws
    {
        let staffed = try await Staffed.make()
        let places = 4_096
        try await TestDatabase.current.transaction(.system) { tx in
            try tx.run(
                """
                insert into sign_in_strangers (slot, address, tries)
                select n, '\\x00', 5 from generate_series(0, \(places - 1)) n
                """)
        }
        for number in 0..<6 {
            await #expect(throws: SignInRefusal.wrongCredentials) {
                try await staffed.actor("nobody\(number)@kahve.example", "falsch falsch")
            }
        }
        let rows = try await TestDatabase.current.transaction(.system) { tx in
            try tx.rows(
                "select address::text from sign_in_strangers where address <> '\\x00'", as: String.self)
        }
        #expect((1...6).contains(rows.count) && rows.allSatisfy { $0.count == 66 })
        let count = try await TestDatabase.current.transaction(.system) { tx in
            try tx.value("select count(*) from sign_in_strangers", as: Int.self)
        }
        #expect(count == places)
    }

    @Test func `guessing in parallel gives no more than five tries`() async throws {
        let staffed = try await Staffed.make()
        let outcomes = await withTaskGroup(of: String.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    do {
                        _ = try await staffed.actor("sahip@kahve.example", "falsch falsch")
                        return "in"
                    } catch let refusal as SignInRefusal {
                        return refusal.problem.code
                    } catch {
                        return "\(error)"
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.filter { $0 == "wrong_credentials" }.count == 5)
        #expect(outcomes.filter { $0 == "sign_in_locked" }.count == 15)
    }

    @Test func `signing out ends the token at once`() async throws {
        let staffed = try await Staffed.make()
        let signedIn = try await SignIn(staffed.identity).run(
            email: "sahip@kahve.example", password: Staffed.password)
        let resolve = ResolveBearer(staffed.identity)
        let actor = try await resolve.run(signedIn.token)
        try await Sessions(staffed.identity).signOut(actor)
        await #expect(throws: SignInRefusal.unauthenticated) { try await resolve.run(signedIn.token) }
    }

    @Test func `a new password ends every session, an old token version is worth nothing`() async throws {
        let staffed = try await Staffed.make()
        let signedIn = try await SignIn(staffed.identity).run(
            email: "sahip@kahve.example", password: Staffed.password)
        let secrets = try await NewSecrets.prepare(
            pin: nil, password: "noch ein langes", staffed.identity.keys)
        let actor = signedIn.caller.actor
        let person = try #require(actor.person)
        try await staffed.command(by: actor) { try SetPassword(person).run(secrets, $0, in: $1) }
        staffed.identity.forget()
        await #expect(throws: SignInRefusal.unauthenticated) {
            try await ResolveBearer(staffed.identity).run(signedIn.token)
        }
        _ = try await staffed.actor("sahip@kahve.example", "noch ein langes")
    }

    @Test func `another process hears of a revocation within five seconds`() async throws {
        let staffed = try await Staffed.make()
        let signedIn = try await SignIn(staffed.identity).run(
            email: "sahip@kahve.example", password: Staffed.password)
        let other = Identity(
            database: staffed.identity.database, surroundings: staffed.identity.surroundings,
            keys: staffed.identity.keys)
        let actor = try await ResolveBearer(other).run(signedIn.token)
        try await Sessions(staffed.identity).signOut(actor)
        TestDatabase.current.clock.advance(seconds: 5)
        await #expect(throws: SignInRefusal.unauthenticated) {
            try await ResolveBearer(other).run(signedIn.token)
        }
    }

    @Test func `a session lapses`() async throws {
        let staffed = try await Staffed.make()
        let signedIn = try await SignIn(staffed.identity).run(
            email: "sahip@kahve.example", password: Staffed.password)
        TestDatabase.current.clock.advance(seconds: 7 * 86_400)
        await #expect(throws: TokenRefusal.expired) {
            try await ResolveBearer(staffed.identity).run(signedIn.token)
        }
        let db = TestDatabase.current
        #expect(try await Housekeeping.run(db, db.surroundings).lapsedPruned == 0)
        db.clock.advance(seconds: 31 * 86_400)
        #expect(try await Housekeeping.run(db, db.surroundings).lapsedPruned == 2)
    }

    @Test func `one person works for two organizations, switches, and sees each alone`() async throws {
        let one = try await Staffed.make("bir")
        let two = try await Staffed.make("iki")
        let id = one.identity.surroundings.newID(Person.self)
        let member = try await two.command(by: .system(two.organization)) { context, tx in
            try AddPerson(id: id, name: "Ayşe", email: "sahip@bir.example", role: "manager")
                .run(.none, context, in: tx)
        }
        let home = try await one.actor("sahip@bir.example", Staffed.password)
        #expect(member.person.id == home.person)
        #expect(home.organization == one.organization)
        let away = try await Sessions(one.identity).switchTo(two.organization, home)
        #expect(away.caller.actor.role == "manager" && away.caller.actor.organization == two.organization)
        let names = try await Sessions(one.identity).organizations(of: member.person.id).map(\.slug)
        #expect(names == ["bir", "iki"])
    }
}
