import Glibc
import Testing
import Web

@Suite(.serialized) struct FileTests {
    private func ask(_ port: UInt16, _ target: String, _ fields: String = "", isHead: Bool = false) async
        -> Answer?
    {
        await blocking {
            let client = RawClient(port: port)
            client.say("\(isHead ? "HEAD" : "GET") \(target) HTTP/1.1\r\nHost: a\r\n\(fields)\r\n")
            return client.hearAnswer(isHead: isHead)
        }
    }

    @Test func `a file is sent whole, in part, or not at all when nothing fits`() async throws {
        let folder = Folder()
        let path = folder.write("data.txt", "0123456789")
        try await withServer { port, _, _ in
            let whole = await ask(port, "/file?p=\(path)")
            #expect(whole?.status == 200)
            #expect(whole?.body == "0123456789")
            #expect(whole?.field("Accept-Ranges") == "bytes")
            #expect(whole?.field("Content-Type") == "text/plain; charset=utf-8")
            let parts = [
                ("bytes=2-4", "234", "bytes 2-4/10"), ("bytes=7-", "789", "bytes 7-9/10"),
                ("bytes=-3", "789", "bytes 7-9/10"), ("bytes=8-99", "89", "bytes 8-9/10"),
            ]
            for (range, body, content) in parts {
                let part = await ask(port, "/file?p=\(path)", "Range: \(range)\r\n")
                #expect(part?.status == 206)
                #expect(part?.body == body)
                #expect(part?.field("Content-Range") == content)
            }
            for range in ["bytes=10-", "bytes=-0", "bytes=99999999999999999999-"] {
                let none = await ask(port, "/file?p=\(path)", "Range: \(range)\r\n")
                #expect(none?.status == 416)
                #expect(none?.field("Content-Range") == "bytes */10")
            }
            for range in ["bytes=0-1,3-4", "lines=1-2", "bytes=4-2", "bytes=a-b"] {
                #expect(await ask(port, "/file?p=\(path)", "Range: \(range)\r\n")?.status == 200)
            }
            let stale = await ask(port, "/file?p=\(path)", "Range: bytes=0-1\r\nIf-Range: \"other\"\r\n")
            #expect(stale?.body == "0123456789")
            #expect(await ask(port, "/file?p=\(path).none")?.status == 404)
        }
    }

    @Test func `HEAD of a file has its length without its bytes`() async throws {
        let folder = Folder()
        let path = folder.write("data.txt", "0123456789")
        try await withServer { port, _, _ in
            let head = await ask(port, "/file?p=\(path)", isHead: true)
            #expect(head?.status == 200)
            #expect(head?.field("Content-Length") == "10")
        }
    }

    @Test func `what a client already has is not sent again`() async throws {
        try await withServer { port, _, _ in
            let first = await ask(port, "/tagged")
            #expect(first?.field("ETag") == "\"v1\"")
            for known in ["\"v1\"", "W/\"v1\"", "\"v0\", \"v1\"", "*"] {
                let again = await ask(port, "/tagged", "If-None-Match: \(known)\r\n")
                #expect(again?.status == 304)
                #expect(again?.field("ETag") == "\"v1\"")
                #expect(again?.field("Cache-Control") == "no-cache")
            }
            #expect(await ask(port, "/tagged", "If-None-Match: \"v2\"\r\n")?.status == 200)
        }
    }
}

@Suite struct StaticFilesTests {
    private func head(_ path: String, _ fields: Headers = [:], isSecure: Bool = false) -> RequestHead {
        RequestHead(.get, path, headers: fields, isSecure: isSecure)
    }

    private func screens() -> (Folder, StaticFiles) {
        let folder = Folder()
        folder.write("pos/index.html", "<!doctype html>pos")
        folder.write("pos/index.html.gz", "gz-pos")
        folder.write("pos/index.html.br", "br-pos")
        folder.write("pos/sw.js", "sw")
        folder.write("pos/manifest.webmanifest", "{}")
        folder.write("assets/pos/main-ABC.js", "main")
        folder.write("assets/pos/main-ABC.js.map", "map")
        folder.write("assets/a/inter-1.woff2", "font")
        folder.write(".secret", "x")
        folder.write("meta.json", "{}")
        return (folder, StaticFiles(folder: folder.path))
    }

