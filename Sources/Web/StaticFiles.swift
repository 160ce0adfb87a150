import Glibc
import Synchronization

/// The screens as their build left them in a folder, served from memory.
///
/// `/assets/**` carries hashes in its names and is kept by browsers for a year; everything else is asked
/// about again each time. Compressed copies beside a file (`.br`, `.gz`) are sent to whoever takes them. Only
/// files that were in the folder when it was read exist, so no path can lead out of it; source maps are not
/// among them.
public final class StaticFiles: Sendable {
    /// Files above this are sent from the disk.
    private static let memoryFileBytesMax = 1 << 20

    private struct Tree {
        var files: [String: StaticFile] = [:]
        /// The same and each app's root by the path as browsers send it: nearly every request asks for these.
        var plain: [String: StaticFile] = [:]
        /// The names of the apps: the folders with an `index.html`.
        var apps: Set<String> = []
    }

    private let folder: String
    private let security: SecurityHeaders
    private let tree = Mutex(Tree())
    /// What the last build left in `.state`, its last file.
    private let state: Mutex<[UInt8]?>

    /// Reads the folder's names; the files themselves are read when they are first asked for.
    public init(folder: String, security: SecurityHeaders = SecurityHeaders()) {
        self.folder = folder
        self.security = security
        state = Mutex(fileBytes("\(folder)/.state"))
        reload()
    }

    /// Reads the folder again, after a new build.
    public func reload() {
        var fresh = Tree()
        let paths = regularFiles(under: folder)
        let known = Set(paths)
        for path in paths where !isHidden(path) {
            fresh.files["/" + path] = StaticFile(
                folder: folder, path: path, hasBrotli: known.contains(path + ".br"),
                hasGzip: known.contains(path + ".gz"))
            let parts = path.split(separator: "/")
            if parts.count == 2, parts[1] == "index.html" { fresh.apps.insert(String(parts[0])) }
        }
        fresh.plain = fresh.files.filter { !$0.key.contains("%") && !$0.key.contains("\\") }
        for app in fresh.apps { fresh.plain["/\(app)/"] = fresh.files["/\(app)/index.html"] }
        tree.withLock { $0 = fresh }
    }

    /// Reads the folder again when its build has written another `.state` since the last look.
    public func reloadIfBuilt() {
        let written = fileBytes("\(folder)/.state")
        let isNew = state.withLock { state in
            guard let written, state != written else { return false }
            defer { state = written }
            return state != nil
        }
        if isNew { reload() }
    }

    /// Whether there are any files.
    public var isEmpty: Bool { tree.withLock { $0.files.isEmpty } }

    /// The names of the apps: the folders that have an `index.html`.
    public var apps: [String] { tree.withLock { $0.apps.sorted() } }

    /// The answer from the folder, nil when it has none.
    ///
    /// `/pos/` and everything under it without a dot in its last segment is the app's `index.html`; `/pos`
    /// leads there. `path` stands in for the request's own path where a host name chooses the app.
    public func response(for head: RequestHead, path: String? = nil) -> Response? {
        guard head.method == .get, let place = place(of: path ?? head.path) else { return nil }
        switch place {
        case .app(let name): return .redirect(308, to: "/\(name)/")
        case .file(let file):
            let (answer, isPlain) = file.answer(
                to: head, security: security, memoryMax: Self.memoryFileBytesMax)
            guard let answer else { return nil }
            let unlessKnown = answer.conditional(for: head)
            return isPlain && head.headers["Range"] != nil ? unlessKnown.ranged(for: head) : unlessKnown
        }
    }

    private enum Place {
        case file(StaticFile)
        case app(String)
    }

    private func place(of raw: String) -> Place? {
        if let file = tree.withLock({ $0.plain[raw] }) { return .file(file) }
        guard let segments = decodedSegments(of: raw) else { return nil }
        return tree.withLock { tree in
            let key = "/" + segments.joined(separator: "/")
            if let file = tree.files[key], raw.utf8.last != 0x2F { return .file(file) }
            guard let app = segments.first, tree.apps.contains(app) else { return nil }
            if segments.count == 1, raw.utf8.last != 0x2F { return .app(app) }
            guard segments.count == 1 || segments.last?.contains(".") != true else { return nil }
            return tree.files["/\(app)/index.html"].map { .file($0) }
        }
    }

