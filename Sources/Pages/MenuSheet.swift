import Web

/// The stylesheet of the guest's menu: one small file of the server's own, in light and dark.
enum MenuSheet {
    static let path = "/menu/menu.css"

    /// Where pages find it; the tag makes a changed sheet another address.
    static let address = "\(path)?v=\(entityTag(of: bytes).filter { $0 != "\"" })"

    static let response = Response(
        200,
        headers: [
            "Content-Type": "text/css; charset=utf-8", "Cache-Control": "public, max-age=31536000, immutable",
            "ETag": entityTag(of: bytes),
        ], body: .bytes(bytes), route: path)

    private static let bytes = Array(sheet.utf8)

    private static let sheet = """
        :root { color-scheme: light dark; --paper: #fffdf8; --ink: #1c1a17; --soft: #5d574e; --line: #e4ddd0; --mark: #8a2f12 }
        @media (prefers-color-scheme: dark) {
          :root { --paper: #171512; --ink: #f3eee4; --soft: #b8b0a2; --line: #3a352d; --mark: #f0a58c }
        }
        * { box-sizing: border-box; margin: 0; padding: 0 }
        html { scroll-behavior: smooth; scroll-padding-top: 4rem }
        @media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto } }
        body { background: var(--paper); color: var(--ink); font: 1rem/1.45 Inter, "DejaVu Sans", system-ui, sans-serif;
          max-width: 44rem; margin: 0 auto; padding: 1rem }
        header { display: grid; grid-template-columns: 1fr auto; gap: 0 1rem; align-items: baseline }
        header p { color: var(--soft); grid-column: 1 }
        .language { grid-column: 2; grid-row: 1; color: inherit; padding: .75rem 0 }
        .headings { position: sticky; top: 0; background: var(--paper); display: flex; gap: .5rem; overflow-x: auto;
          padding: .5rem 0; border-bottom: 1px solid var(--line) }
        .headings a { flex: none; color: inherit; text-decoration: none; border: 1px solid var(--line);
          border-radius: 1.5rem; padding: .6rem 1rem }
        h2 { margin: 1.5rem 0 .5rem; font-size: 1.25rem }
        ul { list-style: none }
        li { display: grid; grid-template-columns: 1fr auto; gap: 0 1rem; padding: .75rem 0; border-bottom: 1px solid var(--line) }
        li > * { grid-column: 1 / -1 }
        h3 { grid-column: 1; font-size: 1rem }
        .price { grid-column: 2; grid-row: 1; font-variant-numeric: tabular-nums; white-space: nowrap }
        dl { display: grid; grid-template-columns: 1fr auto; gap: 0 1rem }
        dd { font-variant-numeric: tabular-nums; text-align: right }
        li p, dt { color: var(--soft) }
        li .price { color: inherit }
        .note { font-size: .875rem }
        li .mark { color: var(--mark); font-size: .875rem }
        .gone h3, .gone .price, .gone dl { text-decoration: line-through; opacity: .6 }
        footer { color: var(--soft); font-size: .875rem; padding: 1.5rem 0 }
        """
}
