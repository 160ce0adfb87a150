public import Base

/// What cannot be done with an organization, branch, device or key.
public enum OrganizationRefusal: Refusal, Equatable {
    /// Another organization has that slug.
    case slugTaken
    /// A slug of other than lower-case letters, digits and hyphens.
    case badSlug
    /// No such organization.
    case unknownOrganization
    /// No such branch, or not one the caller may see.
    case unknownBranch
    /// No such time zone.
    case unknownTimeZone
    /// The business day that runs now would become another one.
    case dayWouldChange
    /// It was changed since the caller saw it; its version now.
    case staleVersion(current: Int64)
    /// Another branch has that name.
    case branchNameTaken
    /// An organization has no room for more branches.
    case tooManyBranches(most: Int)
    /// No such device.
    case unknownDevice
    /// The device was shut out.
    case deviceRevoked
    /// Nobody pays at such a device, so it has no drawer.
    case takesNoCash
    /// The pairing code is wrong, used up or lapsed.
    case wrongCode
    /// No such API key.
    case unknownKey
    /// A scope that does not exist.
    case unknownScope(String)

    /// The problem for the caller.
    public var problem: Problem {
        switch self {
        case .slugTaken: Problem(409, "slug_taken", "Another organization has this slug.")
        case .badSlug: Problem(422, "bad_slug", "A slug has lower-case letters, digits and hyphens.")
        case .unknownOrganization: Problem(404, "not_found")
        case .unknownBranch: Problem(404, "not_found")
        case .unknownTimeZone: Problem(422, "unknown_time_zone")
        case .dayWouldChange:
            Problem(409, "business_day_would_change", "The business day that runs now would become another.")
        case .staleVersion(let current): Problem(409, "stale_version", facts: ["version": .integer(current)])
        case .branchNameTaken: Problem(409, "branch_name_taken", "Another branch has this name.")
        case .tooManyBranches(let most):
            Problem(409, "too_many_branches", facts: ["max": .integer(Int64(most))])
        case .unknownDevice: Problem(404, "not_found")
        case .deviceRevoked: Problem(409, "device_revoked", "The device was shut out.")
        case .takesNoCash:
            Problem(409, "device_takes_no_cash", "Only a till or a waiter's handheld has a drawer.")
        case .wrongCode: Problem(401, "wrong_code", "The code is wrong, used up or lapsed.")
        case .unknownKey: Problem(404, "not_found")
        case .unknownScope(let scope): Problem(422, "unknown_scope", facts: ["scope": .string(scope)])
        }
    }
}
