import Base
import Organizations
import Store
import TestSupport
import Testing

@Suite(.database)
struct PINTests {
    @Test func `a cashier signs in by PIN on a paired till and is bound to its branch`() async throws {
        let staffed = try await Staffed.make()
        let signedIn = try await staffed.pinSignIn(staffed.cashier)
        let actor = try await ResolveBearer(staffed.identity).run(signedIn.token)
        #expect(actor.role == "cashier" && actor.branch == staffed.founded.branch.id)
        #expect(actor.device == staffed.till.caller.device?.id && actor.deviceKind == .pos)
        #expect(signedIn.caller.device?.name == "Kasa 1")
    }

    @Test func `the audit trail names who signed in, and whose access ended`() async throws {
        let staffed = try await Staffed.make()
        _ = try await staffed.pinSignIn(staffed.cashier)
        let person = staffed.cashier.person
        _ = try await staffed.command(by: .system(staffed.organization)) {
            try DisablePerson(person.id).run($0, in: $1)
        }
        _ = try await staffed.command(by: .system(staffed.organization)) {
            try EnablePerson(person.id).run($0, in: $1)
        }
        let events = try await TestDatabase.current.transaction(.system, .read) { tx in
            try tx.rows(
                "select action, person_name from audit_events order by written desc, seq desc limit 3",
                as: (String, String).self)
        }
        #expect(events.map(\.0) == ["person.enabled", "person.disabled", "session.opened"])
        #expect(events.last?.1 == person.name)
    }

    @Test func `a wrong PIN says how many tries are left, the fifth locks person and device`() async throws {
        let staffed = try await Staffed.make()
        for left in [4, 3, 2, 1] {
            await #expect(throws: SignInRefusal.wrongPIN(left: left)) {
                try await staffed.pinSignIn(staffed.cashier, "0000")
            }
        }
        let until = TestDatabase.current.clock.now.advanced(seconds: 900)
        for pin in ["0000", Staffed.pins["cashier"]] {
            await #expect(throws: SignInRefusal.pinLocked(until: until)) {
                try await staffed.pinSignIn(staffed.cashier, pin)
            }
        }
        _ = try await staffed.pinSignIn(staffed.waiter)
        TestDatabase.current.clock.advance(seconds: 900)
        _ = try await staffed.pinSignIn(staffed.cashier)
    }

    @Test func `a manager unlocks the pad`() async throws {
        let staffed = try await Staffed.make()
        for _ in 0..<5 { _ = try? await staffed.pinSignIn(staffed.cashier, "0000") }
        let manager = try await staffed.pinSignIn(staffed.manager).caller.actor
        let person = staffed.cashier.person.id
        _ = try await staffed.command(by: manager) { try UnlockPIN(person).run($0, in: $1) }
        _ = try await staffed.pinSignIn(staffed.cashier)
    }

    @Test func `a right PIN forgets the wrong ones before it`() async throws {
        let staffed = try await Staffed.make()
        for _ in 0..<4 { _ = try? await staffed.pinSignIn(staffed.cashier, "0000") }
        _ = try await staffed.pinSignIn(staffed.cashier)
        await #expect(throws: SignInRefusal.wrongPIN(left: 4)) {
            try await staffed.pinSignIn(staffed.cashier, "0000")
        }
    }

    @Test func `somebody disabled, of another branch or unknown cannot sign in`() async throws {
        let staffed = try await Staffed.make()
        let signedIn = try await staffed.pinSignIn(staffed.cashier)
        let person = staffed.cashier.person.id
        _ = try await staffed.command(by: .system(staffed.organization)) {
            try DisablePerson(person).run($0, in: $1)
        }
        staffed.identity.forget()
        await #expect(throws: SignInRefusal.self) { try await staffed.pinSignIn(staffed.cashier) }
        await #expect(throws: SignInRefusal.unauthenticated) {
            try await ResolveBearer(staffed.identity).run(signedIn.token)
        }
        let waiter = staffed.waiter.person.id
        _ = try await staffed.command(by: .system(staffed.organization)) {
            try ChangePerson(waiter, branches: []).run($0, in: $1)
        }
        await #expect(throws: SignInRefusal.self) { try await staffed.pinSignIn(staffed.waiter) }
    }

    @Test func `a PIN of another organization's person opens nothing`() async throws {
        let one = try await Staffed.make("bir")
        let two = try await Staffed.make("iki")
        await #expect(throws: SignInRefusal.self) { try await one.pinSignIn(two.cashier) }
    }

    @Test(arguments: ["123", "1234", "4321", "1111", "12a4", "123456789", "٣٤٥٧"])
    func `a weak PIN is refused`(pin: String) async throws {
        let db = TestDatabase.current
        let keys = try await ServerKeys.load(db, db.surroundings)
        await #expect(throws: PersonRefusal.weakPIN) {
            try await NewSecrets.prepare(pin: pin, password: nil, keys)
        }
    }
}
