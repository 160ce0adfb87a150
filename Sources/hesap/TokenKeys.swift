import Base
import Crypto
import FoundationEssentials

/// The keys of sign-in tokens: configured, or made once and kept in the data folder.
enum TokenKeys {
    /// A secret of 64 hexadecimal digits in a file that only the server's user reads.
    static func secret(_ name: String, in folder: String, _ surroundings: Surroundings) throws -> Secret {
        let path = folder + "/" + name
        if let kept = FileManager.default.contents(atPath: path) {
            let text = String(decoding: kept, as: UTF8.self)
            if text.utf8.count >= 64 { return Secret(text) }
        }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let fresh = Hex.text(surroundings.randomBytes(32))
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        guard FileManager.default.createFile(atPath: path, contents: Data(fresh.utf8), attributes: attributes) else {
            throw Failure("\(path) cannot be written.")
        }
        return Secret(fresh)
    }
}
