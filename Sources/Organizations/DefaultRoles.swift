import Base

/// The roles that every organization begins with; owners change their grants later.
enum DefaultRoles {
    /// A role as an organization begins with it.
    struct Preset {
        let id: String
        let name: String
        let grants: [Action: Grant]
    }

    static let all: [Preset] = [owner, manager, cashier, waiter, cook]

    static let owner = Preset(id: "owner", name: "Sahip", grants: allowing(Action.allCases))

    static let manager = Preset(
        id: "manager", name: "Müdür",
        grants: allowing(Action.allCases.filter { ![.editKeys].contains($0) })
            .merging([.discount: Grant(.allow, limit: 5_000)]) { $1 })

    static let cashier = Preset(
        id: "cashier", name: "Kasiyer",
        grants: allowing([
            .openCheck, .addLines, .sendLines, .voidNew, .voidSent, .moveCheck, .mergeChecks, .bill, .unbill,
            .pay,
            .openDrawer, .moveDrawerCash, .countDrawer, .closeDrawer, .setAvailability, .readX,
        ]).merging(
            approved([
                .voidPrepared, .comp, .voidCheck, .refund, .resolvePayment, .closeDay,
            ])
        ) { $1 }.merging([.discount: Grant(.allow, limit: 1_000)]) { $1 })

    static let waiter = Preset(
        id: "waiter", name: "Garson",
        grants: allowing([.openCheck, .addLines, .sendLines, .voidNew, .moveCheck, .mergeChecks, .bill, .pay])
            .merging(
                approved([
                    .voidSent, .voidPrepared, .comp, .discount, .unbill, .voidCheck, .refund, .resolvePayment,
                ])
            ) { $1 })

    static let cook = Preset(
        id: "cook", name: "Aşçı", grants: allowing([.bump, .recall, .setAvailability]))

    /// What a paired screen may do with nobody signed in: a kitchen's screen serves whoever stands before it.
    static func grants(of kind: DeviceKind) -> [Action: Grant] {
        switch kind {
        case .kitchen: allowing([.bump, .recall, .setAvailability])
        case .pos, .waiter, .boss: [:]
        }
    }

    private static func allowing(_ actions: [Action]) -> [Action: Grant] {
        Dictionary(uniqueKeysWithValues: actions.map { ($0, Grant(.allow)) })
    }

    private static func approved(_ actions: [Action]) -> [Action: Grant] {
        Dictionary(uniqueKeysWithValues: actions.map { ($0, Grant(.approve)) })
    }
}
