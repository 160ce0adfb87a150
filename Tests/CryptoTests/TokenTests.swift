import Base
import Testing

@testable import Crypto

@Suite struct TokenTests {
    let now = Instant(microseconds: 1_780_000_000_000_000)
    let secret = TokenKey(secret: Secret("0123456789abcdef0123456789abcdef"))

    func claims(_ lifetime: Duration = .seconds(3600)) -> TokenClaims {
        TokenClaims(subject: "ayşe", at: now, lifetime: lifetime, facts: ["version": 3])
    }

    @Test func `HS256 is that of RFC 7515 A1`() throws {
        let key = try #require(
            Base64URL.bytes(
                "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"))
        let input =
            "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt"
            + "cGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
        let code = Digest.hmacSHA256(Array(input.utf8), key: key)
        #expect(Base64URL.text(code) == "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
    }

    @Test func `EdDSA is that of RFC 8037 A4`() throws {
        let seed = try #require(Base64URL.bytes("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"))
        let key = try #require(SigningKey(seed: seed))
        #expect(Base64URL.text(key.verifyingKey.bytes) == "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")
        let input = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc"
        #expect(
            Base64URL.text(key.signature(of: Array(input.utf8)))
                == "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg")
    }

    @Test func `a token says what was signed, with either kind of key`() throws {
        let pair = SigningKey.make(.live)
        for key in [secret, TokenKey(pair: pair)] {
            let keys = TokenKeys(current: key)
            #expect(try keys.verify(keys.sign(claims()), at: now) == claims())
        }
        let reader = TokenKeys(current: secret, previous: [TokenKey(open: pair.verifyingKey)])
        #expect(
            try reader.verify(TokenKeys(current: TokenKey(pair: pair)).sign(claims()), at: now) == claims())
    }

    @Test func `the previous secret holds during a rotation and no longer`() throws {
        let old = TokenKeys(current: secret).sign(claims())
        let next = TokenKey(secret: Secret("another secret of thirty-two bytes"))
        #expect(try TokenKeys(current: next, previous: [secret]).verify(old, at: now) == claims())
        #expect(throws: TokenRefusal.invalid) { try TokenKeys(current: next).verify(old, at: now) }
    }

    @Test func `a token expires to the second`() throws {
        let keys = TokenKeys(current: secret)
        let token = keys.sign(claims(.seconds(10)))
        #expect(try keys.verify(token, at: now.advanced(seconds: 9)).subject == "ayşe")
        #expect(throws: TokenRefusal.expired) { try keys.verify(token, at: now.advanced(seconds: 10)) }
        #expect(throws: TokenRefusal.invalid) { try keys.verify(token, at: now.advanced(seconds: -61)) }
    }

    @Test func `a token changed in any letter is refused`() throws {
        let keys = TokenKeys(current: secret)
        let token = Array(keys.sign(claims()))
        for index in token.indices {
            var changed = token
            changed[index] = changed[index] == "A" ? "B" : "A"
            if changed == token { continue }
            #expect(throws: TokenRefusal.invalid) { try keys.verify(String(changed), at: now) }
        }
    }

    @Test func `tricks with the header are refused`() throws {
        let pair = SigningKey.make(.live)
        let keys = TokenKeys(current: TokenKey(pair: pair), previous: [secret])
        let good = TokenKeys(current: secret).sign(claims())
        let parts = good.split(separator: ".")
        let body = String(parts[1])
        // The public key used as a shared secret, under the pair's own id.
        let confused = signed(
            ["alg": "HS256", "kid": .string(keys.current.id)], body, pair.verifyingKey.bytes)
        let key = Array("0123456789abcdef0123456789abcdef".utf8)
        let tricks = [
            confused, signed(["alg": "none", "kid": .string(secret.id)], body, key),
            signed(["alg": "EdDSA", "kid": .string(secret.id)], body, key),
            signed(["alg": "HS256"], body, key),
            signed(["alg": "HS256", "kid": .string(secret.id), "crit": ["exp"]], body, key),
            "\(parts[0]).\(body).", "\(parts[0]).\(body)", good + ".", good + "=", "", "..",
            TokenKeys(current: secret, issuer: "other").sign(claims()),
        ]
        for token in tricks { #expect(throws: TokenRefusal.invalid) { try keys.verify(token, at: now) } }
        #expect(try keys.verify(good, at: now) == claims())
    }

    @Test func `keys do not show themselves`() {
        #expect("\(secret)" == "<token key \(secret.id)>" && !"\(secret.id)".contains("0123"))
        #expect(
            TokenRefusal.invalid.problem.code == "token_invalid" && TokenRefusal.expired.problem.status == 401
        )
    }

    private func signed(_ header: JSON, _ body: String, _ key: [UInt8]) -> String {
        let input = Base64URL.text(header.bytes) + "." + body
        return input + "." + Base64URL.text(Digest.hmacSHA256(Array(input.utf8), key: key))
    }
}
