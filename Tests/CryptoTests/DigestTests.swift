import Testing

@testable import Crypto

@Suite struct DigestTests {
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ])
    func `SHA-256 gives the digests of FIPS 180`(message: String, digest: String) {
        #expect(Hex.text(Digest.sha256(Array(message.utf8))) == digest)
    }

    @Test(arguments: [
        (
            [UInt8](repeating: 0x0b, count: 20), "Hi There",
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        ),
        (
            Array("Jefe".utf8), "what do ya want for nothing?",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        (
            [UInt8](repeating: 0xaa, count: 131), "Test Using Larger Than Block-Size Key - Hash Key First",
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
    ])
    func `HMAC-SHA256 gives the codes of RFC 4231`(key: [UInt8], message: String, code: String) {
        #expect(Digest.hmacHex(Array(message.utf8), key: key) == code)
        #expect(Digest.keyed(message, key: key) == Hex.bytes(code))
    }

    @Test func `secrets are equal only when every byte is`() {
        #expect(constantTimeEqual([1, 2, 3], [1, 2, 3]) && constantTimeEqual([], []))
        #expect(!constantTimeEqual([1, 2, 3], [1, 2, 4]) && !constantTimeEqual([1, 2], [1, 2, 3]))
    }

    @Test(arguments: [
        ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
        ("foobar", "Zm9vYmFy"),
    ])
    func `base64url follows RFC 4648 without padding`(plain: String, text: String) {
        #expect(Base64URL.text(Array(plain.utf8)) == text)
        #expect(Base64URL.bytes(text) == Array(plain.utf8))
    }

    @Test(arguments: ["Zg==", "Zh", "Z", "Zm9 v", "Zm+v", "Zm/v", "Zm9vYmF"])
    func `base64url that is not canonical is refused`(text: String) { #expect(Base64URL.bytes(text) == nil) }

    @Test func `every byte survives both encodings`() {
        let all = (0...255).map { UInt8($0) }
        #expect(Base64URL.bytes(Base64URL.text(all)) == all && Hex.bytes(Hex.text(all)) == all)
        #expect(Hex.bytes("0") == nil && Hex.bytes("0g") == nil && Hex.bytes("FF") == [255])
    }
}
