public import Base
public import Store

/// Whether a key works with test data or with real money.
public enum KeyMode: String, CaseIterable, Sendable, SQLValue {
    /// `sk_test_…`
    case test
    /// `sk_live_…`
    case live
}

/// What an API key opens.
public enum APIScope: String, CaseIterable, Sendable {
    /// Checks and the floor.
    case checks
    /// The kitchen's screens.
    case kitchen
    /// Payments and refunds.
    case payments
    /// Menu and availability.
    case menu
    /// Cash drawers and day closing.
    case drawers
    /// Reports and the audit trail.
    case reports
    /// People, roles, devices.
    case staff

    var actions: [Action] {
        switch self {
        case .checks:
            [
                .openCheck, .addLines, .sendLines, .voidNew, .voidSent, .voidPrepared, .comp, .discount,
                .moveCheck,
                .mergeChecks, .bill, .unbill, .voidCheck,
            ]
        case .kitchen: [.bump, .recall, .setAvailability]
        case .payments: [.pay, .resolvePayment, .refund]
        case .menu: [.editMenu, .setAvailability]
        case .drawers: [.openDrawer, .moveDrawerCash, .countDrawer, .closeDrawer, .readX, .closeDay]
        case .reports: [.readReports, .readAudit, .readX]
        case .staff: [.editStaff, .pairDevice]
        }
    }

    /// What a key with these scopes may do.
    static func grants(_ scopes: [APIScope]) -> [Action: Grant] {
        var grants: [Action: Grant] = [:]
        for action in scopes.flatMap(\.actions) { grants[action] = Grant(.allow) }
        return grants
    }
}

/// A key that programs call with.
public struct APIKey: Sendable, Equatable {
    /// Its identity.
    public let id: ID<APIKey>
    /// What it is for, in the owner's words.
    public let name: String
    /// Test or live.
    public let mode: KeyMode
    /// Its first letters, by which it is recognized.
    public let prefix: String
    /// What it opens.
    public let scopes: [String]
    /// When it was made.
    public let createdAt: Instant
    /// Until when it holds; nil: until revoked.
    public let expiresAt: Instant?
    /// When it was revoked.
    public let revokedAt: Instant?
}

extension APIKey {
    /// The key as it is shown and audited; never the key itself.
    public var json: JSON {
        [
            "id": .string(id.description), "name": .string(name), "mode": .string(mode.rawValue),
            "prefix": .string(prefix), "scopes": .array(scopes.map { .string($0) }),
            "expiresAt": expiresAt.map { .string($0.rfc3339) } ?? .null,
            "revoked": .bool(revokedAt != nil),
        ]
    }
}