    @Test func `hashed assets are kept for a year, pages are asked about each time`() {
        let (_folder, files) = screens()
        let asset = files.response(for: head("/assets/pos/main-ABC.js"))
        #expect(asset?.headers["Cache-Control"] == "public, max-age=31536000, immutable")
        #expect(asset?.headers["Content-Type"] == "text/javascript; charset=utf-8")
        #expect(asset?.headers["X-Content-Type-Options"] == "nosniff")
        for path in ["/pos/", "/pos/sw.js", "/pos/manifest.webmanifest"] {
            let page = files.response(for: head(path))
            #expect(page?.headers["Cache-Control"] == "no-cache")
            #expect(page?.headers["ETag"]?.hasPrefix("\"") == true)
        }
        #expect(
            files.response(for: head("/pos/manifest.webmanifest"))?.headers["Content-Type"]
                == "application/manifest+json")
        #expect(files.response(for: head("/assets/a/inter-1.woff2"))?.headers["Content-Type"] == "font/woff2")
        _ = _folder
    }

    @Test func `the smallest copy that the client takes is sent`() {
        let (_folder, files) = screens()
        let cases: [(String, String?, String)] = [
            ("gzip, deflate, br", "br", "br-pos"), ("gzip", "gzip", "gz-pos"),
            ("br;q=0, gzip;q=0.5", "gzip", "gz-pos"),
            ("identity", nil, "<!doctype html>pos"), ("", nil, "<!doctype html>pos"),
        ]
        var tags: Set<String> = []
        for (accepted, coding, body) in cases {
            let page = files.response(for: head("/pos/", ["Accept-Encoding": accepted]))
            #expect(page?.headers["Content-Encoding"] == coding)
            #expect(page?.headers["Vary"] == "Accept-Encoding")
            #expect(page?.headers["Content-Type"] == "text/html; charset=utf-8")
            #expect(page.map(text) == body)
            tags.insert(page?.headers["ETag"] ?? "")
        }
        #expect(tags.count == 3)
        _ = _folder
    }

    @Test func `every address inside an app is its page, and an unknown file is nothing`() {
        let (_folder, files) = screens()
        for path in ["/pos/", "/pos/tables", "/pos/tables/4/", "/pos/check/x%20y"] {
            #expect(files.response(for: head(path)).map(text) == "<!doctype html>pos", "\(path)")
        }
        #expect(files.response(for: head("/pos"))?.status == 308)
        #expect(files.response(for: head("/pos"))?.headers["Location"] == "/pos/")
        #expect(
            files.response(for: head("/kitchen.example/"), path: "/pos/").map(text) == "<!doctype html>pos")
        #expect(files.apps == ["pos"])
        for path in ["/pos/none.js", "/assets/none.js", "/assets/pos", "/none", "/", "/pos/tables/a.b"] {
            #expect(files.response(for: head(path)) == nil, "\(path)")
        }
        #expect(files.response(for: RequestHead(.post, "/pos/")) == nil)
        _ = _folder
    }

    @Test(arguments: [
        "/assets/pos/main-ABC.js.map", "/pos/index.html.br", "/.secret", "/meta.json", "/pos/../.secret",
        "/pos/%2e%2e/.secret", "/pos/..%2f.secret", "/assets/../../etc/passwd", "//etc/passwd",
        "/assets//etc/passwd",
        "/assets/pos/main-ABC.js%00.html", "/pos\\..\\.secret", "/outside",
    ])
    func `what isn't meant to be served can't be reached`(_ path: String) {
        let (folder, _) = screens()
        _ = unsafe symlink("/etc/passwd", folder.path + "/outside")
        #expect(StaticFiles(folder: folder.path).response(for: head(path)) == nil)
    }

    @Test func `a part of an asset and an unchanged page are answered as such`() {
        let (_folder, files) = screens()
        let part = files.response(for: head("/assets/pos/main-ABC.js", ["Range": "bytes=1-2"]))
        #expect(part?.status == 206)
        #expect(part.map(text) == "ai")
        let tag = files.response(for: head("/pos/"))?.headers["ETag"] ?? ""
        let again = files.response(for: head("/pos/", ["If-None-Match": tag]))
        #expect(again?.status == 304)
        #expect(again?.headers["Content-Security-Policy"] != nil)
        _ = _folder
    }

    @Test func `a new build is seen after reloading`() {
        let (folder, files) = screens()
        _ = files.response(for: head("/pos/"))
        folder.write("pos/index.html", "new")
        folder.write("kitchen/index.html", "kitchen")
        files.reload()
        #expect(files.response(for: head("/pos/")).map(text) == "new")
        #expect(files.apps == ["kitchen", "pos"])
    }

    @Test func `pages come with the policy of the specification, and with HSTS over TLS only`() {
        let (_folder, files) = screens()
        let page = files.response(for: head("/pos/"))
        #expect(
            page?.headers["Content-Security-Policy"]
                == "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
                + "connect-src 'self'; manifest-src 'self'; worker-src 'self'; media-src 'self' blob:; base-uri 'none'; "
                + "form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types app"
        )
        #expect(page?.headers["Referrer-Policy"] == "same-origin")
        #expect(page?.headers["Permissions-Policy"] == "camera=(self), microphone=(), geolocation=()")
        #expect(page?.headers["Cross-Origin-Opener-Policy"] == "same-origin")
        #expect(page?.headers["Strict-Transport-Security"] == nil)
        let secure = files.response(for: head("/pos/", isSecure: true))
        #expect(secure?.headers["Strict-Transport-Security"] == "max-age=31536000")
        let wide = SecurityHeaders(
            connectOrigins: ["https://api.x", "wss://api.x"], formOrigins: ["https://bank.x"])
        #expect(wide.contentSecurityPolicy.contains("connect-src 'self' https://api.x wss://api.x;"))
        #expect(wide.contentSecurityPolicy.contains("form-action 'self' https://bank.x;"))
        _ = _folder
    }

    private func text(_ response: Response) -> String {
        switch response.body {
        case .shared(let shared): String(decoding: shared.array, as: UTF8.self)
        case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
        default: ""
        }
    }
}

