import Base
import Checks
import Drawers
import Kitchen
import Organizations
import Store

/// One business day of one branch, as a list of things that happen, in their order.
struct DemoDay {
    private enum Event {
        case arrive(DemoParty)
        case cook(DemoParty)
        case pay(DemoParty)
    }

    private let shop: DemoShop
    private let day: Day
    private var chance: DemoChance

    init(shop: DemoShop, day: Day, seed: UInt64) {
        self.shop = shop
        self.day = day
        chance = DemoChance(seed: seed)
    }

    /// Parties an hour, from nine in the morning on.
    private static let partiesByHour = [1, 2, 2, 3, 4, 3, 2, 2, 2, 3, 4, 4, 3, 1]

    /// Lives the day; the last one only until now, with its guests still at their tables.
    mutating func run(last: Bool) async throws {
        let end = last ? shop.sales.now : shop.zone.instant(day.advanced(by: 1), minute: 60)
        let usual = shop.zone.instant(day, minute: 8 * 60 + 30)
        let opening = last ? min(usual, end.advanced(seconds: -3600)) : usual
        guard opening < end else { return }
        shop.clock.set(opening)
        let session = try await openDrawer()
        var events = arrivals() + (last ? guestsOfNow(end) : [])
        var taken: Set<ID<DiningTable>> = []
        while !events.isEmpty {
            events.sort { $0.at < $1.at }
            let (at, event) = events.removeFirst()
            guard at < end else { break }
            shop.clock.set(at)
            switch event {
            case .arrive(var party):
                guard try await seat(&party, &taken) else { continue }
                events.append((at.advanced(seconds: Int64(chance.number(4...18)) * 60), .cook(party)))
                events.append((at.advanced(seconds: Int64(party.minutes) * 60), .pay(party)))
            case .cook(let party):
                try await cook(party)
            case .pay(let party):
                try await cook(party)
                try await pay(party)
                if let table = party.table { taken.remove(table) }
            }
        }
        if !last { try await closeUp(session, end) }
    }

    private mutating func arrivals() -> [(at: Instant, event: Event)] {
        let isWeekend = day.weekday >= 6
        var events: [(at: Instant, event: Event)] = []
        for (index, usual) in DemoDay.partiesByHour.enumerated() {
            let parties = max(0, usual + chance.number(-1...1) + (isWeekend ? usual / 3 : 0))
            for _ in 0..<parties {
                let minute = (9 + index) * 60 + chance.number(0...59)
                let party = DemoParty(
                    check: shop.surroundings.newID(), guests: chance.weighted([0, 20, 40, 15, 20, 5]),
                    hour: 9 + index, minutes: chance.number(25...80), isSeated: chance.happens(82),
                    waiter: chance.pick(shop.staff.waiters) ?? shop.staff.manager, table: nil)
                events.append((shop.zone.instant(day, minute: minute), .arrive(party)))
            }
        }
        return events
    }

    /// Whoever starts the demo finds guests at the tables, at any hour.
    private mutating func guestsOfNow(_ now: Instant) -> [(at: Instant, event: Event)] {
        (0..<7).map { index in
            let party = DemoParty(
                check: shop.surroundings.newID(), guests: chance.number(1...4), hour: 13, minutes: 90,
                isSeated: true, waiter: chance.pick(shop.staff.waiters) ?? shop.staff.manager, table: nil)
            return (now.advanced(seconds: -Int64(index * 7 + chance.number(1...5)) * 60), .arrive(party))
        }
    }

    private func openDrawer() async throws -> ID<DrawerSession> {
        let (shop, day) = (shop, day)
        let id = shop.surroundings.newID(DrawerSession.self)
        _ = try await shop.act(shop.staff.cashier) { context, tx in
            let open = try OpenBusinessDay.run(shop.branch.id, natural: day, context, in: tx)
            return try OpenDrawer.run(
                id, drawer: shop.drawer, in: shop.branch.id, float: Money(minor: 150_000, .lira),
                businessDay: open,
                context, in: tx)
        }
        return id
    }

