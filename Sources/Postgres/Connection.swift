import CPq
import Glibc
import Store

/// A statement as it travels: its text and its values.
struct Outgoing {
    let text: StatementText
    let values: SQLValues

    init(_ statement: SQL) { self.init(statement.code, statement.values) }

    init(_ text: StatementText, _ values: SQLValues) {
        self.text = text
        self.values = values
    }
}

/// One connection to a server, in libpq's pipeline mode, used by one thread at a time.
///
/// Safe: `raw` is never null, is finished once, in `deinit`, and never leaves this type.
@safe final class Connection {
    private let raw: OpaquePointer
    private var cache = StatementCache(limit: DriverLimits.preparedStatementsMax)
    private let observe: StatementObserver?
    /// What the answer of `sendUnanswered` will be, while it is not read.
    private var owed: [Expected]?
    /// When it was opened, on the monotonic clock.
    let openedAt = monotonicMicroseconds()
    /// True once the connection cannot be used any more.
    private(set) var isBroken = false

    /// Connects, fixes the session's settings and enters pipeline mode. Blocks.
    init(_ settings: ConnectionSettings, observe: StatementObserver? = nil) throws(DatabaseError) {
        self.observe = observe
        let names = settings.keywords.map(\.0)
        let values = settings.keywords.map(\.1)
        let opened = unsafe CStrings(names).with { names in
            unsafe CStrings(values).with { values in unsafe PQconnectdbParams(names, values, 1) }
        }
        guard let opened = unsafe opened else {
            throw DatabaseError(kind: .connection, message: "out of memory")
        }
        unsafe raw = unsafe opened
        guard unsafe PQstatus(raw) == CONNECTION_OK else { throw lost() }
        // Warnings are the server log's business; libpq would print them.
        unsafe PQsetNoticeProcessor(raw, { _, _ in }, nil)
        try script(settings.fixing)
        unsafe PQenterPipelineMode(raw)
    }

    deinit { unsafe PQfinish(raw) }

    /// The socket, for waiting on notifications.
    var descriptor: Int32 { unsafe PQsocket(raw) }

    /// False when the server has closed the connection while it was idle.
    func isAlive() -> Bool {
        guard !isBroken else { return false }
        var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        // A closed connection stays readable: its last words come first, then its end.
        for _ in 0..<8 where unsafe poll(&poller, 1, 0) != 0 {
            guard unsafe PQconsumeInput(raw) == 1, unsafe PQstatus(raw) == CONNECTION_OK else {
                isBroken = true
                return false
            }
        }
        return true
    }

    /// Runs statements without binds, several in one text, outside pipeline mode.
    func script(_ text: String) throws(DatabaseError) {
        try settle()
        let pipelined = unsafe PQpipelineStatus(raw) != PQ_PIPELINE_OFF
        if pipelined { unsafe PQexitPipelineMode(raw) }
        defer { if pipelined { unsafe PQenterPipelineMode(raw) } }
        let answer = unsafe ServerResult(PQexec(raw, text))
        guard let answer else { throw lost() }
        if !answer.succeeded { throw failed(answer, nil) }
    }

    /// Sends all statements in one round trip with one sync; the first failure is thrown, what came after it
    /// did not run.
    func roundTrip(_ statements: [SQL]) throws(DatabaseError) -> [Rows] {
        try roundTrip(statements.map { Outgoing($0) })
    }

    /// The same with statements that are not written as literals here.
    func roundTrip(_ statements: [Outgoing]) throws(DatabaseError) -> [Rows] {
        let started = monotonicMicroseconds()
        let expected = try sendAll(statements)
        try settle()
        let answers = try receiveAll(expected)
        observe?(monotonicMicroseconds() - started, StatementKind(of: statements))
        return answers
    }

    /// Sends a statement without waiting: its answer is read, and a failure ignored, before the next one's.
    func sendUnanswered(_ statement: SQL) throws(DatabaseError) {
        try settle()
        owed = try sendAll([Outgoing(statement)])
    }

