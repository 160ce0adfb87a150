import Base
import Kitchen
import Menu
import Organizations
import Printing
import Store

extension API {
    func handle(_ route: StationsRoute, _ place: Place) async throws -> Reply {
        switch route {
        case .add: try await addStation(place)
        case .order: try await orderStations(place)
        case .change(let station): try await change(station, place)
        case .archive(let station): try await archive(station, place)
        case .restore(let station): try await restore(station, place)
        case .givePrinter(let station): try await givePrinter(to: station, place)
        case .routing: try await showRouting(place)
        case .setRouting: try await setRouting(place)
        }
    }

    private func addStation(_ place: Place) async throws -> Reply {
        let body = try place.call.body(StationDraft.shape)
        let branch = place.branch.id
        return try await command(place.call, status: 201) { context, tx in
            StationView.shape.encode(try AddStation.run(body, at: branch, context, in: tx).view)
        }
    }

    private func orderStations(_ place: Place) async throws -> Reply {
        let body = try place.call.body(OrderBody<Station>.shape)
        let branch = place.branch.id
        return try await command(place.call) { context, tx in
            StationsView.shape.encode(try OrderStations.run(body.items, at: branch, context, in: tx))
        }
    }

    private func change(_ station: ID<Station>, _ place: Place) async throws -> Reply {
        let body = try place.call.body(StationChange.shape)
        let branch = place.branch.id
        return try await command(place.call) { context, tx in
            StationView.shape.encode(
                try ChangeStation.run(station, body, at: branch, context, in: tx).view)
        }
    }

    private func archive(_ station: ID<Station>, _ place: Place) async throws -> Reply {
        let body = try place.call.body(StationArchive.shape)
        let branch = place.branch.id
        return try await command(place.call) { context, tx in
            StationView.shape.encode(
                try ArchiveStation.run(station, body, at: branch, context, in: tx).view)
        }
    }

    private func restore(_ station: ID<Station>, _ place: Place) async throws -> Reply {
        let body = try place.call.body(ArchiveRequest.shape)
        let branch = place.branch.id
        return try await command(place.call) { context, tx in
            StationView.shape.encode(
                try RestoreStation.run(station, version: body.version, at: branch, context, in: tx).view)
        }
    }

    private func givePrinter(to station: ID<Station>, _ place: Place) async throws -> Reply {
        let body = try place.call.body(StationPrinterBody.shape)
        let branch = place.branch.id
        return try await command(place.call) { context, tx in
            try StationPrinters.give(body.printer, to: station, at: branch, context, in: tx)
            return StationPrinterBody.shape.encode(body)
        }
    }

    private func showRouting(_ place: Place) async throws -> Reply {
        try demand(.editMenu, place.actor)
        let (organization, branch) = (place.actor.organization, place.branch.id)
        let view = try await read(place.call, .snapshot) { tx in
            try RoutingView.load(branch, of: organization, in: tx)
        }
        return .one(view, RoutingView.shape)
    }

    private func setRouting(_ place: Place) async throws -> Reply {
        let body = try place.call.body(RoutingView.shape)
        let branch = place.branch.id
        return try await command(place.call) { context, tx in
            RoutingView.shape.encode(
                try SetRouting.run(body.rules, version: body.version, at: branch, context, in: tx))
        }
    }
}
