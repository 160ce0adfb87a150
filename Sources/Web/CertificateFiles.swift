import CShims
import Synchronization

/// The certificate and key files of a server, and what it shows of them: the last pair that fits together.
///
/// Whoever renews a certificate writes two files one after the other, so a pair that does not fit is waited
/// out.
final class CertificateFiles: Sendable {
    private struct Pair: Equatable {
        let chain: [UInt8]
        let key: [UInt8]
    }

    private struct Seen {
        var shown: Pair
        var refused: Pair?
    }

    /// Where libmicrohttpd asks for it.
    let place: Int32
    private let files: WebConfiguration.Certificate
    private let seen: Mutex<Seen>

    /// Throws `unreadable` for a file that can't be read, `refused` for a pair that doesn't fit.
    init(_ files: WebConfiguration.Certificate) throws(WebServerFault) {
        self.files = files
        let pair = try Self.read(files)
        guard let certificate = unsafe Self.certificate(pair) else { throw .refused }
        place = unsafe hesap_certificate_place(certificate)
        seen = Mutex(Seen(shown: pair))
        guard place >= 0 else {
            unsafe hesap_certificate_free(certificate)
            throw .refused
        }
    }

    deinit {
        if place >= 0 { hesap_certificate_leave(place) }
    }

    /// Shows what the files hold now, from the next handshake on.
    func reload() -> CertificateReload {
        guard let pair = try? Self.read(files) else { return .unchanged }
        return seen.withLock { seen in
            guard pair != seen.shown, pair != seen.refused else { return .unchanged }
            guard let certificate = unsafe Self.certificate(pair) else {
                seen.refused = pair
                return .refused
            }
            unsafe hesap_certificate_renew(place, certificate)
            seen = Seen(shown: pair)
            return .renewed
        }
    }

    private static func read(_ files: WebConfiguration.Certificate) throws(WebServerFault) -> Pair {
        Pair(chain: try bytes(files.certificatePath), key: try bytes(files.keyPath))
    }

    private static func bytes(_ path: String) throws(WebServerFault) -> [UInt8] {
        guard let bytes = fileBytes(path), !bytes.isEmpty else { throw .unreadable(path: path) }
        return bytes
    }

    private static func certificate(_ pair: Pair) -> OpaquePointer? {
        unsafe String(decoding: pair.chain, as: UTF8.self).withCString { chain in
            unsafe String(decoding: pair.key, as: UTF8.self).withCString { key in
                unsafe hesap_certificate_read(chain, key)
            }
        }
    }
}

/// What came of looking at the certificate files again.
public enum CertificateReload: Sendable, Equatable {
    /// They are as they were, or one is missing for the moment.
    case unchanged
    /// They are new and shown from now on.
    case renewed
    /// They are new and no pair: the earlier one is still shown. Said once for each such pair.
    case refused
}
