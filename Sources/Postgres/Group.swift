import Store

/// Commands that commit together.
///
/// Each has run without asking the database for anything. What they took as known is proven, with its locks,
/// and all of their writes go out, in one trip; while the database writes, the proof is judged, and only then
/// the commit follows. Whoever took as known what is no longer so is set aside and runs alone; the others are
/// proven first and written then, in two trips. A write that fails undoes the whole group, and every command
/// of it runs alone. While the commit is under way, the next group may follow on the same connection.
struct Group {
    /// Who is of it.
    let members: [Member]
    private let memory: ScopedMemory
    private let opening: [SQL]
    private let connection: Connection
    private let ready: [Ready]
    private let proof: Proof
    private var halfway: Connection.Halfway

    /// Sends everything but the commit; nil when everybody had to be set aside.
    init?(_ members: [Member], _ memory: ScopedMemory, on connection: Connection) {
        let ready = members.compactMap { Group.ran($0, memory) }
        guard !ready.isEmpty else { return nil }
        let proof = Proof(of: ready.map(\.work))
        let opening = Opening.telling(memory.scope)
        guard let writes = JoinedWrites(of: ready.map(\.work)).statements else {
            for one in ready { one.aside() }
            return nil
        }
        do {
            halfway = try connection.begin(
                (opening + proof.statements(.refused)).map { Outgoing($0) }, then: writes)
        } catch {
            for one in ready { one.aside() }
            return nil
        }
        self.members = members
        self.memory = memory
        self.opening = opening
        self.connection = connection
        self.ready = ready
        self.proof = proof
    }

    /// Commits it when everything holds that it took as known; `follow` is called when nothing but the commit
    /// is left to the database. Gives those whose work is durable, to be told.
    mutating func end(_ follow: (Connection) -> Void) -> [Ready] {
        let rows: [Rows]
        do { rows = try connection.answers(of: halfway) } catch {
            undo(after: error)
            // A row that somebody holds is one command's matter.
            return error.kind == .timeout ? carefully(ready) : setAside(ready)
        }
        let (right, wrong) = judged(ready, by: proof, rows)
        guard wrong.isEmpty else {
            undo(after: nil)
            _ = setAside(wrong)
            return carefully(right)
        }
        do {
            let ending = try connection.commit()
            if let failure = try connection.failure(of: &halfway) {
                try connection.end(halfway, ending)
                return refused(right, failure)
            }
            follow(connection)
            try connection.end(halfway, ending)
        } catch {
            // A commit that fails has ended its transaction: what is on its way behind it begins anew.
            return error.kind == .connection ? lost(right, error) : setAside(right)
        }
        return durable(right, rows)
    }

    private func undo(after error: DatabaseError?) {
        // What the writes say does not matter any more.
        do { try connection.abandon(halfway) } catch {}
        rollback(after: error)
    }

    /// Proves first, and writes what holds.
    private func carefully(_ ready: [Ready]) -> [Ready] {
        guard !ready.isEmpty else { return [] }
        let proof = Proof(of: ready.map(\.work))
        let rows: [Rows]
        do { rows = try connection.roundTrip(opening + proof.statements(.passedOver)) } catch {
            rollback(after: error)
            return setAside(ready)
        }
        let (right, wrong) = judged(ready, by: proof, rows)
        _ = setAside(wrong)
        guard !right.isEmpty, let writes = JoinedWrites(of: right.map(\.work)).statements else {
            rollback(after: nil)
            return setAside(right)
        }
        do { _ = try connection.roundTrip(writes + [Outgoing("commit" as SQL)]) } catch {
            return error.kind == .connection ? lost(right, error) : refused(right, error)
        }
        return durable(right, rows)
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

    /// What comes right after the commit.
    private func durable(_ ready: [Ready], _ rows: [Rows]) -> [Ready] {
        let transaction = transaction(rows)
        for action in ready.flatMap(\.work.actions) { action(transaction) }
        return ready
    }

    /// The database refused a write: everyone says it again alone, or not.
    private func refused(_ ready: [Ready], _ error: DatabaseError) -> [Ready] {
        rollback(after: error)
        return setAside(ready)
    }

    /// The transaction as it stands on the rows that it writes.
    private func transaction(_ rows: [Rows]) -> String? { rows[opening.count - 1].values.first ?? nil }

    /// What the command left: it has run, or runs now; nil when it was set aside.
    private static func ran(_ member: Member, _ memory: ScopedMemory) -> Ready? {
        if let ready = member.ready { return ready }
        if let ready = member.run(memory) { return ready }
        member.aside()
        return nil
    }

    /// The connection was lost with the commit under way.
    private func lost(_ ready: [Ready], _ error: DatabaseError) -> [Ready] {
        let unknown = DatabaseError(
            kind: .outcomeUnknown, message: "the connection was lost while committing: \(error.message)")
        for one in ready { one.fail(unknown) }
        return []
    }

    private func setAside(_ ready: [Ready]) -> [Ready] {
        for one in ready { one.aside() }
        return []
    }

    private func rollback(after error: DatabaseError?) {
        guard !connection.isBroken else { return }
        do {
            _ = try connection.roundTrip(["rollback"])
            if error?.isStaleStatement == true { try connection.forgetStatements() }
        } catch { return }
    }
}
