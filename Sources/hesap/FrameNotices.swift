import Base
import Organizations
import Postgres
import Realtime

/// Tells the other processes on this database that a branch has new frames, and hears it from them.
///
/// Only a hint: the stream itself is in the database, and heartbeats read on where a hint was lost.
final class FrameNotices: Sendable {
    private static let channel = "hesap_frames"

    private let notifier: Notifier
    private let listener: Listener
    private let hub: Hub

    init(url: String, hub: Hub) {
        notifier = Notifier(
            ConnectionSettings(url: url, applicationName: "hesap notify"),
            pauseMilliseconds: 50)
        listener = Listener(ConnectionSettings(url: url, applicationName: "hesap listen"))
        self.hub = hub
    }

    /// Passes on which branches have new frames; returns at once.
    func tell(_ branches: [ID<Branch>]) {
        for branch in branches { notifier.post(FrameNotices.channel, branch.description) }
    }

    /// Listens until cancelled.
    func run() async throws {
        for await event in listener.notifications(FrameNotices.channel) {
            guard case .notified(let payload) = event, let branch = ID<Branch>(payload) else { continue }
            hub.wake(branch)
        }
        try Task.checkCancellation()
    }

    /// Ends both connections.
    func close() {
        notifier.close()
        listener.close()
    }
}