    private func isHidden(_ path: String) -> Bool {
        ["map", "br", "gz"].contains(fileEnding(path))
            || path.split(separator: "/").contains { $0.hasPrefix(".") }
            || path == "meta.json"
    }
}

/// One file with its compressed copies, read when first asked for.
final class StaticFile: Sendable {
    enum Coding: String { case brotli = "br", gzip = "gz", plain = "" }

    private struct Key: Hashable {
        let coding: Coding
        let isSecure: Bool
    }

    private let folder: String
    private let path: String
    private let codings: [Coding]
    private let made = Mutex<[Key: Response]>([:])

    init(folder: String, path: String, hasBrotli: Bool, hasGzip: Bool) {
        self.folder = folder
        self.path = path
        codings = (hasBrotli ? [.brotli] : []) + (hasGzip ? [.gzip] : [])
    }

    /// The ready answer in the best coding that the client takes, and whether that is the file itself.
    func answer(
        to head: RequestHead, security: SecurityHeaders, memoryMax: Int
    ) -> (Response?, isPlain: Bool) {
        let coding = coding(for: head.headers)
        let key = Key(coding: coding, isSecure: head.isSecure)
        let isPlain = coding == .plain
        if let ready = made.withLock({ $0[key] }) { return (ready, isPlain) }
        guard let fresh = make(key, security, memoryMax) else { return (nil, isPlain) }
        made.withLock { $0[key] = fresh }
        return (fresh, isPlain)
    }

    private func coding(for headers: Headers) -> Coding {
        guard headers["Accept-Encoding"] != nil, headers["Range"] == nil else { return .plain }
        return best(for: headers.list("Accept-Encoding"))
    }

    private func best(for accepted: [String]) -> Coding {
        codings.first { coding in
            let name = coding == .brotli ? "br" : "gzip"
            return accepted.contains { member($0, accepts: name) }
        } ?? .plain
    }

    private func make(_ key: Key, _ security: SecurityHeaders, _ memoryMax: Int) -> Response? {
        let full = "\(folder)/\(path)" + (key.coding == .plain ? "" : "." + key.coding.rawValue)
        guard var answer = Response.file(at: full), case .file(_, let size, _) = answer.body else {
            return nil
        }
        answer.headers.set("Content-Type", MediaType.of(path: path))
        if size <= memoryMax {
            guard let bytes = fileBytes(full) else { return nil }
            answer.body = .shared(SharedBytes(bytes))
            answer.headers.set("ETag", entityTag(of: bytes))
        }
        let isHashed = path.hasPrefix("assets/")
        answer.headers.set("Cache-Control", isHashed ? "public, max-age=31536000, immutable" : "no-cache")
        if !codings.isEmpty { answer.headers.set("Vary", "Accept-Encoding") }
        if key.coding == .brotli { answer.headers.set("Content-Encoding", "br") }
        if key.coding == .gzip { answer.headers.set("Content-Encoding", "gzip") }
        security.apply(to: &answer.headers, isSecure: key.isSecure)
        answer.route = isHashed ? "assets" : "screens"
        return answer.prepared()
    }
}

/// The regular files under a folder by their paths relative to it. Symbolic links are left out.
private func regularFiles(under folder: String, at prefix: String = "") -> [String] {
    guard let directory = unsafe opendir(prefix.isEmpty ? folder : "\(folder)/\(prefix)") else { return [] }
    defer { unsafe closedir(directory) }
    var found: [String] = []
    while let entry = unsafe readdir(directory) {
        let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { tuple in
            unsafe tuple.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
        }
        guard name != ".", name != ".." else { continue }
        let path = prefix.isEmpty ? name : "\(prefix)/\(name)"
        var status = stat()
        guard unsafe lstat("\(folder)/\(path)", &status) == 0 else { continue }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: found += regularFiles(under: folder, at: path)
        case S_IFREG: found.append(path)
        default: continue
        }
    }
    return found
}
