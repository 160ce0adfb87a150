import Base

extension KitchenTicket {
    /// KIT-003 Moves a dish, or a part of its quantity, which then splits off as a dish of its own: quantity
    /// is conserved.
    ///
    /// - Parameter quantity: nil: all of it.
    mutating func move(
        _ item: ID<KitchenItem>, _ event: KitchenEvent, quantity: Quantity? = nil, at now: Instant,
        newID: () -> ID<KitchenItem>
    ) throws(KitchenRefusal) {
        guard let index = items.firstIndex(where: { $0.id == item }) else { throw .notFound }
        let next = try items[index].state.after(event)
        let moved = try split(index, quantity: quantity, newID: newID)
        items[moved].enter(next, by: event, at: now)
        if event == .recall { recalledAt = now }
        if event == .fire { placedAt = now }
        settle(at: now)
    }

    /// Moves every dish that `event` can move; refused when it can move none.
    mutating func moveAll(_ event: KitchenEvent, at now: Instant) throws(KitchenRefusal) {
        let movable = items.indices.filter { (try? items[$0].state.after(event)) != nil }
        guard !movable.isEmpty else {
            let state = items.first { $0.state != .voided }?.state ?? .voided
            throw .illegalTransition(from: state, event: event)
        }
        for index in movable { items[index].enter(try items[index].state.after(event), by: event, at: now) }
        if event == .recall { recalledAt = now }
        if event == .fire { placedAt = now }
        settle(at: now)
    }

    /// The station has seen that a dish was cancelled.
    mutating func confirmVoid(_ item: ID<KitchenItem>, at now: Instant) throws(KitchenRefusal) {
        guard let index = items.firstIndex(where: { $0.id == item }) else { throw .notFound }
        guard items[index].awaitsConfirmation else { throw .nothingToConfirm }
        items[index].voidConfirmedAt = now
        settle(at: now)
    }

    /// A ticket leaves the screen with its last dish and comes back with a recall or a void; it keeps its
    /// place.
    private mutating func settle(at now: Instant) {
        bumpedAt = isDone ? bumpedAt ?? now : nil
    }

    private mutating func split(
        _ index: Int, quantity: Quantity?, newID: () -> ID<KitchenItem>
    ) throws(KitchenRefusal) -> Int {
        let whole = items[index].quantity
        guard let quantity, quantity != whole else { return index }
        guard quantity > .zero else { throw .invalidQuantity }
        guard quantity < whole else { throw .notSoMany(left: whole.thousandths) }
        items[index].quantity = Quantity(thousandths: whole.thousandths - quantity.thousandths)
        var part = items[index]
        part.id = newID()
        part.quantity = quantity
        items.insert(part, at: index + 1)
        return index + 1
    }
}

extension KitchenItem {
    mutating func enter(_ next: KitchenItemState, by event: KitchenEvent, at now: Instant) {
        state = next
        switch event {
        case .fire: break
        case .start: startedAt = now
        case .bump: readyAt = now
        case .serve: servedAt = now
        case .recall: (readyAt, servedAt) = (nil, nil)
        case .void: voidedAt = now
        }
    }
}
