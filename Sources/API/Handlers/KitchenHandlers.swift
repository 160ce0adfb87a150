import Base
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
        return .page(stations.map(StationView.init))
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

    private func change(_ item: ID<TicketItem>, _ route: ItemRoute, _ place: Place) async throws -> Reply {
        _ = try place.call.body(EmptyBody.shape)
        let branch = place.branch.id
        return try await command(place.call) { context, tx in
            let ticket =
                switch route {
                case .start: try StartItem.run(item, at: branch, context, in: tx)
                case .bump: try BumpItem.run(item, at: branch, context, in: tx)
                case .recall: try RecallItem.run(item, at: branch, context, in: tx)
                case .serve: try ServeItem.run(item, at: branch, context, in: tx)
                case .confirmVoid: try ConfirmVoid.run(item, at: branch, context, in: tx)
                }
            return TicketView.shape.encode(ticket.view)
        }
    }

    private func change(_ ticket: ID<Ticket>, _ route: TicketRoute, _ place: Place) async throws -> Reply {
        _ = try place.call.body(EmptyBody.shape)
        let branch = place.branch.id
        return try await command(place.call) { context, tx in
            let ticket =
                switch route {
                case .bump: try BumpTicket.run(ticket, at: branch, context, in: tx)
                case .recall: try RecallTicket.run(ticket, at: branch, context, in: tx)
                case .serve: try ServeTicket.run(ticket, at: branch, context, in: tx)
                }
            return TicketView.shape.encode(ticket.view)
        }
    }
}
