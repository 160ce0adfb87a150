import CShims
import Store

/// Commands that commit together, in two round trips: what they took as known is proven, with its locks;
/// then all of their writes go out with the commit.
///
/// A command runs without asking the database for anything. Whoever lacks something, refuses, or took as
/// known what is no longer so, is set aside before anything is written, and runs alone. A write that fails
/// undoes the whole group, and every command of it runs alone.
struct Group {
    /// A command that has run and waits for the commit.
    private struct Ready {
        let member: Member
        let turn: Turn
        let tell: @Sendable () -> Void
    }

    private let members: [Member]
    private let memory: ScopedMemory

    init(_ members: [Member], _ memory: ScopedMemory) {
        self.members = members
        self.memory = memory
    }

    func run(on seat: Seat) {
        let ready = members.compactMap(ran)
        guard !ready.isEmpty else { return }
        let connection: Connection
        do { connection = try seat.open() } catch { return setAside(ready) }
        do {
            let proof = Proof(of: ready.map(\.turn))
            let opening = Opening.telling(memory.scope)
            let rows = try connection.roundTrip(opening + proof.statements)
            let truth = proof.answered(Array(rows.dropFirst(opening.count)))
            let proven = ready.filter { one in
                let holds = truth.bears(one.turn, memory)
                if !holds { one.member.aside() }
                return holds
            }
            let transaction = rows[opening.count - 1].values.first ?? nil
            write(proven, in: transaction, on: connection)
        } catch {
            rollback(connection, after: error)
            setAside(ready)
        }
    }

    /// Runs a command on what is known; nil when it was set aside.
    private func ran(_ member: Member) -> Ready? {
        let turn = Turn(memory)
        do {
            let tell = try member.run(Transaction(on: turn))
            if turn.isWhole { return Ready(member: member, turn: turn, tell: tell) }
        } catch {
            // What it says may rest on what is no longer so: alone it says it again, or not.
        }
        member.aside()
        return nil
    }

    private func write(_ ready: [Ready], in transaction: String?, on connection: Connection) {
        guard !ready.isEmpty, let writes = JoinedWrites(of: ready.map(\.turn)).statements else {
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
        for one in ready {
            for action in one.turn.actions { action(transaction) }
        }
        // The callers go on here, where they need nobody to wake up.
        hesap_thread_lend(1)
        for one in ready { one.tell() }
        hesap_thread_lend(0)
    }

    /// The connection was lost with the commit under way.
    private func lose(_ ready: [Ready], _ error: DatabaseError) {
        let unknown = DatabaseError(
            kind: .outcomeUnknown, message: "the connection was lost while committing: \(error.message)")
        for one in ready { one.member.fail(unknown) }
    }

    private func setAside(_ ready: [Ready]) {
        for one in ready { one.member.aside() }
    }

    private func rollback(_ connection: Connection, after error: DatabaseError?) {
        guard !connection.isBroken else { return }
        do {
            _ = try connection.roundTrip(["rollback"])
            if error?.isStaleStatement == true { try connection.forgetStatements() }
        } catch { return }
    }
}
