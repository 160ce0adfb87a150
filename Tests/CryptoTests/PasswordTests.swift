import Base
@testable import Crypto
import Testing

@Suite struct PasswordTests {
    @Test func `a password matches its own hash alone`() {
        let stored = Password.hash("hünkârbeğendi 42")
        #expect(stored.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
        #expect(stored != Password.hash("hünkârbeğendi 42"))
        #expect(Password.matches("hünkârbeğendi 42", stored) && !Password.matches("hünkârbeğendi 43", stored))
        #expect(!Password.isOutdated(stored))
    }

    @Test func `a hash made by another library of Argon2id is understood`() {
        let stored =
            "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$E/4dTxxhtsDeiYgvRBqRxyC7IJ9jaR4ywszVocQ+4aw"
        #expect(Password.matches("1234", stored) && !Password.matches("1235", stored))
    }

    @Test func `nobody's password never matches, and broken hashes are no match`() {
        #expect(!Password.matches("nobody", nil))
        #expect(!Password.matches("x", "") && !Password.matches("x", String(repeating: "$", count: 500)))
        #expect(
            Password.isOutdated("$argon2id$v=19$m=4096,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$AAAAAAAAAAAAAAAAAAAAAA")
        )
    }

    @Test func `hashing beside other work gives the same answers, and too much of it is refused`()
        async throws
    {
        let stored = try await Password.hashing("1234")
        #expect(try await Password.matching("1234", stored))
        let refused = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<(Password.waitingMax + 20) {
                group.addTask { (try? await Password.matching("1235", stored)) == nil }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect((1...20).contains(refused))
        #expect(PasswordsBusy().problem.status == 503)
    }
}
