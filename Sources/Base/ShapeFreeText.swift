extension Shape where Value == String {
    /// A text that people write: `text`, and a card number in it is refused before it is stored or logged.
    public static func freeText(_ bounds: ClosedRange<Int> = 0...1000) -> Shape {
        let plain = Shape<String>.text(bounds)
        return Shape(
            schema: plain.schema,
            decode: { json, pointer, faults in
                guard let value = plain.decode(json, pointer, &faults) else { return nil }
                guard !CardNumber.isIn(value) else {
                    faults.append(
                        FieldFault(pointer, "card_number_refused", "Card numbers must not be written here."))
                    return nil
                }
                return value
            }, encode: plain.encode, write: plain.write)
    }
}
