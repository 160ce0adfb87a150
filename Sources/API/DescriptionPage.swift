import Base
import Web

extension Description {
    /// The same for people: a page without scripts.
    static let page: [UInt8] = {
        var html = """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Hesap API</title>
            <meta name="viewport" content="width=device-width, initial-scale=1"></head><body>
            <main><h1>Hesap API v1</h1>
            <p>The machine-readable description is <a href="/openapi.json">/openapi.json</a>.
            Errors are <code>application/problem+json</code> with a stable <code>code</code>; writes take an
            <code>Idempotency-Key</code>; amounts are integers in minor units.</p>

            """
        var tags: [String] = []
        for endpoint in Endpoints.all where !tags.contains(endpoint.tag) { tags.append(endpoint.tag) }
        for tag in tags {
            html += "<section><h2>\(escaped(tag))</h2><dl>\n"
            for endpoint in Endpoints.all where endpoint.tag == tag {
                html += "<dt><code>\(endpoint.method.rawValue) \(escaped(endpoint.template))</code></dt>"
                html += "<dd>\(escaped(endpoint.summary)) <small>\(endpoint.id)</small></dd>\n"
            }
            html += "</dl></section>\n"
        }
        html += "</main></body></html>\n"
        return Array(html.utf8)
    }()

    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
        return result
    }
}
