public import Base
public import struct FoundationEssentials.UUID

/// An option in a group's body.
public struct OptionDraft: Shaped, Equatable {
    /// Its identity; a body without one gets one.
    public let id: UUID?
    /// Its name by language.
    public let name: LocalText
    /// Its text on kitchen tickets.
    public let kitchenText: String?
    /// Adds, removes or chooses.
    public let kind: ModifierOption.Kind
    /// Minor units, KDV inside.
    public let price: Int64
    /// Whether it is meant when none is named.
    public let isDefault: Bool

    /// An option; without `id` it is a new one.
    public init(
        id: UUID? = nil, name: LocalText, kitchenText: String? = nil, kind: ModifierOption.Kind = .plain,
        price: Int64 = 0, isDefault: Bool = false
    ) {
        self.id = id
        self.name = name
        self.kitchenText = kitchenText
        self.kind = kind
        self.price = price
        self.isDefault = isDefault
    }

    /// The wire's form.
    public static let shape = Shape<OptionDraft>.object(
        "OptionDraft", OptionDraft.init(id:name:kitchenText:kind:price:isDefault:),
        Field(optional: "id", \.id, .uuid), Field("name", \.name, LocalText.shape),
        Field(optional: "kitchenText", \.kitchenText, .text(0...60)),
        Field("kind", \.kind, .choice, absent: .plain),
        Field("price", \.price, .integer(0...100_000_000_000), absent: 0),
        Field("default", \.isDefault, .flag, absent: false))
}

/// The body that makes an option group.
public struct GroupDraft: Shaped, Equatable {
    /// Its identity; a body without one gets one.
    public let id: UUID?
    /// Its name by language.
    public let name: LocalText
    /// How many must be chosen.
    public let min: Int
    /// How many may be chosen.
    public let max: Int
    /// How many of the first chosen cost nothing.
    public let free: Int
    /// The options, in order.
    public let options: [OptionDraft]
    /// Its place in the list, from 0.
    public let position: Int

    /// A group to be; without `id` it gets one.
    public init(
        id: UUID? = nil, name: LocalText, min: Int = 0, max: Int = 1, free: Int = 0, options: [OptionDraft],
        position: Int = 0
    ) {
        self.id = id
        self.name = name
        self.min = min
        self.max = max
        self.free = free
        self.options = options
        self.position = position
    }

    /// The wire's form.
    public static let shape = Shape<GroupDraft>.object(
        "GroupDraft", GroupDraft.init(id:name:min:max:free:options:position:),
        Field(optional: "id", \.id, .uuid),
        Field("name", \.name, LocalText.shape), Field("min", \.min, .int(0...99), absent: 0),
        Field("max", \.max, .int(1...99), absent: 1), Field("free", \.free, .int(0...99), absent: 0),
        Field("options", \.options, OptionDraft.shape.list(1...100)),
        Field("position", \.position, .int(0...100_000), absent: 0))
}

/// The body that changes an option group; what is left out stays, and options are given all or not at all.
public struct GroupChange: Shaped, Equatable {
    /// Counts its changes; in a change, the version that the caller saw.
    public let version: Int64
    /// Its name by language.
    public var name: LocalText?
    /// How many must be chosen.
    public var min: Int?
    /// How many may be chosen.
    public var max: Int?
    /// How many of the first chosen cost nothing.
    public var free: Int?
    /// The options, in order.
    public var options: [OptionDraft]?
    /// Its place in the list, from 0.
    public var position: Int?

    /// A change of it as it was at `version`; nil stays as it is.
    public init(
        version: Int64, name: LocalText? = nil, min: Int? = nil, max: Int? = nil, free: Int? = nil,
        options: [OptionDraft]? = nil, position: Int? = nil
    ) {
        self.version = version
        self.name = name
        self.min = min
        self.max = max
        self.free = free
        self.options = options
        self.position = position
    }

    /// The wire's form.
    public static let shape = Shape<GroupChange>.object(
        "GroupChange", GroupChange.init(version:name:min:max:free:options:position:),
        Field("version", \.version, .integer(1...1_000_000_000)),
        Field(optional: "name", \.name, LocalText.shape),
        Field(optional: "min", \.min, .int(0...99)), Field(optional: "max", \.max, .int(1...99)),
        Field(optional: "free", \.free, .int(0...99)),
        Field(optional: "options", \.options, OptionDraft.shape.list(1...100)),
        Field(optional: "position", \.position, .int(0...100_000)))
}

/// An option as the owner edits it.
public struct OptionEditorView: Shaped, Equatable {
    /// Its identity; a body without one gets one.
    public let id: UUID
    /// Its name by language.
    public let name: LocalText
    /// Its text on kitchen tickets.
    public let kitchenText: String?
    /// Adds, removes or chooses.
    public let kind: ModifierOption.Kind
    /// Minor units, KDV inside.
    public let price: Int64
    /// Whether it is meant when none is named.
    public let isDefault: Bool
    /// Its place in the list, from 0.
    public let position: Int

    /// The wire's form.
    public static let shape = Shape<OptionEditorView>.object(
        "OptionEditor", OptionEditorView.init(id:name:kitchenText:kind:price:isDefault:position:),
        Field("id", \.id, .uuid), Field("name", \.name, LocalText.shape),
        Field(optional: "kitchenText", \.kitchenText, .text(0...60)), Field("kind", \.kind, .choice),
        Field("price", \.price, .positiveAmount), Field("default", \.isDefault, .flag),
        Field("position", \.position, .int()))
}

/// An option group as the owner edits it.
public struct GroupEditorView: Shaped, Equatable {
    /// Its identity; a body without one gets one.
    public let id: UUID
    /// Its name by language.
    public let name: LocalText
    /// How many must be chosen.
    public let min: Int
    /// How many may be chosen.
    public let max: Int
    /// How many of the first chosen cost nothing.
    public let free: Int
    /// The options, in order.
    public let options: [OptionEditorView]
    /// Its place in the list, from 0.
    public let position: Int
    /// Whether it is off the menu for good.
    public let archived: Bool
    /// Counts its changes; in a change, the version that the caller saw.
    public let version: Int64

    /// The wire's form.
    public static let shape = Shape<GroupEditorView>.object(
        "GroupEditor", GroupEditorView.init(id:name:min:max:free:options:position:archived:version:),
        Field("id", \.id, .uuid), Field("name", \.name, LocalText.shape), Field("min", \.min, .int(0...99)),
        Field("max", \.max, .int(1...99)), Field("free", \.free, .int(0...99)),
        Field("options", \.options, OptionEditorView.shape.list(0...100)),
        Field("position", \.position, .int()),
        Field("archived", \.archived, .flag), Field("version", \.version, .integer(1...1_000_000_000)))
}

extension ModifierGroup {
    var editorView: GroupEditorView {
        GroupEditorView(
            id: id.raw, name: name, min: min, max: max, free: freeCount,
            options: options.map {
                OptionEditorView(
                    id: $0.id.raw, name: $0.name, kitchenText: $0.kitchenText, kind: $0.kind, price: $0.price,
                    isDefault: $0.isDefault, position: $0.position)
            }, position: position, archived: archived, version: version)
    }

    var json: JSON { GroupEditorView.shape.encode(editorView) }
}
