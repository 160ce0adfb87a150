import Base
public import Ledger

/// What stands against the card's money in the books: at the till the check's clearing account and the tips.
///
/// The intent keeps them, so that an outcome that becomes known later is booked as the till would have booked
/// it.
public struct CounterPosting: Sendable, Equatable {
    /// The account credited when money comes, debited when it goes back.
    public let account: AccountCode
    /// Minor units, above zero.
    public let amount: Int64

    /// A counter account's share.
    public init(_ account: AccountCode, _ amount: Int64) {
        self.account = account
        self.amount = amount
    }
}

extension CounterPosting {
    /// The template as an intent's row keeps it.
    static func json(_ template: [CounterPosting]) -> JSON {
        .array(template.map { ["account": .string($0.account.code), "amount": .integer($0.amount)] })
    }

    /// The template of a row; nil when the row is damaged.
    static func template(_ json: JSON) -> [CounterPosting]? {
        var template: [CounterPosting] = []
        for element in json.array ?? [] {
            guard let code = element["account"]?.text, let account = AccountCode(code: code),
                let amount = element["amount"]?.integer
            else { return nil }
            template.append(CounterPosting(account, amount))
        }
        return template
    }

    /// Whether the parts are all above zero and add up to `amount`.
    static func covers(_ amount: Int64, _ template: [CounterPosting]) -> Bool {
        template.allSatisfy { $0.amount > 0 }
            && template.reduce(Int128(0)) { $0 + Int128($1.amount) } == Int128(amount)
    }
}
