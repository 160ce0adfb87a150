public import Base
public import struct FoundationEssentials.UUID

/// The body that makes a category.
public struct CategoryDraft: Shaped, Equatable {
    /// Its identity; a body without one gets one.
    public let id: UUID?
    /// Its name by language.
    public let name: LocalText
    /// The edge of its tiles, `#RRGGBB`.
    public let color: String
    /// Its place in the list, from 0.
    public let position: Int

    /// A category to be; without `id` it gets one.
    public init(id: UUID? = nil, name: LocalText, color: String = CategoryDraft.usualColor, position: Int = 0)
    {
        self.id = id
        self.name = name
        self.color = color
        self.position = position
    }

    /// The colour of a category that nobody chose one for.
    public static let usualColor = "#1D4FD7"

    /// The wire's form.
    public static let shape = Shape<CategoryDraft>.object(
        "CategoryDraft", CategoryDraft.init(id:name:color:position:), Field(optional: "id", \.id, .uuid),
        Field("name", \.name, LocalText.shape), Field("color", \.color, .color, absent: usualColor),
        Field("position", \.position, .int(0...100_000), absent: 0))
}

/// The body that changes a category; what is left out stays.
public struct CategoryChange: Shaped, Equatable {
    /// Counts its changes; in a change, the version that the caller saw.
    public let version: Int64
    /// Its name by language.
    public let name: LocalText?
    /// The edge of its tiles, `#RRGGBB`.
    public let color: String?
    /// Its place in the list, from 0.
    public let position: Int?

    /// A change of the category as it was at `version`.
    public init(version: Int64, name: LocalText? = nil, color: String? = nil, position: Int? = nil) {
        self.version = version
        self.name = name
        self.color = color
        self.position = position
    }

    /// The wire's form.
    public static let shape = Shape<CategoryChange>.object(
        "CategoryChange", CategoryChange.init(version:name:color:position:),
        Field("version", \.version, .integer(1...1_000_000_000)),
        Field(optional: "name", \.name, LocalText.shape),
        Field(optional: "color", \.color, .color), Field(optional: "position", \.position, .int(0...100_000)))
}

/// A category as the owner edits it.
public struct CategoryEditorView: Shaped, Equatable {
    /// Its identity; a body without one gets one.
    public let id: UUID
    /// Its name by language.
    public let name: LocalText
    /// The edge of its tiles, `#RRGGBB`.
    public let color: String
    /// Its place in the list, from 0.
    public let position: Int
    /// Whether it is off the menu for good.
    public let archived: Bool
    /// Counts its changes; in a change, the version that the caller saw.
    public let version: Int64

    /// The wire's form.
    public static let shape = Shape<CategoryEditorView>.object(
        "CategoryEditor", CategoryEditorView.init(id:name:color:position:archived:version:),
        Field("id", \.id, .uuid), Field("name", \.name, LocalText.shape), Field("color", \.color, .color),
        Field("position", \.position, .int(0...100_000)), Field("archived", \.archived, .flag),
        Field("version", \.version, .integer(1...1_000_000_000)))
}

extension Category {
    var editorView: CategoryEditorView {
        CategoryEditorView(
            id: id.raw, name: name, color: color, position: position, archived: archived, version: version)
    }

    var json: JSON { CategoryEditorView.shape.encode(editorView) }
}

extension Shape where Value == String {
    /// A colour as `#RRGGBB`.
    static var color: Shape {
        Shape<String>.text(7...7).map(
            to: { text in
                let digits = text.dropFirst()
                return text.hasPrefix("#") && digits.allSatisfy(\.isHexDigit) ? text.uppercased() : nil
            }, from: { $0 }, code: "not_a_color", message: "A colour such as #1D4FD7 is expected.")
    }
}