    /// Reads the answer that `sendUnanswered` has left.
    private func settle() throws(DatabaseError) {
        guard let expected = owed else { return }
        owed = nil
        do { _ = try receiveAll(expected) } catch {
            if isBroken { throw error }
        }
    }

    private func sendAll(_ statements: [Outgoing]) throws(DatabaseError) -> [Expected] {
        try refuseZeros(statements)
        let expected = try queue(statements)
        guard unsafe PQpipelineSync(raw) == 1 else { throw lost() }
        return expected
    }

    /// The protocol ends a text with a zero: before anything is sent.
    private func refuseZeros(_ statements: [Outgoing]) throws(DatabaseError) {
        for statement in statements where statement.values.holdsZero {
            throw DatabaseError(
                kind: .other("22021"), message: "a value holds a zero byte",
                statement: statement.text.description)
        }
    }

    private func queue(_ statements: [Outgoing]) throws(DatabaseError) -> [Expected] {
        var expected: [Expected] = []
        expected.reserveCapacity(statements.count)
        for statement in statements { try send(statement, &expected) }
        return expected
    }

    private func receiveAll(_ expected: [Expected]) throws(DatabaseError) -> [Rows] {
        let (answers, failure) = try collect(expected)
        try receiveSync()
        if let failure { throw failure }
        return answers
    }

    private func collect(
        _ expected: [Expected]
    ) throws(DatabaseError) -> (answers: [Rows], failure: DatabaseError?) {
        var answers: [Rows] = []
        answers.reserveCapacity(expected.count)
        var failure: DatabaseError?
        for step in expected {
            let failed = try receive(step, &answers)
            failure = failure ?? failed
        }
        return (answers, failure)
    }

    /// Drops every prepared statement, here and on the server.
    func forgetStatements() throws(DatabaseError) {
        cache.forgetAll()
        try script("deallocate all")
    }

    /// The notifications that have arrived: channel and payload.
    func notifications() throws(DatabaseError) -> [(channel: String, payload: String)] {
        guard unsafe PQconsumeInput(raw) == 1 else { throw lost() }
        var found: [(channel: String, payload: String)] = []
        while let notification = unsafe PQnotifies(raw) {
            unsafe found.append(
                (String(cString: notification.pointee.relname), String(cString: notification.pointee.extra)))
            unsafe PQfreemem(notification)
        }
        return found
    }

    // MARK: - A trip whose end depends on its beginning

    /// Statements under way. Their answers are read in this order: `answers`, then either `commit`,
    /// `failure` and `end`, or `abandon`.
    struct Halfway {
        fileprivate let first: [Expected]
        fileprivate var others: [Expected]
        fileprivate let startedAt: Int64
    }

    /// What the commit will answer.
    struct Ending {
        fileprivate let expected: [Expected]
    }

    /// Sends all statements, if need be behind a commit that is under way.
    func begin(_ first: [Outgoing], then others: [Outgoing]) throws(DatabaseError) -> Halfway {
        let startedAt = monotonicMicroseconds()
        try settle()
        try refuseZeros(first + others)
        do throws(DatabaseError) {
            let first = try queue(first)
            guard unsafe PQsendFlushRequest(raw) == 1 else { throw lost() }
            let rest = try queue(others)
            guard unsafe PQsendFlushRequest(raw) == 1, unsafe PQflush(raw) == 0 else { throw lost() }
            return Halfway(first: first, others: rest, startedAt: startedAt)
        } catch {
            // Half of it is on its way: nobody may go on from there.
            isBroken = true
            throw error
        }
    }

    /// The answers of the first statements, which come while the others run.
    func answers(of halfway: Halfway) throws(DatabaseError) -> [Rows] {
        let (answers, failure) = try collect(halfway.first)
        if let failure { throw failure }
        return answers
    }

    /// Sends the commit, which runs unless one of the statements fails.
    func commit() throws(DatabaseError) -> Ending {
        Ending(expected: try sendAll([Outgoing("commit" as SQL)]))
    }

