import Postgres
import Store
import TestSupport
import Testing

@Suite(.database) struct ListenerTests {
    private var settings: ConnectionSettings { ConnectionSettings(url: TestDatabase.current.url) }

    /// Writes down what a stream brings, while `body` runs.
    private func hearing(
        _ stream: AsyncStream<ChannelEvent>, _ body: (Notes<ChannelEvent>) async throws -> Void
    ) async throws {
        let heard = Notes<ChannelEvent>()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { for await event in stream { heard.add(event) } }
            try await body(heard)
            group.cancelAll()
        }
    }

    @Test func `a notification reaches its channel's listeners only`() async throws {
        let listener = Listener(settings)
        let notifier = Notifier(settings)
        try await hearing(listener.notifications("branch")) { mine in
            try await hearing(listener.notifications("other")) { others in
                try await untilListening()
                notifier.post("branch", "7")
                notifier.post("other", "8")
                try await untilTrue { !mine.all.isEmpty && !others.all.isEmpty }
                #expect(mine.all == [.notified("7")])
                #expect(others.all == [.notified("8")])
            }
        }
        notifier.close()
        listener.close()
    }

    @Test func `a closed listener ends its streams and gives no new ones`() async throws {
        let listener = Listener(settings)
        let stream = listener.notifications("branch")
        listener.close()
        for await _ in stream { Issue.record("nothing was sent") }
        for await _ in listener.notifications("branch") { Issue.record("nothing was sent") }
    }

    @Test func `after a lost connection it listens again and says so`() async throws {
        let listener = Listener(settings)
        try await hearing(listener.notifications("branch")) { heard in
            try await untilListening()
            try await TestDatabase.current.asAdministrator(
                """
                select pg_terminate_backend(pid) from pg_stat_activity
                where application_name = 'hesap listen' and datname = current_database()
                """)
            try await untilTrue { heard.all == [.resumed] }
            try await TestDatabase.current.asOwner("notify branch, 'again'")
            try await untilTrue { heard.all == [.resumed, .notified("again")] }
        }
        listener.close()
    }

    @Test func `the same message many times is sent once or a few times`() async throws {
        let listener = Listener(settings)
        let notifier = Notifier(settings, pauseMilliseconds: 50)
        try await hearing(listener.notifications("branch")) { heard in
            try await untilListening()
            for _ in 0..<1000 { notifier.post("branch", "same") }
            notifier.post("branch", "last")
            try await untilTrue { heard.all.contains(.notified("last")) }
            #expect((1...5).contains(heard.all.count { $0 == .notified("same") }))
        }
        notifier.close()
        listener.close()
    }

    /// Waits until the listener's connection has run its LISTENs.
    private func untilListening() async throws {
        for _ in 0..<500 {
            let done = try await TestDatabase.current.rowsAsAdministrator(
                """
                select count(*) from pg_stat_activity where application_name = 'hesap listen'
                and datname = current_database() and state = 'idle' and query like '%listen%'
                """)
            if done.values == ["1"] { return try await Task.sleep(for: .milliseconds(50)) }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("nobody listens")
    }
}
