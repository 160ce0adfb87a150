import API
import Base
import Bench

#if canImport(Glibc)
    import Glibc
#endif

/// `hesap openapi`.
enum OpenAPICommand {
    static func run(_ words: [String]) throws {
        let arguments = try Arguments(words, options: [], flags: [])
        try arguments.finish()
        print(String(decoding: Description.openAPI, as: UTF8.self))
    }
}
