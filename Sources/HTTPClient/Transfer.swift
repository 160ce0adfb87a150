import CCurl
import CShims
import Synchronization

/// One request under way and whoever waits for it.
final class Transfer: Sendable {
    typealias Outcome = Result<HTTPResponse, HTTPFailure>

    private struct Waiting {
        var continuation: CheckedContinuation<Outcome, Never>?
        var isCancelled = false
    }

    let request: HTTPRequest
    private let waiting = Mutex(Waiting())

    init(_ request: HTTPRequest) {
        self.request = request
    }

    func wait(_ continuation: CheckedContinuation<Outcome, Never>) {
        waiting.withLock { $0.continuation = continuation }
    }

    func cancel() {
        waiting.withLock { $0.isCancelled = true }
    }

    var isCancelled: Bool { waiting.withLock { $0.isCancelled } }

    func finish(_ outcome: Outcome) {
        let continuation = waiting.withLock { waiting in
            defer { waiting.continuation = nil }
            return waiting.continuation
        }
        continuation?.resume(returning: outcome)
    }
}

/// What has come of the answer so far. Confined to the loop's thread, where libcurl calls back.
final class Reception {
    private let bytesMax: Int
    private(set) var headers: [(name: String, value: String)] = []
    private(set) var body: [UInt8] = []
    private(set) var isTooLarge = false

    init(bytesMax: Int) {
        self.bytesMax = bytesMax
    }

    /// A header line; a status line begins anew, since an interim answer may come first.
    func header(_ line: UnsafeRawBufferPointer) {
        let text = unsafe String(decoding: line, as: UTF8.self)
        if text.hasPrefix("HTTP/") { headers = [] }
        guard let colon = text.utf8.firstIndex(of: 0x3A), !text.hasPrefix("HTTP/") else { return }
        let value = text[text.index(after: colon)...].drop { $0.isWhitespace }
        headers.append((String(text[..<colon]), String(value.reversed().drop { $0.isWhitespace }.reversed())))
    }

    /// A piece of the body; false ends the transfer.
    func piece(_ bytes: UnsafeRawBufferPointer) -> Bool {
        isTooLarge = body.count + bytes.count > bytesMax
        if !isTooLarge { unsafe body.append(contentsOf: bytes) }
        return !isTooLarge
    }
}

func takeHeader(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ owner: UnsafeMutableRawPointer?
) -> Int {
    guard let owner = unsafe owner else { return 0 }
    let reception = unsafe Unmanaged<Reception>.fromOpaque(owner).takeUnretainedValue()
    unsafe reception.header(UnsafeRawBufferPointer(start: bytes, count: size * count))
    return size * count
}

func takePiece(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ owner: UnsafeMutableRawPointer?
) -> Int {
    guard let owner = unsafe owner else { return 0 }
    let reception = unsafe Unmanaged<Reception>.fromOpaque(owner).takeUnretainedValue()
    return unsafe reception.piece(UnsafeRawBufferPointer(start: bytes, count: size * count))
        ? size * count : 0
}
