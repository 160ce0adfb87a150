/// Checks that a request means the same to us as to whatever stands in front of us.
///
/// libmicrohttpd 0.9.75 accepts a Content-Length beside Transfer-Encoding, two Content-Lengths, and a header
/// name with a space before its colon; a proxy that picks the other reading could be used to smuggle
/// requests.
enum Framing {
    /// What the header says about the body.
    struct Body: Equatable {
        var declared: Int?
        var isChunked = false
        /// The client waits for a sign before it sends the body.
        var expectsContinue = false
        var isPresent: Bool { isChunked || (declared ?? 0) > 0 }
    }

    /// The body's framing, or why the request is refused.
    static func judge(_ headers: Headers, version: String, target: String) -> Result<Body, Fault> {
        guard version == "HTTP/1.1" || version == "HTTP/1.0" else { return .failure(.version) }
        guard targetIsClean(target) else { return .failure(.target) }
        var body = Body()
        var hosts = 0
        for field in headers.fields {
            if sameName(field.name, "Host") { hosts += 1 }
            if sameName(field.name, "Content-Length") {
                guard body.declared == nil, let length = decimal(field.value) else {
                    return .failure(.length)
                }
                body.declared = length
            }
            if sameName(field.name, "Transfer-Encoding") {
                guard !body.isChunked, sameName(trimmed(field.value), "chunked") else {
                    return .failure(.coding)
                }
                body.isChunked = true
            }
            if sameName(field.name, "Expect") { body.expectsContinue = sameName(field.value, "100-continue") }
        }
        guard !(body.isChunked && (body.declared != nil || version == "HTTP/1.0")) else {
            return .failure(.coding)
        }
        guard hosts == 1 || (hosts == 0 && version == "HTTP/1.0") else { return .failure(.host) }
        return .success(body)
    }

    /// A breach, with a sentence for the answer.
    enum Fault: String, Error {
        case version = "The HTTP version is not 1.0 or 1.1."
        case target = "The request target holds characters that must be escaped."
        case length = "The Content-Length is not one decimal number."
        case coding = "The Transfer-Encoding is not chunked alone."
        case host = "There must be exactly one Host."
        case fieldName = "A header field's name is not a token."
    }

    private static func decimal(_ text: String) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        return Int(text)
    }

    private static func targetIsClean(_ target: String) -> Bool {
        target.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && $0 != 0x23 }
    }

    /// A target in absolute form without its scheme and authority; others as they are.
    static func originForm(_ target: String) -> String {
        guard target.utf8.first != 0x2F, let scheme = target.range(ofASCII: "://") else { return target }
        let afterScheme = target[scheme...]
        guard let slash = afterScheme.utf8.firstIndex(where: { $0 == 0x2F || $0 == 0x3F }) else { return "/" }
        return afterScheme.utf8[slash] == 0x2F ? String(afterScheme[slash...]) : "/" + afterScheme[slash...]
    }
}

extension String {
    /// The index behind the first occurrence of a short ASCII text.
    fileprivate func range(ofASCII text: String) -> String.Index? {
        var index = utf8.startIndex
        while index < utf8.endIndex {
            if utf8[index...].starts(with: text.utf8) { return utf8.index(index, offsetBy: text.utf8.count) }
            index = utf8.index(after: index)
        }
        return nil
    }
}
