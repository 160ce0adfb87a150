public import Store

/// What a role may do. The raw values are the wire's and the database's.
public enum Action: String, CaseIterable, Sendable, SQLValue {
    /// Open a check.
    case openCheck = "check.open"
    /// Add lines to a check and change new ones.
    case addLines = "check.add"
    /// Send new lines to the kitchen.
    case sendLines = "check.send"
    /// Take a line away that was not sent yet.
    case voidNew = "line.delete"
    /// Void a line that was sent but not begun.
    case voidSent = "line.void"
    /// Void a line that the kitchen has begun or finished.
    case voidPrepared = "line.void_prepared"
    /// Give a line away (ikram).
    case comp = "line.comp"
    /// Grant a discount; the limit is in basis points.
    case discount = "check.discount"
    /// Move a check to another table.
    case moveCheck = "check.move"
    /// Merge a check into another.
    case mergeChecks = "check.merge"
    /// Print the bill.
    case bill = "check.bill"
    /// Reopen a billed check.
    case unbill = "check.unbill"
    /// Void a check without payments.
    case voidCheck = "check.void"
    /// Take a payment.
    case pay = "check.pay"
    /// Decide a payment whose outcome is unknown.
    case resolvePayment = "payment.resolve"
    /// Pay money back.
    case refund = "payment.refund"
    /// Start and finish items in the kitchen.
    case bump = "kitchen.bump"
    /// Take a finished item back.
    case recall = "kitchen.recall"
    /// Say what is sold out.
    case setAvailability = "menu.availability"
    /// Change products and prices.
    case editMenu = "menu.edit"
    /// Open a drawer session.
    case openDrawer = "drawer.open"
    /// Put cash into a drawer or take it out.
    case moveDrawerCash = "drawer.move"
    /// Count a drawer.
    case countDrawer = "drawer.count"
    /// Close a drawer session.
    case closeDrawer = "drawer.close"
    /// Read the X report.
    case readX = "report.x"
    /// Close the business day: the Z report.
    case closeDay = "report.z"
    /// Read sales figures.
    case readReports = "report.read"
    /// Read the audit trail.
    case readAudit = "audit.read"
    /// Add and change people, roles and PINs.
    case editStaff = "staff.edit"
    /// Pair and revoke devices.
    case pairDevice = "device.pair"
    /// Make and revoke API keys.
    case editKeys = "key.edit"
}

extension Action {
    /// Whether somebody else can approve it by PIN, once, for one subject: its command takes an approval. The
    /// others a role may do or not.
    public var isApprovable: Bool {
        switch self {
        case .voidSent, .voidPrepared, .comp, .discount, .moveCheck, .mergeChecks, .unbill, .voidCheck,
            .resolvePayment, .refund, .openDrawer, .moveDrawerCash, .countDrawer, .closeDrawer, .closeDay:
            true
        case .openCheck, .addLines, .sendLines, .voidNew, .bill, .pay, .bump, .recall, .setAvailability,
            .editMenu, .readX, .readReports, .readAudit, .editStaff, .pairDevice, .editKeys:
            false
        }
    }

    /// What a role's word on it can be.
    public var permissions: [Permission] { Permission.allCases.filter { $0 != .approve || isApprovable } }
}

/// Whether a role may do an action.
public enum Permission: String, CaseIterable, Sendable, SQLValue {
    /// Yes, up to the grant's limit.
    case allow
    /// Only with someone else's approval; for what is approvable alone.
    case approve
    /// No, with nobody's.
    case deny
}

/// A role's word on one action.
public struct Grant: Sendable, Equatable {
    /// Whether.
    public let permission: Permission
    /// Up to which value it is allowed without approval (a discount's basis points, an amount in minor
    /// units); nil: any.
    public let limit: Int64?

    /// A grant.
    public init(_ permission: Permission, limit: Int64? = nil) {
        self.permission = permission
        self.limit = limit
    }
}
