public import Base
public import Organizations
public import Store
import Kitchen

/// Puts the lines of one check onto another: two tables pay together.
public struct MergeChecks: Sendable {
    let check: ID<Check>
    let into: ID<Check>
    let branch: ID<Branch>
    let version: Int64
    let approval: ID<Approval>?

    /// Merges `check` into another one, as of the version that the caller saw of the first.
    public init(
        _ check: ID<Check>, into: ID<Check>, branch: ID<Branch>, version: Int64,
        approval: ID<Approval>? = nil
    ) {
        self.check = check
        self.into = into
        self.branch = branch
        self.version = version
        self.approval = approval
    }

    /// CHECK-007 Every line keeps its own price; the first check ends as merged and its table becomes free;
    /// the kitchen only reads another label (invariant I11).
    ///
    /// - Returns: the check that took the lines over.
    public func run(_ context: CommandContext, in tx: borrowing Transaction) throws -> CheckView {
        guard check != into else { throw CheckRefusal.sameCheck }
        var (source, target) = try load(context, in: tx)
        try source.check.expect(version: version)
        let terms = ApprovalTerms(amount: source.check.money.total, target: into.raw)
        try context.require(.mergeChecks, subject: check.raw, terms: terms, approval: approval, in: tx)
        let moved = try MergeChecks.decide(&source.check, &target.check, source.was) {
            context.surroundings.newID()
        }
        CheckStore.handOver(
            from: check, to: into, shift: moved.shift, lines: moved.lines.count, adjustments: moved.kept,
            source.organization, in: tx)
        try RelabelCheck.run(
            check: check.raw, label: target.check.label, into: (check: into.raw, no: target.check.no),
            context, in: tx)
        source.leave(context, in: tx)
        try source.record("check.merge", reason: "into #\(target.check.no)", context, in: tx)
        return try target.finish(moved, from: source.check, context, in: tx)
    }

    /// Both checks, always locked in the order of their ids, so that two merges never wait for each other.
    private func load(
        _ context: CommandContext, in tx: borrowing Transaction
    ) throws -> (HeldCheck, HeldCheck) {
        if check.description < into.description {
            let source = try HeldCheck.load(check, branch, context, in: tx)
            return (source, try HeldCheck.load(into, branch, context, in: tx))
        }
        let target = try HeldCheck.load(into, branch, context, in: tx)
        return (try HeldCheck.load(check, branch, context, in: tx), target)
    }

    /// What goes over.
    struct Moved {
        /// The lines, at their new positions.
        let lines: [CheckLine]
        /// By how much the positions grew.
        let shift: Int
        /// How many of the source's own adjustments go over as they are.
        let kept: Int
        /// The source's check-wide discounts, now fixed amounts of its lines.
        let turned: [Adjustment]
    }

    static func decide(
        _ source: inout Check, _ target: inout Check, _ was: Check, newID: () -> ID<Adjustment>
    ) throws -> Moved {
        guard !source.tenders.contains(where: { $0.state.isCaptured || $0.state.isReserving }) else {
            throw CheckRefusal.hasPayments
        }
        guard !source.lines.isEmpty else { throw CheckRefusal.empty }
        guard target.lines.count + source.lines.count <= Limits.checkLinesMax else {
            throw CheckRefusal.tooManyLines(most: Limits.checkLinesMax)
        }
        try source.move(.merge)
        try target.move(.addLines)
        let shift = (target.lines.map(\.position).max() ?? -1) + 1
        let turned = try turn(was, newID)
        let own = source.adjustments.filter { $0.line != nil }
        var lines = source.lines
        for index in lines.indices { lines[index].position += shift }
        target.lines += lines
        target.adjustments += own + turned
        target.rounds = max(target.rounds, source.rounds)
        target.guests += source.guests
        source.lines = []
        source.adjustments = []
        source.mergedInto = target.id
        return Moved(lines: lines, shift: shift, kept: own.count, turned: turned)
    }

    /// A discount on the whole source must not grow over the target's lines: each line keeps its part as an
    /// amount.
    private static func turn(_ source: Check, _ newID: () -> ID<Adjustment>) throws -> [Adjustment] {
        guard let first = source.adjustments.first(where: { $0.isDiscount && $0.line == nil }) else {
            return []
        }
        let own = try CheckMoney.of(source.lines, source.adjustments.filter { $0.line != nil }, [])
        return zip(source.lines, zip(source.money.lines, own.lines)).compactMap { line, amounts in
            let part = amounts.0.discount - amounts.1.discount
            guard part > 0 else { return nil }
            return Adjustment(
                id: newID(), kind: .amount, value: part, line: line.id, reason: first.reason, by: first.by,
                at: first.at)
        }
    }
}

extension HeldCheck {
    /// Records the check that took the lines over: they are its own already, only what is new is written.
    fileprivate mutating func finish(
        _ moved: MergeChecks.Moved, from source: Check, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> CheckView {
        try check.reckon()
        check.version = was.version + 1
        var known = was
        known.lines += moved.lines
        known.adjustments += check.adjustments.filter { adjustment in
            !was.adjustments.contains(adjustment) && !moved.turned.contains(adjustment)
        }
        CheckStore.update(check, was: known, organization, at: context.now, in: tx)
        return tell("check.merge", reason: "from #\(source.no)", context, in: tx)
    }
}
