import Base
import Checks
import Drawers
import Menu
import Organizations
import Store

extension API {
    func handle(_ route: DrawersRoute, _ place: Place) async throws -> Reply {
        switch route {
        case .list: try await listDrawers(place)
        case .add: try await addDrawer(place)
        case .rename(let drawer): try await rename(drawer, place)
        case .archive(let drawer): try await archive(drawer, place)
        case .restore(let drawer): try await restore(drawer, place)
        case .open(let drawer): try await open(drawer, place)
        case .sessions: try await listSessions(place)
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
        let archived = try place.call.query("archived", .oneOf(["true", "false"])) == "true"
        return .page(
            try await read(place.call) { tx in
                try FindDrawers.all(of: organization, branch: branch, archived: archived, in: tx)
            })
    }

    private func rename(_ drawer: ID<Drawer>, _ place: Place) async throws -> Reply {
        let body = try place.call.body(RenameDrawerBody.shape)
        let branch = place.branch.id
        return try await command(place.call) { context, tx in
            DrawerView.shape.encode(
                try RenameDrawer.run(
                    drawer, to: body.name, at: body.version, in: branch, context, in: tx))
        }
    }

    private func archive(_ drawer: ID<Drawer>, _ place: Place) async throws -> Reply {
        let body = try place.call.body(ArchiveRequest.shape)
        let branch = place.branch.id
        return try await command(place.call) { context, tx in
            DrawerView.shape.encode(
                try ArchiveDrawer.run(drawer, at: body.version, in: branch, context, in: tx))
        }
    }

    private func restore(_ drawer: ID<Drawer>, _ place: Place) async throws -> Reply {
        let body = try place.call.body(ArchiveRequest.shape)
        let branch = place.branch.id
        return try await command(place.call) { context, tx in
            DrawerView.shape.encode(
                try RestoreDrawer.run(drawer, at: body.version, in: branch, context, in: tx))
        }
    }

    private func addDrawer(_ place: Place) async throws -> Reply {
        let body = try place.call.body(AddDrawerBody.shape)
        let branch = place.branch.id
        return try await command(place.call, status: 201) { context, tx in
            let drawer = Drawer(id: context.surroundings.newID(), branch: branch, name: body.name)
            return DrawerView.shape.encode(try AddDrawer.run(drawer, context, in: tx))
        }
    }

    private func listSessions(_ place: Place) async throws -> Reply {
        try demand(.readReports, place.actor)
        let page = try place.call.page()
        let (organization, branch) = (place.actor.organization, place.branch.id)
        let found = try await read(place.call) { tx in
            try FindDrawers.sessions(
                of: organization, branch: branch, limit: page.limit, after: page.after, in: tx)
        }
        return .page(found.items, next: found.next)
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
            let day = try OpenBusinessDay.run(
                branch.id, natural: branch.businessDay(of: context.now), context, in: tx)
            let session = try OpenDrawer.run(
                body.id, drawer: drawer, in: branch.id, float: Money(minor: body.float, currency),
                businessDay: day, approval: body.approval, context, in: tx)
            return session.json
        }
    }

    private func move(_ session: ID<DrawerSession>, _ place: Place) async throws -> Reply {
        let body = try place.call.body(DrawerMovementBody.shape)
        let branch = place.branch.id
        return try await command(place.call) { context, tx in
            try MoveDrawerCash.run(
                body.id, session, in: branch, body.kind, amount: body.amount, reason: body.reason,
                approval: body.approval, context, in: tx
            ).json
        }
    }

    private func count(_ session: ID<DrawerSession>, _ place: Place) async throws -> Reply {
        let body = try place.call.body(CountDrawerBody.shape)
        let branch = place.branch.id
        return try await command(place.call) { context, tx in
            try CountDrawer.run(
                session, in: branch, counted: body.counted,
                denominations: body.denominations.map {
                    Denomination(value: $0.value, count: Int64($0.count))
                }, approval: body.approval, context, in: tx
            ).json
        }
    }

    private func recount(_ session: ID<DrawerSession>, _ place: Place) async throws -> Reply {
        let body = try place.call.body(ApprovedBody.shape)
        let branch = place.branch.id
        return try await command(place.call) { context, tx in
            try RecountDrawer.run(session, in: branch, approval: body.approval, context, in: tx).json
        }
    }

    private func close(_ session: ID<DrawerSession>, _ place: Place) async throws -> Reply {
        let body = try place.call.body(ApprovedBody.shape)
        let branch = place.branch.id
        return try await command(place.call) { context, tx in
            try CloseDrawer.run(session, in: branch, approval: body.approval, context, in: tx) {
                session, tx in
                try UnknownTenders.exist(in: session.id, of: session.organization, in: tx)
            }.json
        }
    }
}

extension API {
    private func showXReport(_ place: Place) async throws -> Reply {
        try demand(.readX, place.actor)
        let (organization, branch) = (place.actor.organization, place.branch.id)
        let now = application.surroundings.now()
        let view = try await read(place.call, .snapshot) { tx in
            try XReport.run(branch, of: organization, at: now, in: tx)
        }
        let isOffice = place.actor.allows(.readReports) == .allow
        return .one(isOffice ? view : view.blind, DayReportView.shape)
    }

    private func closeDay(_ place: Place) async throws -> Reply {
        let body = try place.call.body(CloseDayBody.shape)
        let branch = place.branch.id
        return try await command(place.call, status: 201) { context, tx in
            DayReportView.shape.encode(
                try CloseBusinessDay(branch, carryOver: body.carryOver, approval: body.approval)
                    .run(context, in: tx))
        }
    }

    private func listZReports(_ place: Place) async throws -> Reply {
        try demand(.readReports, place.actor)
        let page = try place.call.page()
        let (organization, branch) = (place.actor.organization, place.branch.id)
        let before = page.after.flatMap { Int64($0) }
        guard page.after == nil || before != nil else {
            throw Problem(422, "cursor_invalid", "This is no cursor of this list.")
        }
        let found = try await read(place.call) { tx in
            try FindZReports.page(of: organization, branch, before: before, limit: page.limit + 1, in: tx)
        }
        let shown = try found.prefix(page.limit).map { try ZReports.view($0) }
        let next = found.count > page.limit ? found[page.limit - 1].no : nil
        return .page(shown, next: next.map { String($0) })
    }
}
