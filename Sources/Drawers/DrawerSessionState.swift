public import Store

/// Where a drawer session stands.
public enum DrawerSessionState: String, CaseIterable, Sendable, SQLValue {
    /// Cash comes and goes.
    case open
    /// Being counted, blind; no cash moves.
    case counting
    /// Counted and booked, for ever.
    case closed

    /// The state after an event; whatever is not listed is refused.
    public func after(_ event: DrawerSessionEvent) throws(DrawerRefusal) -> DrawerSessionState {
        switch (self, event) {
        case (.open, .count): .counting
        case (.counting, .recount): .open
        case (.counting, .close): .closed
        default: throw .unexpectedState(state: self, event: event)
        }
    }
}

/// What can happen to a drawer session.
public enum DrawerSessionEvent: String, CaseIterable, Sendable {
    /// Somebody says what is in the drawer.
    case count
    /// The count is taken back, once.
    case recount
    /// The count stands.
    case close
}
