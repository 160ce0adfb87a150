import Base
import Menu
import Organizations
import Store

/// The forms that parts of a check have in its rows.
extension LineOption {
    var record: JSON {
        [
            "option": .string(option.description), "name": name.json, "kitchenText": .string(kitchenText),
            "kind": .string(kind.rawValue), "price": .integer(price), "count": .integer(Int64(count)),
        ]
    }

    static func list(_ json: JSON) throws -> [LineOption] {
        var options: [LineOption] = []
        for element in json.array ?? [] {
            var faults: [FieldFault] = []
            guard let option = element["option"]?.text.flatMap({ ID<ModifierOption>($0) }),
                let name = LocalText.shape.decode(element["name"] ?? .null, "", &faults),
                let kitchenText = element["kitchenText"]?.text,
                let kind = element["kind"]?.text.flatMap({ ModifierOption.Kind(rawValue: $0) }),
                let price = element["price"]?.integer, let count = element["count"]?.integer
            else { throw DatabaseError(kind: .decoding, message: "a line's options are damaged") }
            options.append(
                LineOption(
                    option: option, name: name, kitchenText: kitchenText, kind: kind, price: price,
                    count: Int(count)))
        }
        return options
    }
}

extension CheckLine {
    /// The options as its row keeps them.
    var optionsJSON: JSON { .array(options.map(\.record)) }

    /// Whether the other one differs in nothing of the row but state and round.
    func onlyMoved(to other: CheckLine) -> Bool {
        var same = other
        (same.state, same.round, same.stage) = (state, round, stage)
        return self == same
    }

    /// Whether its row changes; how far the kitchen is stands in the kitchen's rows.
    func differs(from other: CheckLine) -> Bool {
        var same = other
        same.stage = stage
        return self != same
    }
}

extension Adjustment {
    var record: JSON {
        [
            "id": .string(id.description), "line": .text(line?.description), "kind": .string(kind.rawValue),
            "value": .integer(value), "reason": .string(reason), "person": .text(by.person?.description),
            "person_name": .string(by.name), "at": .string(at.sql),
        ]
    }
}

extension JSON {
    static func text(_ value: String?) -> JSON { value.map { .string($0) } ?? .null }
}
