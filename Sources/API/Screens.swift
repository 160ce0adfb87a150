import Base
import Checks
import Drawers
import Kitchen
import Menu
import Organizations
import Realtime
import Store

extension Application {
    /// Sockets of screens on this application.
    var screenSession: ScreenSession {
        let application = self
        return ScreenSession(
            hub: hub, resolve: { try await ResolveBearer(application.identity).run($0) },
            start: { actor, branch, scope in try await application.start(actor, branch, scope) })
    }

    /// Everything that a screen shows, as of one sequence number.
    private func start(_ actor: Actor, _ branch: ID<Branch>, _ scope: StreamScope) async throws
        -> ScreenSession.Start
    {
        let (organization, now) = (actor.organization, surroundings.now())
        return try await database.transaction(.organization(organization.raw), .snapshot) { tx in
            let newest = try BranchStream.bounds(organization, branch, in: tx).newest
            let epoch = try BranchStream.epoch(in: tx)
            let station = scope.station.flatMap { ID<Station>($0) }
            let kitchen = try KitchenSnapshot.load(
                branch, of: organization, station: station, at: now, in: tx)
            let menu = try BranchMenu.load(branch, of: organization, in: tx)
            var data: [(String, JSON)] = [
                ("tickets", KitchenView.shape.encode(kitchen.view(seq: newest))["tickets"] ?? .array([])),
                ("availability", .array(menu.availabilityViews(at: now).map(AvailabilityView.shape.encode))),
            ]
            if scope.screen != .kitchen {
                let checks = try ChecksSnapshot.load(branch, of: organization, in: tx)
                let drawers = try FindDrawers.all(of: organization, branch: branch, in: tx)
                data.append(("checks", checks.json["checks"] ?? .array([])))
                data.append(("tables", checks.json["tables"] ?? .array([])))
                data.append(("drawers", .array(drawers.map(DrawerView.shape.encode))))
            }
            return ScreenSession.Start(sequence: newest, epoch: epoch, data: .object(data))
        }
    }

    /// A branch that the caller reaches, or 404.
    func branch(_ id: ID<Branch>, for actor: Actor) async throws -> Branch {
        let now = surroundings.now()
        if actor.reaches(id), let known = branches.branch(id, of: actor.organization, at: now) {
            return known
        }
        let branch = try await database.transaction(.organization(actor.organization.raw), .read) { tx in
            try Directory.branch(id, for: actor, in: tx)
        }
        branches.store(branch, at: now)
        return branch
    }

    /// The caller's organization.
    func organization(_ id: ID<Organization>) async throws -> Organization {
        try await database.transaction(.organization(id.raw), .read) { tx in
            try Directory.organization(id, in: tx)
        }
    }
}

extension Branch {
    /// Its time zone; branches are only ever made with one that is known.
    var zone: LocalZone {
        guard let zone = LocalZone(timeZone) else { preconditionFailure("a branch has an unknown time zone") }
        return zone
    }

    /// The business day that a moment belongs to by the branch's clock.
    func businessDay(of instant: Instant) -> Day {
        zone.businessDay(of: instant, dayStart: dayStart)
    }
}
