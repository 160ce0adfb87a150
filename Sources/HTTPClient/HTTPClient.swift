import CCurl
import CShims
import Synchronization

/// Sends requests to other servers over libcurl.
///
/// One thread drives all transfers and keeps connections for the next ones. Redirects are not followed: a
/// payment must not be repeated where an answer points.
public final class HTTPClient: Sendable {
    private let loop: TransferLoop

    /// A client that trusts the system's certificate authorities, or those in a PEM file.
    public init(authoritiesPath: String? = nil) {
        loop = TransferLoop(authoritiesPath: authoritiesPath)
    }

    deinit {
        loop.stop()
    }

    /// Sends a request and waits for the whole answer. Any status is an answer, also 500.
    ///
    /// Cancelling the task breaks the transfer off; what that means for the other side is in the failure.
    public func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
        guard request.headers.allSatisfy({ isOneLine($0.name) && isOneLine($0.value) }),
            isOneLine(request.method)
        else { throw .notSent("a header field breaks its line") }
        let transfer = Transfer(request)
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { waiting in
                transfer.wait(waiting)
                loop.add(transfer)
            }
        } onCancel: {
            loop.cancel(transfer)
        }
        return try result.get()
    }
}

private func isOneLine(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
}