@Suite struct CrossOriginTests {
    private let rule = CrossOrigin(origins: ["https://screens.example"])

    @Test func `a preflight of an allowed origin is answered, others are not let in`() {
        let fields: Headers = ["Origin": "https://screens.example", "Access-Control-Request-Method": "POST"]
        let good = rule.preflight(RequestHead(.options, "/api/v1/x", headers: fields))
        #expect(good?.status == 204)
        #expect(good?.headers["Access-Control-Allow-Origin"] == "https://screens.example")
        #expect(good?.headers["Access-Control-Allow-Headers"]?.contains("Idempotency-Key") == true)
        #expect(good?.headers["Access-Control-Allow-Credentials"] == nil)
        let other: Headers = ["Origin": "https://evil.example", "Access-Control-Request-Method": "POST"]
        let bad = rule.preflight(RequestHead(.options, "/api/v1/x", headers: other))
        #expect(bad?.status == 403)
        #expect(bad?.headers["Access-Control-Allow-Origin"] == nil)
        #expect(
            rule.preflight(RequestHead(.options, "/x", headers: ["Origin": "https://screens.example"])) == nil
        )
    }

    @Test func `answers say that they differ by origin, and open up to allowed ones`() {
        var headers: Headers = ["Vary": "Accept-Encoding"]
        rule.apply(to: &headers, for: RequestHead(.get, "/x", headers: ["Origin": "https://screens.example"]))
        #expect(headers["Vary"] == "Accept-Encoding, Origin")
        #expect(headers["Access-Control-Allow-Origin"] == "https://screens.example")
        #expect(headers["Access-Control-Expose-Headers"]?.contains("Idempotent-Replayed") == true)
        var plain = Headers()
        rule.apply(to: &plain, for: RequestHead(.get, "/x"))
        #expect(plain["Vary"] == "Origin")
        #expect(plain["Access-Control-Allow-Origin"] == nil)
    }
}
