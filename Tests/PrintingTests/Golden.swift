import Foundation
import Testing

/// Files that the output must equal byte for byte. `HESAP_GOLDEN=write` writes them anew, to be looked at and
/// committed.
enum Golden {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent()
        .appending(path: "Golden/printing")

    static func expect(
        _ data: [UInt8], _ name: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let file = folder.appending(path: name)
        if ProcessInfo.processInfo.environment["HESAP_GOLDEN"] == "write" { try Data(data).write(to: file) }
        let golden = try Data(contentsOf: file)
        #expect(
            golden == Data(data), "differs from Tests/Golden/printing/\(name)", sourceLocation: sourceLocation
        )
    }
}
