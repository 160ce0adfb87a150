import Base
import Checks
import Menu
import Organizations
import Store

extension API {
    func handle(_ route: FloorsRoute, _ place: Place) async throws -> Reply {
        switch route {
        case .add: try await addFloor(place)
        case .order: try await orderFloors(place)
        case .rename(let floor): try await rename(floor, place)
        case .archive(let floor): try await archive(floor, place)
        case .restore(let floor): try await restore(floor, place)
        case .restoreTable(let table): try await restore(table, place)
        case .addTables(let floor): try await addTables(to: floor, place)
        case .changeTable(let table): try await change(table, place)
        case .archiveTable(let table): try await archive(table, place)
        }
    }

    private func addFloor(_ place: Place) async throws -> Reply {
        let body = try place.call.body(AddFloorBody.shape)
        let branch = place.branch.id
        return try await command(place.call, status: 201) { context, tx in
            FloorView.Storey.shape.encode(
                try AddFloor.last(named: body.name, at: branch, context, in: tx))
        }
    }

    private func orderFloors(_ place: Place) async throws -> Reply {
        let body = try place.call.body(OrderBody<Floor>.shape)
        let branch = place.branch.id
        return try await command(place.call) { context, tx in
            let floors = try OrderFloors.run(body.items, at: branch, context, in: tx)
            return FloorView.Storey.page.encode(Page(items: floors, next: nil))
        }
    }

    private func rename(_ floor: ID<Floor>, _ place: Place) async throws -> Reply {
        let body = try place.call.body(RenameFloorBody.shape)
        let branch = place.branch.id
        return try await command(place.call) { context, tx in
            FloorView.Storey.shape.encode(
                try RenameFloor.run(
                    floor, to: body.name, version: body.version, at: branch, context, in: tx))
        }
    }

    private func archive(_ floor: ID<Floor>, _ place: Place) async throws -> Reply {
        let body = try place.call.body(ArchiveRequest.shape)
        let branch = place.branch.id
        return try await command(place.call) { context, tx in
            FloorView.Storey.shape.encode(
                try ArchiveFloor.run(floor, version: body.version, at: branch, context, in: tx))
        }
    }

    private func restore(_ floor: ID<Floor>, _ place: Place) async throws -> Reply {
        let body = try place.call.body(ArchiveRequest.shape)
        let branch = place.branch.id
        return try await command(place.call) { context, tx in
            FloorView.Storey.shape.encode(
                try RestoreFloor.run(floor, version: body.version, at: branch, context, in: tx))
        }
    }

    private func restore(_ table: ID<DiningTable>, _ place: Place) async throws -> Reply {
        let body = try place.call.body(TableArchive.shape)
        let branch = place.branch.id
        return try await command(place.call) { context, tx in
            TableTile.shape.encode(
                try RestoreTable.run(table, arranged: body.arranged, at: branch, context, in: tx))
        }
    }

    private func addTables(to floor: ID<Floor>, _ place: Place) async throws -> Reply {
        let body = try place.call.body(TablesDraft.shape)
        let branch = place.branch.id
        return try await command(place.call, status: 201) { context, tx in
            let tiles = try AddTables.run(body.tables, on: floor, at: branch, context, in: tx)
            return TableTile.page.encode(Page(items: tiles, next: nil))
        }
    }

    private func change(_ table: ID<DiningTable>, _ place: Place) async throws -> Reply {
        let body = try place.call.body(TableChange.shape)
        let branch = place.branch.id
        return try await command(place.call) { context, tx in
            TableTile.shape.encode(try ChangeTable.run(table, body, at: branch, context, in: tx))
        }
    }

    private func archive(_ table: ID<DiningTable>, _ place: Place) async throws -> Reply {
        let body = try place.call.body(TableArchive.shape)
        let branch = place.branch.id
        return try await command(place.call) { context, tx in
            TableTile.shape.encode(
                try ArchiveTable.run(table, arranged: body.arranged, at: branch, context, in: tx))
        }
    }
}
