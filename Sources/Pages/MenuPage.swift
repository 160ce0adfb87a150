import Base
import Menu

/// Writes the guest's menu as HTML: headings with anchors, dishes with prices, allergens and marks.
struct MenuPage {
    private let menu: PublicMenuView
    private let words: MenuWords
    private var html = ""

    /// The page's bytes.
    static func bytes(of menu: PublicMenuView, _ words: MenuWords) -> [UInt8] {
        var page = MenuPage(menu: menu, words: words)
        page.write()
        return Array(page.html.utf8)
    }

    /// The page of an address that leads to no menu.
    static func missing(_ words: MenuWords) -> [UInt8] {
        Array(
            """
            <!doctype html>
            <html lang="\(words.language)">
            <head>
            <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(words.missing)</title>
            <link rel="stylesheet" href="\(MenuSheet.address)">
            </head>
            <body>
            <header><h1>\(words.missing)</h1><p>\(words.missingAdvice)</p>
            <a class="language" lang="\(words.other.language)" href="?lang=\(words.other.language)">\
            \(words.other.name)</a></header>
            </body>
            </html>

            """.utf8)
    }

    private init(menu: PublicMenuView, words: MenuWords) {
        self.menu = menu
        self.words = words
    }

    private mutating func write() {
        head()
        html += "<nav class=\"headings\" aria-label=\"\(words.menu)\">"
        for (index, category) in menu.categories.enumerated() {
            html += "<a href=\"#c\(index + 1)\">\(text(category.name))</a>"
        }
        html += "</nav>\n<main>\n"
        for (index, category) in menu.categories.enumerated() {
            html += "<section id=\"c\(index + 1)\"><h2>\(text(category.name))</h2>\n<ul>\n"
            for product in menu.products where product.category == category.id { dish(product) }
            html += "</ul></section>\n"
        }
        html += "</main>\n<footer><p>\(words.prices) \(words.ask)</p></footer>\n</body>\n</html>\n"
    }

    private mutating func head() {
        let name = MenuPage.escaped(menu.organization)
        html += """
            <!doctype html>
            <html lang="\(words.language)">
            <head>
            <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(name) · \(words.menu)</title>
            <link rel="stylesheet" href="\(MenuSheet.address)">
            </head>
            <body>
            <header><h1>\(name)</h1><p>\(MenuPage.escaped(menu.branchName))</p>
            <a class="language" lang="\(words.other.language)" href="?lang=\(words.other.language)">\
            \(words.other.name)</a></header>

            """
    }

    private mutating func dish(_ product: PublicProductView) {
        html += product.available ? "<li>" : "<li class=\"gone\">"
        html += "<h3>\(text(product.name))</h3>"
        if product.portions.count < 2 {
            let unit = product.weighed ? " <small>\(words.perKilogram)</small>" : ""
            html += "<p class=\"price\">\(price(product.price))\(unit)</p>"
        }
        let description = text(product.description)
        if !description.isEmpty { html += "<p>\(description)</p>" }
        if product.portions.count > 1 {
            html += "<dl>"
            for portion in product.portions {
                html += "<dt>\(text(portion.name))</dt><dd>\(price(portion.price))</dd>"
            }
            html += "</dl>"
        }
        if !product.allergens.isEmpty {
            let names = product.allergens.map(words.name).joined(separator: ", ")
            html += "<p class=\"note\">\(words.allergens): \(names)</p>"
        }
        if product.alcohol { html += "<p class=\"mark\">\(words.alcohol)</p>" }
        if product.pork { html += "<p class=\"mark\">\(words.pork)</p>" }
        if !product.available { html += "<p class=\"mark\">\(words.soldOut)</p>" }
        html += "</li>\n"
    }

    private func price(_ minor: Int64) -> String {
        MoneyText.screen(Money(minor: minor, menu.currency), words.style)
    }

    private func text(_ local: LocalText) -> String { MenuPage.escaped(local.text(in: words.language)) }

    /// Text as HTML writes it, between tags and within quoted attributes.
    static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { [0x22, 0x26, 0x27, 0x3c, 0x3e].contains($0) }) else { return text }
        var result = ""
        for character in text {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.append(character)
            }
        }
        return result
    }
}
