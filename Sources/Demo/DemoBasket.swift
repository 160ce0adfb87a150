import Base
import Checks
import Menu

/// What a party orders: by the hour, with the choices that the menu asks for.
struct DemoBasket {
    private let menu: MenuSnapshot
    private let products: [Product]

    init(_ menu: MenuSnapshot) {
        self.menu = menu
        products = menu.products.filter { !$0.archived && !$0.weighed }
    }

    /// Some lines for a party of so many at an hour of the day.
    func lines(for guests: Int, hour: Int, _ chance: inout DemoChance, _ surroundings: Surroundings)
        -> [LineDraft]
    {
        let count = max(1, min(12, guests + chance.number(0...guests)))
        return (0..<count).compactMap { _ in
            guard let product = product(at: hour, &chance) else { return nil }
            return LineDraft(
                id: surroundings.newID(), product: product.id,
                quantity: Quantity(thousandths: chance.happens(15) ? 2000 : 1000),
                options: options(of: product, &chance),
                note: chance.happens(4) ? "az tuzlu" : nil)
        }
    }

    private func product(at hour: Int, _ chance: inout DemoChance) -> Product? {
        for _ in 0..<20 {
            guard let product = chance.pick(products) else { return nil }
            let isBreakfast = menu.category(product.category)?.name.text(in: "tr") == "Kahvaltı"
            if isBreakfast, hour >= 14 { continue }
            if product.containsAlcohol, hour < 17 { continue }
            if !isBreakfast, hour < 11, chance.happens(60) { continue }
            return product
        }
        return nil
    }

    private func options(of product: Product, _ chance: inout DemoChance) -> [LineDraft.Choice] {
        var choices: [LineDraft.Choice] = []
        for group in menu.groups(of: product) {
            let wanted = max(group.min, chance.happens(25) ? 1 : 0)
            var left = group.options
            for _ in 0..<min(wanted, group.max, left.count) {
                let index = chance.number(0...(left.count - 1))
                choices.append(LineDraft.Choice(left.remove(at: index).id))
            }
        }
        return choices
    }
}
