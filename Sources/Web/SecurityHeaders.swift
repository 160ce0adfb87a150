/// The header fields that tell browsers what Hesap's pages may do.
public struct SecurityHeaders: Sendable {
    /// Origins beside our own that pages may connect to, such as `https://api.example.com` and
    /// `wss://api.example.com` for screens that live elsewhere.
    public var connectOrigins: [String] { didSet { prepare() } }
    /// Origins that forms may be posted to, for the one page that hands over to a bank.
    public var formOrigins: [String] { didSet { prepare() } }
    /// How long a browser that came over TLS insists on TLS.
    public var strictTransportSeconds = 31_536_000 { didSet { prepare() } }
    /// The fields, made once: every answer carries them.
    private var fields: [Headers.Field] = []
    private var secureFields: [Headers.Field] = []

    /// The policy of our own pages, widened by these origins.
    public init(connectOrigins: [String] = [], formOrigins: [String] = []) {
        self.connectOrigins = connectOrigins
        self.formOrigins = formOrigins
        prepare()
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
        headers.setDefaults(isSecure ? secureFields : fields)
    }

    private mutating func prepare() {
        let plain: Headers = [
            "Content-Security-Policy": contentSecurityPolicy, "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
            "Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
            "Cross-Origin-Opener-Policy": "same-origin",
        ]
        var secure = plain
        secure.add("Strict-Transport-Security", "max-age=\(strictTransportSeconds)")
        (fields, secureFields) = (plain.fields, secure.fields)
    }
}
