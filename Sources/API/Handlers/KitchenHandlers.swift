import Base
import Checks
import Kitchen
import Organizations
import Store

extension API {
    func handle(_ route: KitchenRoute, _ place: Place) async throws -> Reply {
        switch route {
        case .stations: try await listStations(place)
        case .show: try await showKitchen(place)
        case .item(let item, let route): try await change(item, route, place)
        case .ticket(let ticket, let route): try await change(ticket, route, place)
        }
    }

    private func listStations(_ place: Place) async throws -> Reply {
        let stations = try await read(place.call) { tx in
            try Station.all(at: place.branch.id, of: place.actor.organization, in: tx)
        }
        return .one(stations, StationsView.shape)
    }

    private func showKitchen(_ place: Place) async throws -> Reply {
        let station = try place.call.query("station", .uuid).map { ID<Station>($0) }
        let (organization, branch) = (place.actor.organization, place.branch.id)
        let now = application.surroundings.now()
        let view = try await read(place.call, .snapshot) { tx in
            let newest = try BranchStream.bounds(organization, branch, in: tx).newest
            return try KitchenSnapshot.load(branch, of: organization, station: station, at: now, in: tx)
                .view(seq: newest)
        }
        return .one(view, KitchenView.shape)
    }

    private func change(_ item: ID<KitchenItem>, _ route: ItemRoute, _ place: Place) async throws -> Reply {
        _ = try place.call.body(EmptyBody.shape)
        let branch = place.branch.id
        return try await progress(place) { context, tx in
            switch route {
            case .start: try StartItem.run(item, at: branch, context, in: tx)
            case .bump: try BumpItem.run(item, at: branch, context, in: tx)
            case .recall: try RecallItem.run(item, at: branch, context, in: tx)
            case .serve: try ServeItem.run(item, at: branch, context, in: tx)
            case .confirmVoid: try ConfirmVoid.run(item, at: branch, context, in: tx)
            }
        }
    }

    private func change(_ ticket: ID<KitchenTicket>, _ route: TicketRoute, _ place: Place) async throws
        -> Reply
    {
        _ = try place.call.body(EmptyBody.shape)
        let branch = place.branch.id
        return try await progress(place) { context, tx in
            switch route {
            case .bump: try BumpTicket.run(ticket, at: branch, context, in: tx)
            case .recall: try RecallTicket.run(ticket, at: branch, context, in: tx)
            case .serve: try ServeTicket.run(ticket, at: branch, context, in: tx)
            }
        }
    }

    /// A station's step, after which the check's own screens are shown how far its dishes are.
    private func progress(
        _ place: Place,
        _ step: @escaping @Sendable (CommandContext, borrowing Transaction) throws -> KitchenTicket
    ) async throws -> Reply {
        let reply = try await command(place.call) { context, tx in
            TicketView.shape.encode(try step(context, tx).view)
        }
        guard case .command(let answer) = reply, !answer.replayed,
            let check = JSON.decode(answer.text)?["check"]?.text.flatMap({ ID<Check>($0) })
        else { return reply }
        do {
            try await ShowKitchenProgress(check: check, branch: place.branch.id).run(
                application.runner, place.actor)
        } catch {
            application.log.warning("check not shown after the kitchen's step", ["error": "\(error)"])
        }
        return reply
    }
}
