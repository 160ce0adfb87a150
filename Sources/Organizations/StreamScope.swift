/// What one screen gets to see of its branch's stream.
public struct StreamScope: Sendable, Hashable {
    /// The kind of screen.
    public let screen: DeviceKind
    /// A kitchen screen's station; nil: all of them.
    public let station: String?

    /// A screen's scope.
    public init(screen: DeviceKind, station: String? = nil) {
        self.screen = screen
        self.station = station
    }

    /// The kinds of frame that concern a kitchen.
    static let kitchenTypes = ["ticket.", "availability.", "menu.", "station.", "course."]

    /// Whether the screen gets this frame.
    public func admits(_ frame: StreamFrame) -> Bool {
        switch screen {
        case .boss: return true
        case .pos, .waiter: return frame.audience != .boss
        case .kitchen:
            guard frame.audience == .all || frame.audience == .kitchen,
                StreamScope.kitchenTypes.contains(where: frame.type.hasPrefix)
            else { return false }
            guard let station, let concerned = frame.station else { return true }
            return station == concerned
        }
    }
}

/// One screen's place in the stream. Each frame it gets names the one it got before, so that it notices a
/// hole.
public struct StreamCursor: Sendable {
    /// What the screen sees.
    public let scope: StreamScope
    /// The last number that was considered, sent or not.
    public private(set) var seq: Int64
    /// The last number sent to the screen.
    public private(set) var sent: Int64

    /// The place of a screen that knows everything up to `seq`.
    public init(_ scope: StreamScope, after seq: Int64) {
        self.scope = scope
        self.seq = seq
        self.sent = seq
    }

    /// Takes the next frame of the branch: nil when it is not for this screen or was seen before, otherwise
    /// the `prev` it is sent with.
    public mutating func take(_ frame: StreamFrame) -> Int64? {
        guard frame.seq > seq else { return nil }
        seq = frame.seq
        guard scope.admits(frame) else { return nil }
        defer { sent = frame.seq }
        return sent
    }
}
