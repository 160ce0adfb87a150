public import Base

/// What cannot be done with a person, a role or a membership.
public enum PersonRefusal: Refusal, Equatable {
    /// Somebody has that address.
    case emailTaken
    /// The person belongs to the organization already.
    case alreadyMember
    /// No such role.
    case unknownRole
    /// No such person in the organization.
    case unknownPerson
    /// A PIN has four to eight digits, not all the same and not in a row.
    case weakPIN
    /// A password has ten to two hundred characters.
    case weakPassword
    /// Not an e-mail address.
    case badEmail
    /// Nobody could edit staff any more.
    case lastOwner
    /// The person works for other organizations too; only they change their password.
    case sharedPerson

    /// The problem for the caller.
    public var problem: Problem {
        switch self {
        case .emailTaken: Problem(409, "email_taken")
        case .alreadyMember: Problem(409, "already_member")
        case .unknownRole: Problem(422, "unknown_role")
        case .unknownPerson: Problem(404, "not_found")
        case .weakPIN: Problem(422, "weak_pin", "Four to eight digits, not all the same and not in a row.")
        case .weakPassword: Problem(422, "weak_password", "Ten to two hundred characters.")
        case .badEmail: Problem(422, "bad_email")
        case .lastOwner: Problem(409, "last_owner", "Somebody must be left who can edit staff.")
        case .sharedPerson: Problem(409, "shared_person", "Only the person can change this password.")
        }
    }
}
