import Base
import Organizations

/// A person to be added.
struct AddPersonBody: Shaped {
    let name: String
    let email: String?
    let language: String
    let role: String
    let branches: [ID<Branch>]?
    let pin: String?
    let password: String?

    static let shape = Shape<AddPersonBody>.object(
        "AddPerson", AddPersonBody.init(name:email:language:role:branches:pin:password:),
        Field("name", \.name, .freeText(1...80), "What others call them."),
        Field(optional: "email", \.email, .text(3...254), "For signing in to the back office."),
        Field("language", \.language, .oneOf(["tr", "en"]), absent: "tr", "Their screens' language."),
        Field("role", \.role, .text(1...40), "What they may do."),
        Field(
            optional: "branches", \.branches, Shape<ID<Branch>>.id().list(0...500),
            "Only these; all when null."),
        Field(optional: "pin", \.pin, .text(4...12), "For shared devices."),
        Field(optional: "password", \.password, .text(1...200), "For the back office."))
}

/// A change of a person; what is left out stays.
struct ChangePersonBody: Shaped {
    let name: String?
    let language: String?
    let role: String?
    let branches: [ID<Branch>]?

    static let shape = Shape<ChangePersonBody>.object(
        "ChangePerson", ChangePersonBody.init(name:language:role:branches:),
        Field(optional: "name", \.name, .freeText(1...80), "What others call them."),
        Field(optional: "language", \.language, .oneOf(["tr", "en"]), "Their screens' language."),
        Field(optional: "role", \.role, .text(1...40), "What they may do."),
        Field(
            optional: "branches", \.branches, Shape<ID<Branch>>.id().list(0...500),
            "Only these; an empty list: all."))
}

/// A new PIN.
struct SetPINBody: Shaped {
    let pin: String

    static let shape = Shape<SetPINBody>.object(
        "SetPin", SetPINBody.init(pin:), Field("pin", \.pin, .text(4...12), "Digits."))
}

/// What a role may do, for the actions named.
struct GrantsBody: Shaped {
    let grants: [Action: Grant]

    static let shape = Shape<GrantsBody>.object(
        "SetGrants", GrantsBody.init(grants:), Field("grants", \.grants, .grants))
}
