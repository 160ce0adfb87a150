public import struct FoundationEssentials.UUID

extension Shape where Value == Int64 {
    /// An integer within bounds; by default what JavaScript keeps exactly, ±(2^53−1).
    public static func integer(_ bounds: ClosedRange<Int64> = -9_007_199_254_740_991...9_007_199_254_740_991)
        -> Shape
    {
        Shape(
            schema: .inline([
                "type": "integer", "format": "int64", "minimum": .integer(bounds.lowerBound),
                "maximum": .integer(bounds.upperBound),
            ]),
            decode: { json, pointer, faults in
                guard case .integer(let value) = json else {
                    faults.append(
                        FieldFault(pointer, "wrong_type", "A whole number is expected, without fraction."))
                    return nil
                }
                guard bounds.contains(value) else {
                    faults.append(
                        FieldFault(
                            pointer, "out_of_range",
                            "A number from \(bounds.lowerBound) to \(bounds.upperBound) is expected."))
                    return nil
                }
                return value
            }, encode: { .integer($0) }, write: { $1.write($0) })
    }

    /// An amount of money in minor units, of either sign.
    public static var amount: Shape { integer() }

    /// An amount of money in minor units, zero or more.
    public static var positiveAmount: Shape { integer(0...9_007_199_254_740_991) }
}

extension Shape where Value == Int {
    /// A small whole number within bounds.
    public static func int(_ bounds: ClosedRange<Int> = 0...1_000_000_000) -> Shape {
        Shape<Int64>.integer(Int64(bounds.lowerBound)...Int64(bounds.upperBound))
            .map(
                to: { Int($0) }, from: { Int64($0) }, code: "out_of_range",
                message: "The number is too large.")
    }
}

extension Shape where Value == Bool {
    /// `true` or `false`.
    public static var flag: Shape {
        Shape(
            schema: .inline(["type": "boolean"]),
            decode: { json, pointer, faults in
                guard case .bool(let value) = json else {
                    faults.append(FieldFault(pointer, "wrong_type", "true or false is expected."))
                    return nil
                }
                return value
            }, encode: { .bool($0) })
    }
}

extension Shape where Value == String {
    /// A text whose number of Unicode scalars is within bounds; control characters other than line breaks are
    /// refused.
    public static func text(_ bounds: ClosedRange<Int> = 0...1000) -> Shape {
        Shape(
            schema: .inline([
                "type": "string", "minLength": .integer(Int64(bounds.lowerBound)),
                "maxLength": .integer(Int64(bounds.upperBound)),
            ]),
            decode: { json, pointer, faults in
                guard case .string(let value) = json else {
                    faults.append(FieldFault(pointer, "wrong_type", "A text is expected."))
                    return nil
                }
                let count = value.unicodeScalars.count
                guard bounds.contains(count) else {
                    let code = count < bounds.lowerBound ? "too_short" : "too_long"
                    faults.append(
                        FieldFault(
                            pointer, code,
                            "Between \(bounds.lowerBound) and \(bounds.upperBound) characters are expected."))
                    return nil
                }
                guard value.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 || $0 == "\n" })
                else {
                    faults.append(
                        FieldFault(pointer, "control_character", "Control characters are not allowed."))
                    return nil
                }
                return value
            }, encode: { .string($0) }, write: { $1.write($0) })
    }

    /// A text of one of these values.
    public static func oneOf(_ values: [String]) -> Shape {
        Shape(
            schema: .inline(["type": "string", "enum": .array(values.map { .string($0) })]),
            decode: { json, pointer, faults in
                guard case .string(let value) = json, values.contains(value) else {
                    faults.append(
                        FieldFault(
                            pointer, "not_allowed", "One of \(values.joined(separator: ", ")) is expected."))
                    return nil
                }
                return value
            }, encode: { .string($0) }, write: { $1.write($0) })
    }
}

extension Shape
where Value: RawRepresentable, Value: CaseIterable, Value.RawValue == String, Value: Sendable {
    /// One of an enum's values, by its raw text.
    @inlinable
    public static var choice: Shape {
        Shape<String>.oneOf(Value.allCases.map(\.rawValue))
            .map(
                to: { Value(rawValue: $0) }, from: { $0.rawValue }, code: "not_allowed",
                message: "Not a known value.")
    }
}

extension Shape where Value == UUID {
    /// A UUID in its text form.
    public static var uuid: Shape {
        Shape(
            schema: .inline(["type": "string", "format": "uuid"]),
            decode: { json, pointer, faults in
                guard case .string(let text) = json, let value = UUID(text: text) else {
                    faults.append(FieldFault(pointer, "not_a_uuid", "A UUID is expected."))
                    return nil
                }
                return value
            }, encode: { .string($0.text) }, write: { $1.write($0) })
    }
}

extension Shape {
    /// A typed id, as UUID text.
    @inlinable
    public static func id<Subject>(_ subject: Subject.Type = Subject.self) -> Shape<ID<Subject>>
    where Value == ID<Subject> {
        Shape<UUID>.uuid.map(
            to: { ID($0) }, from: { $0.raw }, code: "not_a_uuid", message: "A UUID is expected.")
    }
}

extension Shape where Value == Instant {
    /// A moment in RFC 3339.
    public static var instant: Shape {
        Shape(
            schema: .inline(["type": "string", "format": "date-time"]),
            decode: { json, pointer, faults in
                guard case .string(let text) = json, let value = Instant(text) else {
                    faults.append(FieldFault(pointer, "not_a_time", "An RFC 3339 time is expected."))
                    return nil
                }
                return value
            }, encode: { .string($0.rfc3339) }, write: { $1.write($0) })
    }
}

extension Shape where Value == Day {
    /// A date such as `2026-11-21`.
    public static var day: Shape {
        Shape(
            schema: .inline(["type": "string", "format": "date"]),
            decode: { json, pointer, faults in
                guard case .string(let text) = json, let value = Day(text) else {
                    faults.append(FieldFault(pointer, "not_a_date", "A date such as 2026-11-21 is expected."))
                    return nil
                }
                return value
            }, encode: { .string($0.text) })
    }
}

extension Shape where Value == Currency {
    /// An ISO 4217 code.
    public static var currency: Shape {
        Shape<String>.oneOf(Currency.allCodes)
            .map(
                to: { Currency(code: $0) }, from: { $0.code }, code: "not_allowed", message: "Not a currency."
            )
    }
}
