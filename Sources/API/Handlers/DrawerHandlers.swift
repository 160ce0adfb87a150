import Base
import Checks
import Drawers
import Organizations
import Store

extension API {
    func handle(_ route: DrawersRoute, _ place: Place) async throws -> Reply {
        switch route {
        case .list: try await listDrawers(place)
        case .open(let drawer): try await open(drawer, place)
        case .session(let session, .show): try await show(session, place)
        case .session(let session, .move): try await move(session, place)
        case .session(let session, .count): try await count(session, place)
        case .session(let session, .recount): try await recount(session, place)
        case .session(let session, .close): try await close(session, place)
        case .xReport: try await showXReport(place)
        case .closeDay: try await closeDay(place)
        case .zReports: try await listZReports(place)
        case .zReport(let number): try await showZReport(number, place)
        }
    }

    private func listDrawers(_ place: Place) async throws -> Reply {
        let (organization, branch) = (place.actor.organization, place.branch.id)
        return .page(try await read(place.call) { tx in
            try FindDrawers.all(of: organization, branch: branch, in: tx)
        })
    }

    private func show(_ session: ID<DrawerSession>, _ place: Place) async throws -> Reply {
        let (organization, branch) = (place.actor.organization, place.branch.id)
        let found = try await read(place.call) { tx in
            try FindDrawers.session(session, of: organization, branch: branch, in: tx)
        }
        guard let found else { throw Problem(404, "not_found") }
        return .one(DrawerSessionView(found), DrawerSessionView.shape)
    }

    private func open(_ drawer: ID<Drawer>, _ place: Place) async throws -> Reply {
        let body = try place.call.body(OpenDrawerBody.shape)
        let branch = place.branch
        let currency = try await application.organization(place.actor.organization).currency
        return try await command(place.call, status: 201) { context, tx in
            let day = try OpenBusinessDay.run(branch.id, natural: branch.businessDay(of: context.now), context, in: tx)
            let session = try OpenDrawer.run(
                body.id, drawer: drawer, in: branch.id, float: Money(minor: body.float, currency), businessDay: day,
                context, in: tx)
            return session.json
        }
    }

    private func move(_ session: ID<DrawerSession>, _ place: Place) async throws -> Reply {
        let body = try place.call.body(DrawerMovementBody.shape)
        let branch = place.branch.id
        let kind = MoveDrawerCash.Kind(rawValue: body.kind) ?? .payIn
        return try await command(place.call) { context, tx in
            try MoveDrawerCash.run(
                body.id, session, in: branch, kind, amount: body.amount, reason: body.reason, context, in: tx
            ).json
        }
    }

    private func count(_ session: ID<DrawerSession>, _ place: Place) async throws -> Reply {
        let body = try place.call.body(CountDrawerBody.shape)
        let branch = place.branch.id
        return try await command(place.call) { context, tx in
            try CountDrawer.run(
                session, in: branch, counted: body.counted,
                denominations: body.denominations.map { Denomination(value: $0.value, count: Int64($0.count)) }, context,
                in: tx
            ).json
        }
    }

    private func recount(_ session: ID<DrawerSession>, _ place: Place) async throws -> Reply {
        _ = try place.call.body(EmptyBody.shape)
        let branch = place.branch.id
        return try await command(place.call) { context, tx in
            try RecountDrawer.run(session, in: branch, context, in: tx).json
        }
    }

    private func close(_ session: ID<DrawerSession>, _ place: Place) async throws -> Reply {
        _ = try place.call.body(EmptyBody.shape)
        let branch = place.branch.id
        return try await command(place.call) { context, tx in
            try CloseDrawer.run(session, in: branch, context, in: tx) { session, tx in
                try UnknownTenders.hold(session.id.raw, of: session.organization, in: tx)
            }.json
        }
    }
}
