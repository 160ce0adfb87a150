public import Base

/// Why somebody or something is not let in; always 401.
public enum SignInRefusal: Refusal, Equatable {
    /// The token is unknown, revoked or not one of ours.
    case unauthenticated
    /// E-mail or password is wrong; which one is not said.
    case wrongCredentials
    /// Too many wrong passwords.
    case locked(until: Instant)
    /// The PIN is wrong; so many tries are left.
    case wrongPIN(left: Int)
    /// Too many wrong PINs of this person on this device.
    case pinLocked(until: Instant)
    /// Only a paired device may do this.
    case deviceNeeded
    /// The person belongs to no organization that lets them in.
    case noMembership

    /// 401 with what the screen can say.
    public var problem: Problem {
        switch self {
        case .unauthenticated: Problem(401, "unauthenticated", "A valid token is needed.")
        case .wrongCredentials: Problem(401, "wrong_credentials", "E-mail or password is wrong.")
        case .locked(let until):
            Problem(
                401, "sign_in_locked", "Too many wrong passwords.", facts: ["until": .string(until.rfc3339)])
        case .wrongPIN(let left):
            Problem(401, "wrong_pin", "The PIN is wrong.", facts: ["left": .integer(Int64(left))])
        case .pinLocked(let until):
            Problem(401, "pin_locked", "Too many wrong PINs.", facts: ["until": .string(until.rfc3339)])
        case .deviceNeeded: Problem(401, "device_needed", "Only a paired device may do this.")
        case .noMembership: Problem(401, "no_membership", "No organization lets this person in.")
        }
    }
}

/// How many wrong tries there may be, and how long the door stays shut then.
enum LockOut {
    static let triesMax = 5
    static let seconds: Int64 = 15 * 60
}
