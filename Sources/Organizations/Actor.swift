public import Base
public import Store

/// Who asks: a signed-in person, a paired device, an API key, or Hesap itself.
public struct Actor: Sendable, Equatable {
    /// What kind of caller.
    public enum Kind: String, CaseIterable, Sendable, SQLValue {
        /// Someone signed in by password or PIN.
        case person
        /// A paired screen with nobody signed in.
        case device
        /// An API key.
        case apiKey = "api_key"
        /// Hesap itself: workers, the command line, the demo.
        case system
    }

    /// What kind of caller.
    public let kind: Kind
    /// Whose data they may see.
    public let organization: ID<Organization>
    /// The one branch that the caller is bound to (a device's); nil: any of `branches`.
    public let branch: ID<Branch>?
    /// The branches that the caller may reach; nil: all of the organization's.
    public let branches: [ID<Branch>]?
    /// Who, when it is a person.
    public let person: ID<Person>?
    /// The name for audit and screens: the person's, the device's or the key's.
    public let personName: String
    /// The device the call comes from, when it is a paired one.
    public let device: ID<Device>?
    /// The device's kind.
    public let deviceKind: DeviceKind?
    /// The sign-in that the token stands for.
    public let session: ID<Session>?
    /// The role's id; `device`, `api_key` and `system` where there is none.
    public let role: String
    /// What the caller may do; an action that is missing is denied.
    public let grants: [Action: Grant]
    /// Language of the caller's screens.
    public let language: String

    /// A caller, as sign-in and token resolution make it.
    public init(
        kind: Kind, organization: ID<Organization>, branch: ID<Branch>? = nil, branches: [ID<Branch>]? = nil,
        person: ID<Person>? = nil, personName: String, device: ID<Device>? = nil,
        deviceKind: DeviceKind? = nil,
        session: ID<Session>? = nil, role: String, grants: [Action: Grant], language: String = "tr"
    ) {
        self.kind = kind
        self.organization = organization
        self.branch = branch
        self.branches = branches
        self.person = person
        self.personName = personName
        self.device = device
        self.deviceKind = deviceKind
        self.session = session
        self.role = role
        self.grants = grants
        self.language = language
    }

    /// Hesap itself: allowed everything within one organization.
    public static func system(_ organization: ID<Organization>) -> Actor {
        let all = Action.allCases.map { ($0, Grant(.allow)) }
        return Actor(
            kind: .system, organization: organization, personName: "Hesap", role: "system",
            grants: Dictionary(uniqueKeysWithValues: all))
    }

    /// What the caller's role says of an action, limits aside.
    public func allows(_ action: Action) -> Permission { grants[action]?.permission ?? .deny }

    /// Whether the caller may see and work in a branch.
    public func reaches(_ candidate: ID<Branch>) -> Bool {
        if let branch { return branch == candidate }
        return branches?.contains(candidate) ?? true
    }

    /// What happens when the caller does this, with a value that a limit may bound.
    public func decide(_ action: Action, value: Int64? = nil) -> Decision {
        guard let grant = grants[action] else { return .forbidden }
        switch grant.permission {
        case .deny: return .forbidden
        case .approve: return .needsApproval
        case .allow:
            guard let limit = grant.limit, let value else { return .allowed }
            return value <= limit ? .allowed : .needsApproval
        }
    }

    /// The answer to "may this caller do that".
    public enum Decision: Sendable, Equatable {
        /// Go ahead.
        case allowed
        /// Only with someone's one-shot approval.
        case needsApproval
        /// No.
        case forbidden
    }
}
