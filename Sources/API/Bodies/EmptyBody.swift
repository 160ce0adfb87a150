import Base

/// A body without members: `{}`.
struct EmptyBody: Shaped {
    static let shape = Shape<EmptyBody>(
        schema: .named("Empty", .object([], description: "Nothing: `{}`.")),
        decode: { json, pointer, faults in
            guard case .object(let members) = json else {
                faults.append(FieldFault(pointer, "wrong_type", "An object is expected."))
                return nil
            }
            for (name, _) in members {
                faults.append(FieldFault("\(pointer)/\(name)", "unknown_field", "There is no such member."))
            }
            return members.isEmpty ? EmptyBody() : nil
        }, encode: { _ in .object([]) })
}
