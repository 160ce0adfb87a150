/// The header fields that tell browsers what Hesap's pages may do.
public struct SecurityHeaders: Sendable {
    /// Origins beside our own that pages may connect to, such as `https://api.example.com` and
    /// `wss://api.example.com` for screens that live elsewhere.
    public var connectOrigins: [String]
    /// Origins that forms may be posted to, for the one page that hands over to a bank.
    public var formOrigins: [String]
    /// How long a browser that came over TLS insists on TLS.
    public var strictTransportSeconds = 31_536_000

    /// The policy of our own pages, widened by these origins.
    public init(connectOrigins: [String] = [], formOrigins: [String] = []) {
        self.connectOrigins = connectOrigins
        self.formOrigins = formOrigins
    }

    /// The content security policy: nothing but our own files, no inline script or style, no frames.
    public var contentSecurityPolicy: String {
        let connect = (["'self'"] + connectOrigins).joined(separator: " ")
        let form = (["'self'"] + formOrigins).joined(separator: " ")
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
            + "font-src 'self'; connect-src \(connect); manifest-src 'self'; worker-src 'self'; "
            + "media-src 'self' blob:; base-uri 'none'; form-action \(form); frame-ancestors 'none'; "
            + "require-trusted-types-for 'script'; trusted-types app"
    }

    /// Adds the fields that an answer doesn't have yet.
    public func apply(to headers: inout Headers, isSecure: Bool) {
        headers.setDefault("Content-Security-Policy", contentSecurityPolicy)
        headers.setDefault("X-Content-Type-Options", "nosniff")
        headers.setDefault("Referrer-Policy", "same-origin")
        headers.setDefault("Permissions-Policy", "camera=(self), microphone=(), geolocation=()")
        headers.setDefault("Cross-Origin-Opener-Policy", "same-origin")
        guard isSecure else { return }
        headers.setDefault("Strict-Transport-Security", "max-age=\(strictTransportSeconds)")
    }
}