    /// Waits until the other statements have run; how one of them failed.
    func failure(of halfway: inout Halfway) throws(DatabaseError) -> DatabaseError? {
        defer { halfway.others = [] }
        return try collect(halfway.others).failure
    }

    /// Waits for the commit.
    func end(_ halfway: Halfway, _ ending: Ending) throws(DatabaseError) {
        _ = try receiveAll(halfway.others + ending.expected)
        observe?(monotonicMicroseconds() - halfway.startedAt, .commit)
    }

    /// Waits for everything, without a commit.
    func abandon(_ halfway: Halfway) throws(DatabaseError) {
        let ending = try sendAll([])
        _ = try receiveAll(halfway.others + ending)
        observe?(monotonicMicroseconds() - halfway.startedAt, .other)
    }

    // MARK: - One round trip

    fileprivate enum Expected {
        case deallocated
        case prepared(StatementText)
        case answer(StatementText)
    }

    private func send(_ statement: Outgoing, _ expected: inout [Expected]) throws(DatabaseError) {
        var name = cache.find(statement.text)?.name
        if name == nil {
            let (fresh, evicted) = cache.add(statement.text)
            for old in evicted {
                guard unsafe PQsendQueryParams(raw, "deallocate \(old)", 0, nil, nil, nil, nil, 0) == 1 else {
                    throw lost()
                }
                expected.append(.deallocated)
            }
            let types = statement.text.forms.map(\.type)
            guard
                unsafe PQsendPrepare(raw, fresh, statement.text.description, Int32(types.count), types) == 1
            else {
                throw lost()
            }
            expected.append(.prepared(statement.text))
            name = fresh
        }
        let sent = statement.values.withPointers { own in
            unsafe PQsendQueryPrepared(
                raw, name, Int32(statement.values.count), own.values, own.lengths, own.formats, 0)
        }
        guard sent == 1 else { throw lost() }
        expected.append(.answer(statement.text))
    }

    private func receive(_ step: Expected, _ answers: inout [Rows]) throws(DatabaseError) -> DatabaseError? {
        guard let result = unsafe ServerResult(PQgetResult(raw)) else { throw lost() }
        defer { endOfAnswer() }
        switch step {
        case .deallocated: return result.succeeded ? nil : failure(result, nil)
        case .prepared(let text):
            if result.succeeded { return nil }
            cache.forget(text)
            return failure(result, text)
        case .answer(let text):
            guard result.succeeded else { return failure(result, text) }
            let width = result.width
            guard width > 0 else {
                answers.append(Rows(columns: [], bytes: [], places: [], affected: result.affected))
                return nil
            }
            let known = cache.columns(of: text)
            let rows = result.rows(columns: known)
            if known == nil { cache.keep(columns: rows.columns, of: text) }
            answers.append(rows)
            return nil
        }
    }

    /// A skipped statement is no failure of its own: the one before it is.
    private func failure(_ result: borrowing ServerResult, _ text: StatementText?) -> DatabaseError? {
        result.status == PGRES_PIPELINE_ABORTED ? nil : failed(result, text)
    }

    private func failed(_ result: borrowing ServerResult, _ text: StatementText?) -> DatabaseError {
        if unsafe PQstatus(raw) != CONNECTION_OK { isBroken = true }
        return result.failure(of: text?.description)
    }

    /// libpq closes every answer of a pipeline with a null.
    private func endOfAnswer() {
        while !isBroken, let extra = unsafe ServerResult(PQgetResult(raw)) {
            if extra.status == PGRES_FATAL_ERROR, unsafe PQstatus(raw) != CONNECTION_OK { isBroken = true }
        }
    }

    private func receiveSync() throws(DatabaseError) {
        guard !isBroken, let sync = unsafe ServerResult(PQgetResult(raw)), sync.status == PGRES_PIPELINE_SYNC
        else {
            throw lost()
        }
    }

    private func lost() -> DatabaseError {
        isBroken = true
        return DatabaseError(kind: .connection, message: unsafe String(cString: PQerrorMessage(raw)))
    }
}
