import Base
import Kitchen
import Menu
import Organizations
import Store

/// What the check asks of the kitchen and of counted stock, always within its own transaction.
extension Check {
    /// Learns from the kitchen how far each sent line is.
    mutating func learnStages(_ organization: ID<Organization>, in tx: borrowing Transaction) throws {
        guard lines.contains(where: { $0.round != nil }) else { return }
        learn(try KitchenStages.of(check: id.raw, of: organization, in: tx))
    }

    mutating func learn(_ stages: KitchenStages) {
        for index in lines.indices where lines[index].round != nil {
            lines[index].stage = stages.state(of: lines[index].id.raw).flatMap {
                LineState(rawValue: $0.rawValue)
            }
        }
    }

    /// The round that these lines make at the stations.
    func round(_ number: Int, _ lines: [CheckLine], by waiter: String) -> KitchenRound {
        KitchenRound(
            branch: branch, check: id.raw, no: no, round: number, label: label, orderType: orderType,
            waiter: waiter,
            lines: lines.map(\.kitchenLine))
    }
}

extension CheckLine {
    var kitchenLine: KitchenLine {
        KitchenLine(
            line: id.raw, product: product.raw, category: category.raw, quantity: active, name: kitchenName,
            modifiers: options.map(\.modifier), note: note, allergy: allergy, allergens: allergens,
            seat: seat, course: course,
            held: state == .held)
    }

    /// What so much of it takes from counted stock: the product, and its options by their multiples.
    func demands(_ quantity: Quantity) throws -> [AvailabilityDemand] {
        var demands = [AvailabilityDemand(subject: product.raw, quantity: quantity)]
        for option in options {
            let pieces = try quantity.times(Int64(option.count) * 1000)
            demands.append(
                AvailabilityDemand(subject: option.option.raw, quantity: Quantity(thousandths: pieces)))
        }
        return demands
    }
}

extension LineOption {
    var modifier: KitchenModifier {
        let text = count > 1 ? "\(count)× \(kitchenText)" : kitchenText
        return switch kind {
        case .add: KitchenModifier(text, .add)
        case .remove: KitchenModifier(text, .remove)
        case .plain: KitchenModifier(text, .plain)
        }
    }
}
