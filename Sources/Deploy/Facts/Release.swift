/// What this release of the server has, so that a profile may name what is still to come: its entries are
/// complete and serve as soon as the software does; until then checks say 'not in this release'.
enum Release {
    /// Roles of the server that do their work in this release.
    static let roles: Set<String> = ["gateway", "realtime", "processor", "web"]
    /// Every role's name.
    static let allRoles = [
        "gateway", "realtime", "processor", "reconciler", "notifier", "analytics", "relay", "web",
    ]
    /// Screens that `web/dist` has.
    static let screens: Set<String> = ["pos", "kitchen", "boss"]
    /// Every screen's name, with other names that documents give them.
    static let allScreens = [
        "pos", "waiter", "kitchen", "boss", "menu", "tickets", "box-office", "scan", "pay",
    ]
    /// Groups of routes below `/api/v1/`.
    static let allRoutes = ["auth", "organizations", "events", "sales", "files"]
    /// Groups that this release answers.
    static let routes: Set<String> = ["auth", "organizations"]
}
