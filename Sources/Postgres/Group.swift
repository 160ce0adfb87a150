import CShims
import Store

/// Commands that commit together.
///
/// Each has run without asking the database for anything. What they took as known is proven, with its locks,
/// and all of their writes go out, in one trip; while the database writes, the proof is judged, and only then
/// the commit follows. Whoever took as known what is no longer so is set aside and runs alone; the others are
/// proven first and written then, in two trips. A write that fails undoes the whole group, and every command
/// of it runs alone.
struct Group {
    /// A group on its way: everything but the commit is sent.
    struct Sent {
        fileprivate let ready: [Ready]
        fileprivate let proof: Proof
        fileprivate let connection: Connection
        fileprivate let halfway: Connection.Halfway
    }

    private let members: [Member]
    private let memory: ScopedMemory
    private let opening: [SQL]

    init(_ members: [Member], _ memory: ScopedMemory) {
        self.members = members
        self.memory = memory
        opening = Opening.telling(memory.scope)
    }

    /// Sends it; nil when everybody had to be set aside.
    func send(on seat: Seat) -> Sent? {
        let ready = members.compactMap(ran)
        guard !ready.isEmpty else { return nil }
        let proof = Proof(of: ready.map(\.work))
        guard let writes = JoinedWrites(of: ready.map(\.work)).statements else {
            setAside(ready)
            return nil
        }
        do {
            let connection = try seat.open()
            let halfway = try connection.begin(
                (opening + proof.statements(.refused)).map { Outgoing($0) }, then: writes)
            return Sent(ready: ready, proof: proof, connection: connection, halfway: halfway)
        } catch {
            setAside(ready)
            return nil
        }
    }

    /// Commits it when everything holds that it took as known.
    func end(_ sent: Sent) {
        let rows: [Rows]
        do { rows = try sent.connection.answers(of: sent.halfway) } catch {
            undo(sent, after: error)
            // A row that somebody holds is one command's matter.
            return error.kind == .timeout ? carefully(sent.ready, on: sent.connection) : setAside(sent.ready)
        }
        let (right, wrong) = judged(sent.ready, by: sent.proof, rows)
        guard wrong.isEmpty else {
            undo(sent, after: nil)
            setAside(wrong)
            return carefully(right, on: sent.connection)
        }
        commit(right, rows, on: sent.connection) { () throws(DatabaseError) in
            try sent.connection.end(sent.halfway, commits: true)
        }
    }

    private func undo(_ sent: Sent, after error: DatabaseError?) {
        // What the writes say does not matter any more.
        do { try sent.connection.end(sent.halfway, commits: false) } catch {}
        rollback(sent.connection, after: error)
    }

    /// Proves first, and writes what holds.
    private func carefully(_ ready: [Ready], on connection: Connection) {
        guard !ready.isEmpty else { return }
        let proof = Proof(of: ready.map(\.work))
        let rows: [Rows]
        do { rows = try connection.roundTrip(opening + proof.statements(.passedOver)) } catch {
            rollback(connection, after: error)
            return setAside(ready)
        }
        let (right, wrong) = judged(ready, by: proof, rows)
        setAside(wrong)
        guard !right.isEmpty, let writes = JoinedWrites(of: right.map(\.work)).statements else {
            rollback(connection, after: nil)
            return setAside(right)
        }
        commit(right, rows, on: connection) { () throws(DatabaseError) in
            _ = try connection.roundTrip(writes + [Outgoing("commit" as SQL)])
        }
    }

    /// Those whose claims hold, and the others; the process learns what is so.
    private func judged(
        _ ready: [Ready], by proof: Proof, _ rows: [Rows]
    ) -> (right: [Ready], wrong: [Ready]) {
        let truth = proof.answered(Array(rows.dropFirst(opening.count)))
        var (right, wrong): ([Ready], [Ready]) = ([], [])
        for one in ready {
            if truth.bears(one.work, memory) { right.append(one) } else { wrong.append(one) }
        }
        return (right, wrong)
    }

    /// The trip with the commit; everybody is told what came of it.
    private func commit(
        _ ready: [Ready], _ rows: [Rows], on connection: Connection,
        _ trip: () throws(DatabaseError) -> Void
    ) {
        do { try trip() } catch {
            guard error.kind != .connection else { return lose(ready, error) }
            rollback(connection, after: error)
            return setAside(ready)
        }
        tell(ready, in: transaction(rows))
    }

    /// The transaction as it stands on the rows that it writes.
    private func transaction(_ rows: [Rows]) -> String? { rows[opening.count - 1].values.first ?? nil }

    private func tell(_ ready: [Ready], in transaction: String?) {
        for one in ready {
            for action in one.work.actions { action(transaction) }
        }
        // The callers go on here, where they need nobody to wake up.
        hesap_thread_lend(1)
        for one in ready { one.tell() }
        hesap_thread_lend(0)
    }

    /// What the command left: it has run, or runs now; nil when it was set aside.
    private func ran(_ member: Member) -> Ready? {
        if let ready = member.ready { return ready }
        if let ready = member.run(memory) { return ready }
        member.aside()
        return nil
    }

    /// The connection was lost with the commit under way.
    private func lose(_ ready: [Ready], _ error: DatabaseError) {
        let unknown = DatabaseError(
            kind: .outcomeUnknown, message: "the connection was lost while committing: \(error.message)")
        for one in ready { one.fail(unknown) }
    }

    private func setAside(_ ready: [Ready]) {
        for one in ready { one.aside() }
    }

    private func rollback(_ connection: Connection, after error: DatabaseError?) {
        guard !connection.isBroken else { return }
        do {
            _ = try connection.roundTrip(["rollback"])
            if error?.isStaleStatement == true { try connection.forgetStatements() }
        } catch { return }
    }
}
