import Base
import Organizations
import struct FoundationEssentials.UUID

/// Sign-in of a person by e-mail and password.
struct SignInBody: Shaped {
    let email: String
    let password: String
    let organization: ID<Organization>?

    static let shape = Shape<SignInBody>.object(
        "SignIn", SignInBody.init(email:password:organization:),
        Field("email", \.email, .text(3...254), "The person's e-mail address."),
        Field("password", \.password, .text(1...200), "The password."),
        Field(
            optional: "organization", \.organization, .id(),
            "Which organization, for a person who belongs to several."))
}

/// Sign-in of a person by PIN on a paired device.
struct PINSignInBody: Shaped {
    let person: ID<Person>
    let pin: String

    static let shape = Shape<PINSignInBody>.object(
        "PinSignIn", PINSignInBody.init(person:pin:),
        Field("person", \.person, .id(), "Chosen from the branch's people."),
        Field("pin", \.pin, .text(4...12), "The person's PIN."))
}

/// Pairing of a device by a code that a manager made.
struct PairDeviceBody: Shaped {
    let code: String
    let kind: DeviceKind
    let name: String

    static let shape = Shape<PairDeviceBody>.object(
        "PairDevice", PairDeviceBody.init(code:kind:name:),
        Field("code", \.code, .text(4...20), "The pairing code."),
        Field("kind", \.kind, .choice, "What the device is."),
        Field("name", \.name, .freeText(1...60), "What people call it."))
}

/// A request for a pairing code.
struct DeviceCodeBody: Shaped {
    let kind: DeviceKind

    static let shape = Shape<DeviceCodeBody>.object(
        "DeviceCodeRequest", DeviceCodeBody.init(kind:),
        Field("kind", \.kind, .choice, "What will be paired."))
}

/// A manager's approval of one action of somebody else.
struct ApprovalBody: Shaped {
    let person: ID<Person>
    let pin: String
    let action: Action
    let subject: UUID
    let terms: ApprovalTerms

    static let shape = Shape<ApprovalBody>.object(
        "ApprovalRequest", ApprovalBody.init(person:pin:action:subject:terms:),
        Field("person", \.person, .id(), "Who approves."), Field("pin", \.pin, .text(4...12), "Their PIN."),
        Field("action", \.action, .choice, "What they approve."),
        Field("subject", \.subject, .uuid, "The line, check or tender that it is approved for."),
        Field(
            "terms", \.terms, ApprovalTerms.shape,
            "What they were shown: the `terms` of the refusal that asked for it. It holds for nothing else."))
}