    /// Seats the party, takes its order and sends it; false when the house is full.
    private mutating func seat(_ party: inout DemoParty, _ taken: inout Set<ID<DiningTable>>) async throws
        -> Bool
    {
        if party.isSeated {
            let guests = party.guests
            let free = shop.tables.filter { !taken.contains($0.id) && $0.seats >= guests }
            guard let table = chance.pick(free) else { return false }
            party.table = table.id
            taken.insert(table.id)
        }
        let lines = basketLines(party)
        guard !lines.isEmpty else { return false }
        let (shop, seated) = (shop, party)
        let type: OrderType = party.table != nil ? .dineIn : chance.happens(60) ? .takeaway : .quick
        _ = try await shop.act(party.waiter) { context, tx in
            try OpenCheck(
                id: seated.check, branch: shop.branch.id, orderType: type, table: seated.table,
                guests: seated.guests,
                lines: lines
            ).run(context, in: tx)
        }
        _ = try await shop.act(party.waiter) { context, tx in
            try SendLines(seated.check, branch: shop.branch.id).run(context, in: tx)
        }
        return true
    }

    private mutating func basketLines(_ party: DemoParty) -> [LineDraft] {
        shop.basket.lines(for: party.guests, hour: party.hour, &chance, shop.surroundings)
    }

    /// The kitchen finishes what it has of this party.
    private func cook(_ party: DemoParty) async throws {
        let shop = shop
        let open = try await shop.sales.database.transaction(.organization(shop.branch.organization.raw)) {
            tx in
            try KitchenSnapshot.load(
                shop.branch.id, of: shop.branch.organization, at: shop.clock.now, in: tx
            ).tickets.filter { $0.check == party.check.raw && !$0.isDone }
        }
        for ticket in open {
            _ = try await shop.act(shop.staff.cook) { context, tx in
                try BumpTicket.run(ticket.id, at: shop.branch.id, context, in: tx)
            }
            _ = try await shop.act(party.waiter) { context, tx in
                try ServeTicket.run(ticket.id, at: shop.branch.id, context, in: tx)
            }
        }
    }

    private mutating func pay(_ party: DemoParty) async throws {
        try await treat(party)
        let shop = shop
        let total = try await shop.sales.database.transaction(.organization(shop.branch.organization.raw)) {
            tx in
            try ReadCheck.run(party.check, shop.branch.id, of: shop.branch.organization, in: tx)
                .json["totals"]?["remaining"]?.integer ?? 0
        }
        let tenders = DemoTenders.split(total, &chance, shop.surroundings)
        _ = try await shop.act(shop.staff.cashier) { context, tx in
            try PayCheck(party.check, branch: shop.branch.id, by: tenders, shop.sales.means).run(
                context, in: tx)
        }
    }

    /// Now and then something is on the house, or a regular gets ten percent.
    private mutating func treat(_ party: DemoParty) async throws {
        guard chance.happens(6) else { return }
        let shop = shop
        let isComp = chance.happens(40)
        _ = try await shop.act(shop.staff.manager) { context, tx in
            let view = try ReadCheck.run(party.check, shop.branch.id, of: shop.branch.organization, in: tx)
            if isComp, let line = view.json["lines"]?.array?.last?["id"]?.text.flatMap({ ID<CheckLine>($0) })
            {
                _ = try CompLine(
                    line, of: party.check, branch: shop.branch.id, reason: "Gecikme", version: view.version
                ).run(context, in: tx)
            } else {
                _ = try GiveDiscount(
                    .percent, 1000, on: party.check, branch: shop.branch.id, reason: "Sürekli misafir",
                    version: view.version
                ).run(context, in: tx)
            }
        }
    }

    /// Counts the drawer, closes it and the day.
    private mutating func closeUp(_ session: ID<DrawerSession>, _ end: Instant) async throws {
        shop.clock.set(end)
        let shop = shop
        let miss = chance.happens(20) ? Int64(chance.number(-3...2)) * 500 : 0
        _ = try await shop.act(shop.staff.cashier) { context, tx in
            let expected = try FindDrawers.expected(session, of: shop.branch.organization, in: tx)
            _ = try CountDrawer.run(
                session, in: shop.branch.id, counted: expected + miss, denominations: [], context, in: tx)
        }
        _ = try await shop.act(shop.staff.cashier) { context, tx in
            try CloseDrawer.run(session, in: shop.branch.id, context, in: tx) { _, _ in false }
        }
        _ = try await shop.act(shop.staff.manager) { context, tx in
            try CloseBusinessDay(shop.branch.id, carryOver: true).run(context, in: tx)
        }
    }
}
