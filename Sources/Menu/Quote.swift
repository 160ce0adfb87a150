public import Base
public import Organizations

/// A choice of an option and how many of it.
public struct OptionChoice: Sendable, Hashable {
    /// The option.
    public let option: ID<ModifierOption>
    /// How many of it go with one piece, from 1.
    public let count: Int

    /// So many of this option.
    public init(_ option: ID<ModifierOption>, _ count: Int = 1) {
        self.option = option
        self.count = count
    }
}

/// Where and when something is sold, as the menu needs to know it.
public struct SaleMoment: Sendable {
    /// The branch.
    public let branch: ID<Branch>
    /// The moment.
    public let at: Instant
    /// What clock and calendar show at the branch then.
    public let local: LocalTime
    /// How the guest takes it.
    public let orderType: OrderType

    /// A sale at a branch in its zone.
    public init(branch: ID<Branch>, at: Instant, zone: LocalZone, orderType: OrderType) {
        self.branch = branch
        self.at = at
        self.local = zone.local(at)
        self.orderType = orderType
    }
}

extension MenuSnapshot {
    /// MENU-002 The server's price counts (I15): of the portion at this branch and minute, with its options.
    ///
    /// - Parameters:
    ///   - portion: nil: the product's default portion.
    ///   - options: in the order chosen; the first ones of a group with free options are the free ones.
    ///   - quantity: how much is wanted, checked against what is left.
    public func quote(
        _ product: ID<Product>, portion: ID<Portion>? = nil, options: [OptionChoice] = [],
        quantity: Quantity = .one, at moment: SaleMoment, availability: AvailabilityBoard
    ) throws(MenuRefusal) -> PricedProduct {
        guard let found = self.product(product), !found.archived else { throw .unknownProduct(product.raw) }
        guard sells(found, at: moment.branch) else { throw .notAvailableHere(product.raw) }
        let size = try self.portion(portion, of: found)
        let priced = try MenuSnapshot.price(options, in: groups(of: found))
        guard
            let rate = taxClass(found.taxClass)?
                .rate(in: jurisdiction, on: moment.local.day, for: moment.orderType)
        else { throw .noTaxRate(product.raw) }
        let price = try unitPrice(of: size, found, at: moment)
        let result = PricedProduct(
            product: product, portion: size.id, category: found.category, name: name(of: found, size),
            kitchenName: kitchenName(of: found, size), unitPrice: price.price, options: priced, taxRate: rate,
            allergens: found.allergens, barcode: found.barcode, priceRule: price.rule)
        guard let demands = try? result.demands(for: quantity) else { throw .notAvailableHere(product.raw) }
        try availability.check(demands, at: moment.at)
        return result
    }

    private func portion(_ id: ID<Portion>?, of product: Product) throws(MenuRefusal) -> Portion {
        guard let id else {
            guard let usual = product.defaultPortion else { throw .notAvailableHere(product.id.raw) }
            return usual
        }
        guard let found = product.portions.first(where: { $0.id == id }) else {
            throw .unknownPortion(id.raw)
        }
        return found
    }

    /// The price of a portion at a branch and minute, price rules included.
    func unitPrice(
        of portion: Portion, _ product: Product, at moment: SaleMoment
    ) throws(MenuRefusal) -> (price: Int64, rule: ID<PriceRule>?) {
        let sale = PriceRule.Sale(
            product: product.id, category: product.category, branch: moment.branch,
            orderType: moment.orderType,
            local: moment.local)
        do {
            return try PriceRule.price(
                of: usualPrice(of: portion, at: moment.branch), for: sale, under: rules)
        } catch {
            throw .notAvailableHere(product.id.raw)
        }
    }

    private func name(of product: Product, _ portion: Portion) -> LocalText {
        guard product.portions.count > 1, !portion.name.isEmpty else { return product.name }
        let languages = Set(product.name.texts.keys).union(portion.name.texts.keys)
        return LocalText(
            Dictionary(
                uniqueKeysWithValues: languages.map {
                    ($0, "\(product.name.text(in: $0)) (\(portion.name.text(in: $0)))")
                }))
    }

    private func kitchenName(of product: Product, _ portion: Portion) -> String {
        let base = product.kitchenName ?? product.name.text(in: "tr")
        guard product.portions.count > 1, !portion.name.isEmpty else { return base }
        return "\(base) (\(portion.name.text(in: "tr")))"
    }

    /// MENU-003 Each group's minimum and maximum hold; its first `freeCount` choices cost nothing.
    static func price(
        _ choices: [OptionChoice], in groups: [ModifierGroup]
    ) throws(MenuRefusal) -> [PricedOption] {
        for choice in choices where !groups.contains(where: { $0.option(choice.option) != nil }) {
            throw .optionNotInGroup(choice.option.raw)
        }
        var priced: [PricedOption] = []
        var taken: Set<ID<ModifierOption>> = []
        for group in groups {
            let chosen = choices.filter { !taken.contains($0.option) && group.option($0.option) != nil }
            taken.formUnion(chosen.map(\.option))
            let total = chosen.reduce(0) { $0 + $1.count }
            guard total >= group.min else { throw .groupRequired(group: group.id.raw, min: group.min) }
            guard total <= group.max else { throw .groupMax(group: group.id.raw, max: group.max) }
            var free = group.freeCount
            for choice in chosen {
                guard let option = group.option(choice.option) else { continue }
                let given = Swift.min(free, choice.count)
                free -= given
                if given > 0 { priced.append(option.priced(0, given)) }
                if choice.count > given { priced.append(option.priced(option.price, choice.count - given)) }
            }
        }
        return priced
    }
}

extension ModifierGroup {
    func option(_ id: ID<ModifierOption>) -> ModifierOption? { options.first { $0.id == id } }
}

extension ModifierOption {
    func priced(_ price: Int64, _ count: Int) -> PricedOption {
        PricedOption(
            id: id, name: name, kitchenText: kitchenText ?? name.text(in: "tr"), kind: kind, price: price,
            count: count)
    }
}
