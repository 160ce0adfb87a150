import Postgres
import Store
import TestSupport
import Testing

@Suite(.database, .timeLimit(.minutes(1))) struct ListenerTests {
    private var settings: ConnectionSettings { ConnectionSettings(url: TestDatabase.current.url) }

    @Test func `a notification reaches its channel's listeners only`() async throws {
        let listener = Listener(settings)
        let notifier = Notifier(settings)
        var mine = listener.notifications("branch").makeAsyncIterator()
        var others = listener.notifications("other").makeAsyncIterator()
        try await untilListening(2)
        notifier.post("branch", "7")
        notifier.post("other", "8")
        #expect(await mine.next() == .notified("7"))
        #expect(await others.next() == .notified("8"))
        notifier.close()
        listener.close()
        #expect(await mine.next() == nil)
    }

    @Test func `after a lost connection it listens again and says so`() async throws {
        let listener = Listener(settings)
        var events = listener.notifications("branch").makeAsyncIterator()
        try await untilListening(1)
        try await TestDatabase.current.asAdministrator(
            """
            select pg_terminate_backend(pid) from pg_stat_activity
            where application_name = 'hesap listen' and datname = current_database()
            """)
        #expect(await events.next() == .resumed)
        try await TestDatabase.current.asOwner("notify branch, 'again'")
        #expect(await events.next() == .notified("again"))
        listener.close()
    }

    @Test func `the same message many times is sent once or a few times`() async throws {
        let listener = Listener(settings)
        let notifier = Notifier(settings, pauseMilliseconds: 50)
        var events = listener.notifications("branch").makeAsyncIterator()
        try await untilListening(1)
        for _ in 0..<1000 { notifier.post("branch", "same") }
        notifier.post("branch", "last")
        var same = 0
        while let event = await events.next(), event != .notified("last") { same += 1 }
        #expect((1...5).contains(same))
        notifier.close()
        listener.close()
    }

    /// Waits until the listener's connection has run its LISTENs.
    private func untilListening(_ channels: Int) async throws {
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
