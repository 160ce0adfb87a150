import Web
import Base
import Organizations
import Synchronization

/// One branch's listeners and its latest frames. Delivery happens under one lock, so every socket sees every
/// frame once and in order.
final class BranchChannel: Sendable {
    private struct Listener {
        let subscription: Subscription
        var cursor: StreamCursor
    }

    private struct State {
        var cursor: Int64
        var recent: [StreamFrame] = []
        var listeners: [ObjectIdentifier: Listener] = [:]
    }

    /// Frames kept in memory for screens that come back after a short cut.
    static let recentFramesMax = 1024

    /// Which history the numbers belong to.
    let epoch: String
    private let state: Mutex<State>

    init(startingAt sequence: Int64, epoch: String) {
        self.epoch = epoch
        state = Mutex(State(cursor: sequence))
    }

    /// The last frame read from the database.
    var cursor: Int64 { state.withLock { $0.cursor } }

    var isEmpty: Bool { state.withLock { $0.listeners.isEmpty } }

    var hasOffice: Bool {
        state.withLock { $0.listeners.values.contains { $0.subscription.hearsFigures } }
    }

    var count: Int { state.withLock { $0.listeners.count } }

    /// Takes in what was read after `cursor` and hands it to everyone.
    func deliver(_ frames: [StreamFrame]) {
        state.withLock { state in
            for frame in frames where frame.seq > state.cursor {
                state.cursor = frame.seq
                state.recent.append(frame)
                for key in Array(state.listeners.keys) { send(frame, to: &state.listeners[key]) }
            }
            let surplus = state.recent.count - BranchChannel.recentFramesMax
            if surplus > 0 { state.recent.removeFirst(surplus) }
        }
    }

    /// Adds a listener at its place in the stream; false when more must be read for it first.
    ///
    /// - Parameter greeting: sent before the frames that follow.
    func join(_ subscription: Subscription, at cursor: StreamCursor, greeting: String) -> Bool {
        state.withLock { state in
            let kept = state.recent.first.map { $0.seq <= cursor.seq + 1 } ?? false
            guard kept || cursor.seq >= state.cursor else { return false }
            subscription.socket.trySend(text: greeting)
            var listener: Listener? = Listener(subscription: subscription, cursor: cursor)
            for frame in state.recent { send(frame, to: &listener) }
            state.listeners[ObjectIdentifier(subscription)] = listener
            return true
        }
    }

    func leave(_ subscription: Subscription) {
        state.withLock { _ = $0.listeners.removeValue(forKey: ObjectIdentifier(subscription)) }
    }

    /// Tells every listener how far it is, also past the frames that do not concern it.
    func beat(at instant: Instant) {
        state.withLock { state in
            for listener in state.listeners.values {
                let sequence = max(listener.cursor.seq, state.cursor)
                listener.subscription.socket.trySend(text: Wire.heartbeat(sequence: sequence, at: instant))
            }
        }
    }

    /// Sends the day's figures to the back office's screens of who may read reports.
    func tick(_ figures: JSON) {
        let message = Wire.tick(figures)
        state.withLock { state in
            for listener in state.listeners.values where listener.subscription.hearsFigures {
                listener.subscription.socket.trySend(text: message)
            }
        }
    }

    private func send(_ frame: StreamFrame, to listener: inout Listener?) {
        guard let previous = listener?.cursor.take(frame) else { return }
        listener?.subscription.socket.trySend(text: Wire.frame(frame, previous: previous, epoch: epoch))
    }
}
