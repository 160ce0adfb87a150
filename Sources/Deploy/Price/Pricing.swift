/// Collects the lines of a graph.
struct Pricing {
    let graph: Graph
    let table: PriceTable
    let usage: Usage
    var lines: [PriceLine] = []
    var missing: [MissingPrice] = []
    var notes: [String] = []

    /// Adds a line for pieces that run all month, or notes that their price is missing.
    mutating func add(
        _ group: CostGroup, _ label: String, _ item: String, _ unit: PriceUnit, in region: String,
        pieces: ClosedRange<Int> = 1...1, hours: Int = 730, use: String? = nil, origin: String
    ) {
        let times = (unit == .hour ? hours : 1) * 1_000
        add(
            group, label, item, unit, in: region,
            thousandths: (pieces.lowerBound * times)...(pieces.upperBound * times), use: use, origin: origin)
    }

    /// Adds a line for an amount in thousandths of the unit, or notes that its price is missing.
    mutating func add(
        _ group: CostGroup, _ label: String, _ item: String, _ unit: PriceUnit, in region: String,
        thousandths: ClosedRange<Int>, use: String? = nil, origin: String
    ) {
        guard thousandths.upperBound > 0 else { return }
        guard let price = table.price(item, unit, in: region) else {
            let gap = MissingPrice(item: item, unit: unit, region: region, origin: origin)
            if !missing.contains(gap) { missing.append(gap) }
            return
        }
        let line = PriceLine(
            group: group, label: label, region: region, amount: thousandths, unit: unit.word, price: price,
            use: use)
        guard
            let same = lines.firstIndex(where: {
                $0.group == group && $0.label == label && $0.region == region && $0.price == price
                    && $0.use == use
            })
        else {
            lines.append(line)
            return
        }
        let known = lines[same].amount
        lines[same].amount =
            (known.lowerBound + thousandths.lowerBound)...(known.upperBound + thousandths.upperBound)
    }

    /// Notes something that costs the system nothing.
    mutating func note(_ text: String) {
        if !notes.contains(text) { notes.append(text) }
    }
}

extension PriceUnit {
    /// The unit's word behind an amount.
    var word: String {
        switch self {
        case .hour: "hours"
        case .month: "a month"
        case .gb: "GB"
        case .gbMonth: "GB-months"
        case .million: "million"
        case .ratio: "times"
        }
    }
}

extension Value {
    /// A whole number, also where it is written as a text.
    var number: Int? {
        switch self {
        case .integer(let number): number
        case .text(let text): Int(text)
        case .thousandths(let number): number / 1_000
        default: nil
        }
    }

    /// A text.
    var string: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    /// A truth value, also where it is written as a text.
    var flag: Bool? {
        switch self {
        case .truth(let truth): truth
        case .text(let text): text == "true" ? true : text == "false" ? false : nil
        default: nil
        }
    }

    /// The values of a list.
    var items: [Value] {
        guard case .list(let values) = self else { return [] }
        return values
    }

    /// The value at the end of a path of names.
    func at(_ path: String...) -> Value? {
        path.reduce(Optional(self)) { $0?[$1] }
    }
}
