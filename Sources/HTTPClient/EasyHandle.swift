import CCurl
import CShims

/// libcurl's handle of one transfer with everything it points to. Confined to the loop's thread.
@safe final class EasyHandle {
    let raw: UnsafeMutableRawPointer
    let transfer: Transfer
    private let reception: Reception
    private let body: UnsafeMutableBufferPointer<UInt8>
    private var fields: UnsafeMutablePointer<curl_slist>?

    /// Nil when libcurl is out of memory or refuses the URL's form.
    init?(_ transfer: Transfer, authoritiesPath: String?) {
        guard let made = unsafe curl_easy_init() else { return nil }
        unsafe raw = unsafe made
        self.transfer = transfer
        let request = transfer.request
        reception = Reception(bytesMax: request.responseBytesMax)
        unsafe body = UnsafeMutableBufferPointer.allocate(capacity: request.body?.count ?? 0)
        _ = unsafe body.initialize(from: request.body ?? [])
        setTarget(request)
        setLimits(request)
        setFields(request)
        setBody(request)
        setSinks()
        if let authoritiesPath { set(CURLOPT_CAINFO, authoritiesPath) }
    }

    deinit {
        unsafe curl_easy_cleanup(raw)
        unsafe curl_slist_free_all(fields)
        unsafe body.deallocate()
    }

    private func setTarget(_ request: HTTPRequest) {
        set(CURLOPT_URL, request.url)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_CUSTOMREQUEST, request.method)
        if request.method == "HEAD" { set(CURLOPT_NOBODY, 1) }
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        // A request that must not go out twice gets a connection that can't be dead already.
        if !request.isRepeatable { set(CURLOPT_FRESH_CONNECT, 1) }
        if case .publicOnly = request.reach {
            _ = unsafe hesap_curl_public_addresses_only(raw)
            // A proxy would connect in our place, past the check.
            set(CURLOPT_PROXY, "")
        }
    }

    private func setLimits(_ request: HTTPRequest) {
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_CONNECTTIMEOUT_MS, request.connectMilliseconds)
        set(CURLOPT_TIMEOUT_MS, request.totalMilliseconds)
        set(CURLOPT_MAXAGE_CONN, 50)
        set(CURLOPT_TCP_KEEPALIVE, 1)
    }

    private func setFields(_ request: HTTPRequest) {
        var lines = request.headers.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
        // libcurl would wait a second for a 100 before it sends a large body.
        lines.append("Expect:")
        let hasType = request.headers.contains { $0.name.lowercased() == "content-type" }
        if request.body != nil, !hasType { lines.append("Content-Type:") }
        for line in lines {
            if let longer = unsafe curl_slist_append(fields, line) { unsafe fields = unsafe longer }
        }
        _ = unsafe hesap_curl_set_pointer(raw, Int32(CURLOPT_HTTPHEADER.rawValue), fields)
    }

    private func setBody(_ request: HTTPRequest) {
        guard let bytes = request.body else { return }
        set(CURLOPT_POST, 1)
        _ = unsafe hesap_curl_set_offset(raw, Int32(CURLOPT_POSTFIELDSIZE_LARGE.rawValue), Int64(bytes.count))
        _ = unsafe hesap_curl_set_pointer(raw, Int32(CURLOPT_POSTFIELDS.rawValue), body.baseAddress)
        // POST is what libcurl builds; the method's own name is what it writes.
        set(CURLOPT_CUSTOMREQUEST, request.method)
    }

    private func setSinks() {
        let owner = unsafe Unmanaged.passUnretained(reception).toOpaque()
        _ = unsafe hesap_curl_set_sink(raw, Int32(CURLOPT_WRITEFUNCTION.rawValue), takePiece)
        _ = unsafe hesap_curl_set_pointer(raw, Int32(CURLOPT_WRITEDATA.rawValue), owner)
        _ = unsafe hesap_curl_set_sink(raw, Int32(CURLOPT_HEADERFUNCTION.rawValue), takeHeader)
        _ = unsafe hesap_curl_set_pointer(raw, Int32(CURLOPT_HEADERDATA.rawValue), owner)
    }

    private func set(_ option: CURLoption, _ value: Int) {
        _ = unsafe hesap_curl_set_long(raw, Int32(option.rawValue), value)
    }

    private func set(_ option: CURLoption, _ value: String) {
        _ = unsafe hesap_curl_set_text(raw, Int32(option.rawValue), value)
    }

    /// What came of it, given libcurl's result.
    func outcome(_ result: CURLcode) -> Transfer.Outcome {
        if result == CURLE_OK {
            var status = 0
            _ = unsafe hesap_curl_get_long(raw, Int32(CURLINFO_RESPONSE_CODE.rawValue), &status)
            return .success(HTTPResponse(status: status, headers: reception.headers, body: reception.body))
        }
        if reception.isTooLarge { return .failure(.unknown("the answer is too large")) }
        return .failure(failure(unsafe String(cString: curl_easy_strerror(result))))
    }

    /// A failure that knows whether a byte of the request has left.
    func failure(_ reason: String) -> HTTPFailure {
        var sent = 0
        var uploaded: Int64 = 0
        _ = unsafe hesap_curl_get_long(raw, Int32(CURLINFO_REQUEST_SIZE.rawValue), &sent)
        _ = unsafe hesap_curl_get_offset(raw, Int32(CURLINFO_SIZE_UPLOAD_T.rawValue), &uploaded)
        return sent == 0 && uploaded == 0 ? .notSent(reason) : .unknown(reason)
    }
}
