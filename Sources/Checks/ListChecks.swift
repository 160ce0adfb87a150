public import Base
public import Organizations
public import Store

/// The checks of a branch, newest first.
public struct ListChecks: Sendable {
    let branch: ID<Branch>
    let open: Bool?
    let day: Day?
    let limit: Int
    let after: String?

    /// A page: those that guests still sit on, or those that are over, or both; of one business day when one
    /// is named.
    public init(
        branch: ID<Branch>, open: Bool? = nil, day: Day? = nil, limit: Int = Limits.pageRowsDefault,
        after: String? = nil
    ) {
        self.branch = branch
        self.open = open
        self.day = day
        self.limit = min(max(1, limit), Limits.pageRowsMax)
        self.after = after
    }

    /// The page, and what to continue after; nil when this was the last.
    ///
    /// - Throws: `cursor_invalid` for an `after` that no page gave out.
    public func run(
        of organization: ID<Organization>, in tx: borrowing Transaction
    ) throws -> (items: [CheckSummary], next: String?) {
        let rows = try FloorStore.summaries(
            organization, branch, states: states, day: day, after: try number(), limit: limit + 1, in: tx)
        let page = Array(rows.prefix(limit))
        return (page, rows.count > limit ? page.last.map { String($0.no) } : nil)
    }

    private func number() throws -> Int64? {
        guard let after else { return nil }
        guard let number = Int64(after), number > 0 else {
            throw Problem(422, "cursor_invalid", "This is no cursor of this list.")
        }
        return number
    }

    private var states: [CheckState] {
        guard let open else { return CheckState.allCases }
        return CheckState.allCases.filter { $0.isLive == open }
    }
}
