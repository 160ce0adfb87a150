public import Base

/// A kitchen ticket on paper: what one station prepares of one round, in large capitals.
public struct KitchenSlip: Sendable, Equatable {
    /// The station's name.
    public var station: String
    /// The table's name or the check's number.
    public var label: String
    /// How the guest takes it.
    public var orderType: OrderType
    /// The check's round, 1 for the first.
    public var round: Int
    /// Who sent it.
    public var waiter: String
    /// When, by the venue's clock.
    public var at: LocalTime
    /// What to prepare, or no longer to prepare.
    public var items: [Item]
    /// The stations that prepare the rest of the round.
    public var alsoAt: [String]
    /// Whether it was printed before: it says KOPYA.
    public var isCopy: Bool

    /// A dish.
    public struct Item: Sendable, Equatable {
        /// How much.
        public var quantity: Quantity
        /// Its kitchen name.
        public var name: String
        /// Changes, such as `+ süt` or `- soğan`.
        public var modifiers: [String]
        /// The guest's wish.
        public var note: String?
        /// What the guest must not get.
        public var allergy: String?
        /// Allergens to mind.
        public var allergens: [String]
        /// The seat that it goes to.
        public var seat: Int?
        /// The course that it belongs to.
        public var course: Int?
        /// Whether it is taken back.
        public var isVoid: Bool

        /// A dish.
        public init(
            quantity: Quantity, name: String, modifiers: [String] = [], note: String? = nil,
            allergy: String? = nil, allergens: [String] = [],
            seat: Int? = nil, course: Int? = nil, isVoid: Bool = false
        ) {
            self.quantity = quantity
            self.name = name
            self.modifiers = modifiers
            self.note = note
            self.allergy = allergy
            self.allergens = allergens
            self.seat = seat
            self.course = course
            self.isVoid = isVoid
        }
    }

    /// A kitchen ticket.
    public init(
        station: String, label: String, orderType: OrderType, round: Int, waiter: String, at: LocalTime,
        items: [Item],
        alsoAt: [String] = [], isCopy: Bool = false
    ) {
        self.station = station
        self.label = label
        self.orderType = orderType
        self.round = round
        self.waiter = waiter
        self.at = at
        self.items = items
        self.alsoAt = alsoAt
        self.isCopy = isCopy
    }

    /// The document in a language.
    public func receipt(in say: ReceiptLanguage) -> Receipt {
        var blocks: [ReceiptBlock] = [.text(say.capitals(station), .bold, .center)]
        if isCopy { blocks.append(.text("*** \(say(.copy)) ***", .bold, .center)) }
        blocks.append(.text(say.capitals(label), .large, .center))
        if orderType != .dineIn { blocks.append(.text(word(say), .tall, .center)) }
        blocks.append(.pair("\(say(.round)) \(round)", at.clock, .bold))
        blocks.append(.text(waiter))
        blocks.append(.rule)
        for item in items { blocks.append(.item(row(item, say))) }
        blocks.append(.rule)
        if !alsoAt.isEmpty { blocks.append(.text("+ " + alsoAt.joined(separator: ", "))) }
        return Receipt(kind: .kitchen, language: say, blocks: blocks)
    }

    private func word(_ say: ReceiptLanguage) -> String {
        switch orderType {
        case .dineIn: say(.dineIn)
        case .takeaway: say(.takeaway)
        case .delivery: say(.delivery)
        case .quick: say(.quick)
        }
    }

    private func row(_ item: Item, _ say: ReceiptLanguage) -> ReceiptItem {
        var details = item.modifiers.map { ReceiptItem.Detail(say.capitals($0)) }
        if let note = item.note { details.append(.init("\(say(.note)): \(note)")) }
        if let allergy = item.allergy {
            details.append(.init("*** \(say(.allergy)): \(say.capitals(allergy)) ***"))
        }
        if !item.allergens.isEmpty {
            details.append(
                .init("!! \(say(.allergens)): \(say.capitals(item.allergens.joined(separator: ", ")))"))
        }
        let place = [item.seat.map { "\(say(.seat)) \($0)" }, item.course.map { "\(say(.course)) \($0)" }]
            .compactMap { $0 }
        if !place.isEmpty { details.append(.init(place.joined(separator: " · "))) }
        let name = say.capitals(item.name)
        return ReceiptItem(
            quantity: say.quantity(item.quantity), name: item.isVoid ? "\(say(.canceled)) \(name)" : name,
            amount: nil,
            details: details, struck: item.isVoid, style: .tall)
    }
}
