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
    /// The row as `json_to_recordset` reads it.
    var record: JSON {
        [
            "id": .string(id.description), "position": .integer(Int64(position)),
            "product": .string(product.description), "category": .string(category.description),
            "name": name.json,
            "kitchen_name": .string(kitchenName), "unit_price": .integer(unitPrice),
            "options": .array(options.map(\.record)), "options_price": .integer(optionsPrice),
            "tax_rate": .integer(taxRate), "allergens": .array(allergens.map { .string($0) }),
            "quantity": .integer(quantity.thousandths), "voided": .integer(voided.thousandths),
            "voided_amount": .integer(voidedAmount), "void_reason": .text(voidReason), "note": .text(note),
            "seat": .int(seat), "course": .int(course), "state": .string(state.rawValue),
            "round": .int(round),
            "added_by": .text(addedBy.person?.description), "added_by_name": .string(addedBy.name),
            "added_at": .string(addedAt.sql), "gross": .integer(money.gross),
            "discount": .integer(money.discount),
            "comp": .integer(money.comp),
        ]
    }

    /// Whether its row changes; how far the kitchen is stands in the kitchen's rows.
    func differs(from other: CheckLine) -> Bool {
        var same = other
        same.stage = stage
        return self != same
    }

    /// The columns that change after a line was added.
    var change: JSON {
        [
            "id": .string(id.description), "position": .integer(Int64(position)),
            "options": .array(options.map(\.record)), "options_price": .integer(optionsPrice),
            "quantity": .integer(quantity.thousandths), "voided": .integer(voided.thousandths),
            "voided_amount": .integer(voidedAmount), "void_reason": .text(voidReason), "note": .text(note),
            "seat": .int(seat), "course": .int(course), "state": .string(state.rawValue),
            "round": .int(round),
            "gross": .integer(money.gross), "discount": .integer(money.discount),
            "comp": .integer(money.comp),
        ]
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

extension Tender {
    var record: JSON {
        [
            "id": .string(id.description), "request": .string(request.text), "kind": .string(kind.rawValue),
            "state": .string(state.rawValue), "amount": .integer(amount), "tendered": .amount(tendered),
            "tip": .integer(tip), "provider": .text(provider?.rawValue), "connector": .text(card?.connector),
            "intent": .text(card?.intent.text), "card_brand": .text(card?.brand),
            "card_last4": .text(card?.last4),
            "session": .text(session?.text), "person": .text(by.person?.description),
            "person_name": .string(by.name),
            "at": .string(at.sql), "business_day": .string(businessDay.text), "refunded": .integer(refunded),
            "refunded_open": .integer(refundedOpen),
        ]
    }
}

extension JSON {
    static func text(_ value: String?) -> JSON { value.map { .string($0) } ?? .null }
    static func int(_ value: Int?) -> JSON { value.map { .integer(Int64($0)) } ?? .null }
    static func amount(_ value: Int64?) -> JSON { value.map { .integer($0) } ?? .null }
}
