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
        let truth = sent.proof.answered(Array(rows.dropFirst(opening.count)))
        let judged = sent.ready.map { (one: $0, holds: truth.bears($0.work, memory)) }
        guard judged.allSatisfy(\.holds) else {
            undo(sent, after: nil)
            setAside(judged.filter { !$0.holds }.map(\.one))
            return carefully(judged.filter(\.holds).map(\.one), on: sent.connection)
        }
        do { try sent.connection.end(sent.halfway, with: "commit") } catch {
            guard error.kind != .connection else { return lose(sent.ready, error) }
            rollback(sent.connection, after: error)
            return setAside(sent.ready)
        }
        tell(sent.ready, in: transaction(rows))
    }

    private func undo(_ sent: Sent, after error: DatabaseError?) {
        // What the writes say does not matter any more.
        do { try sent.connection.end(sent.halfway, with: nil) } catch {}
        rollback(sent.connection, after: error)
    }

    /// Proves first, and writes what holds.
    private func carefully(_ ready: [Ready], on connection: Connection) {
        guard !ready.isEmpty else { return }
        let proof = Proof(of: ready.map(\.work))
        do {
            let rows = try connection.roundTrip(opening + proof.statements(.passedOver))
            let truth = proof.answered(Array(rows.dropFirst(opening.count)))
            let holds = ready.map { truth.bears($0.work, memory) }
            setAside(zip(ready, holds).filter { !$1 }.map(\.0))
            write(zip(ready, holds).filter { $1 }.map(\.0), in: transaction(rows), on: connection)
        } catch {
            rollback(connection, after: error)
            setAside(ready)
        }
    }

    private func write(_ ready: [Ready], in transaction: String?, on connection: Connection) {
        guard !ready.isEmpty, let writes = JoinedWrites(of: ready.map(\.work)).statements else {
            rollback(connection, after: nil)
            return setAside(ready)
        }
        do {
            _ = try connection.roundTrip(writes + [Outgoing("commit" as SQL)])
        } catch {
            guard error.kind != .connection else { return lose(ready, error) }
            rollback(connection, after: error)
            return setAside(ready)
        }
        tell(ready, in: transaction)
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
