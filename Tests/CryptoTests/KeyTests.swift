import Base
import Testing

@testable import Crypto

@Suite struct KeyTests {
    @Test(arguments: [
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0"
                + "595bbe24655141438e7a100b"
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eae"
                + "b4302aeeb00d291612bb0c00"
        ),
    ])
    func `Ed25519 gives the signatures of RFC 8032`(
        seed: String, open: String, message: String, signature: String
    ) throws {
        let seed = try #require(Hex.bytes(seed))
        let key = try #require(SigningKey(seed: seed))
        let message = try #require(Hex.bytes(message))
        #expect(Hex.text(key.verifyingKey.bytes) == open)
        #expect(Hex.text(key.signature(of: message)) == signature)
        #expect(key.verifyingKey.accepts(try #require(Hex.bytes(signature)), of: message))
        #expect(!key.verifyingKey.accepts(try #require(Hex.bytes(signature)), of: message + [0]))
        #expect(!key.verifyingKey.accepts([], of: message))
    }

    @Test func `key files are those of RFC 8410`() throws {
        let file = """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
            -----END PRIVATE KEY-----

            """
        let open = """
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
            -----END PUBLIC KEY-----

            """
        let key = try #require(SigningKey(pem: file))
        #expect(
            key.pem == file && key.verifyingKey.pem == open && VerifyingKey(pem: open) == key.verifyingKey)
        #expect(SigningKey(pem: open) == nil && VerifyingKey(pem: file) == nil && SigningKey(pem: "") == nil)
        #expect("\(key)" == "<signing key>")
    }

    @Test func `sealing gives the box of the XChaCha20-Poly1305 draft`() throws {
        let text =
            "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
            + "sunscreen would be it."
        let key = (0x80...0x9f).map { UInt8($0) }
        let nonce = (0x40...0x57).map { UInt8($0) }
        let context = try #require(Hex.bytes("50515253c0c1c2c3c4c5c6c7"))
        let sealed = Sealed.seal(Array(text.utf8), key: key, context: context, nonce: nonce)
        #expect(Array(sealed.prefix(24)) == nonce)
        #expect(
            Hex.text(Array(sealed.dropFirst(24)))
                == "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39"
                + "ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9"
                + "21f9664c97637da9768812f615c68b13b52e" + "c0875924c1c7987947deafd8780acf49")
        #expect(Sealed.open(sealed, key: key, context: context) == Array(text.utf8))
    }

    @Test func `a sealed secret opens with its key and context alone`() {
        let key = Surroundings.live.randomBytes(32)
        let sealed = Sealed.seal([1, 2, 3], key: key, context: "terminal", .live)
        #expect(Sealed.open(sealed, key: key, context: "terminal") == [1, 2, 3])
        #expect(Sealed.open(sealed, key: key, context: "webhook") == nil)
        #expect(Sealed.open(sealed, key: Surroundings.live.randomBytes(32), context: "terminal") == nil)
        for index in sealed.indices {
            var broken = sealed
            broken[index] ^= 1
            #expect(Sealed.open(broken, key: key, context: "terminal") == nil)
        }
        #expect(Sealed.open([], key: key, context: "terminal") == nil)
        #expect(Sealed.open(Sealed.seal([], key: key, context: "", .live), key: key, context: "") == [])
    }

    @Test func `tokens have the length and letters that were promised`() {
        let token = RandomToken.make(prefix: "sk_test_", .live)
        #expect(token.hasPrefix("sk_test_") && token.utf8.count == 8 + 43)
        #expect(token.dropFirst(8).allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) })
        #expect(token != RandomToken.make(prefix: "sk_test_", .live))
        let code = RandomToken.code(8, .live)
        #expect(code.utf8.count == 8 && !code.contains { "01OILU".contains($0) })
        #expect(RandomToken.digits(6, .live).allSatisfy { $0.isNumber })
    }
}
