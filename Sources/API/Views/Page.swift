import Base

/// One page of a list.
struct Page<Item: Shaped>: Shaped {
    let items: [Item]
    /// Where the next page begins; nil on the last one.
    let next: String?

    static var shape: Shape<Page<Item>> {
        .object(
            "\(Item.self)Page", { Page(items: $0, next: $1) },
            Field("items", { $0.items }, Item.shape.list(0...10_000)),
            Field(
                optional: "next", { $0.next }, .text(1...200),
                "Where the next page begins; null on the last one."))
    }
}

extension Shaped {
    /// The shape of a page of these.
    static var page: Shape<Page<Self>> { Page<Self>.shape }
}

extension Reply {
    /// One page, whole.
    static func page<Item: Shaped>(_ items: [Item], next: String? = nil) -> Reply {
        .one(Page(items: items, next: next), Page<Item>.shape)
    }
}
