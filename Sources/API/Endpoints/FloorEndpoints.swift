import Base
import Checks
import Menu
import Web

extension Endpoints {
    static let floors: [Endpoint] = [
        .write(
            "\(branchPrefix)/floors", "addFloor", "floors", "Adds a floor after the others.",
            takes: AddFloorBody.shape, answers: FloorView.Storey.shape, status: 201
        ) { inBranch($0, .floors(.add)) },
        .write(
            "\(branchPrefix)/floors/order", "orderFloors", "floors", "Puts the floors into another order.",
            by: .put, takes: OrderBody<Floor>.shape, answers: FloorView.Storey.page
        ) { inBranch($0, .floors(.order)) },
        .write(
            "\(branchPrefix)/floors/{floor}", "renameFloor", "floors", "Gives a floor another name.",
            by: .patch, takes: RenameFloorBody.shape, answers: FloorView.Storey.shape
        ) { values in values.id("floor").flatMap { inBranch(values, .floors(.rename($0))) } },
        .write(
            "\(branchPrefix)/floors/{floor}/archive", "archiveFloor", "floors",
            "Takes a floor and its tables out of use; none of them may be taken.",
            takes: ArchiveRequest.shape, answers: FloorView.Storey.shape
        ) { values in values.id("floor").flatMap { inBranch(values, .floors(.archive($0))) } },
        .write(
            "\(branchPrefix)/floors/{floor}/restore", "restoreFloor", "floors",
            "Takes a floor into use again, with the tables that went with it.",
            takes: ArchiveRequest.shape, answers: FloorView.Storey.shape
        ) { values in values.id("floor").flatMap { inBranch(values, .floors(.restore($0))) } },
        .write(
            "\(branchPrefix)/tables/{table}/restore", "restoreTable", "floors",
            "Takes a table into use again, where it stood or where there is room.",
            takes: TableArchive.shape, answers: TableTile.shape
        ) { values in values.id("table").flatMap { inBranch(values, .floors(.restoreTable($0))) } },
        .write(
            "\(branchPrefix)/floors/{floor}/tables", "addTables", "floors",
            "Puts a table or a whole row of them on a floor.",
            takes: TablesDraft.shape, answers: TableTile.page, status: 201
        ) { values in values.id("floor").flatMap { inBranch(values, .floors(.addTables($0))) } },
        .write(
            "\(branchPrefix)/tables/{table}", "changeTable", "floors",
            "Changes a table or moves it, on its floor or to another.",
            by: .patch, takes: TableChange.shape, answers: TableTile.shape
        ) { values in values.id("table").flatMap { inBranch(values, .floors(.changeTable($0))) } },
        .write(
            "\(branchPrefix)/tables/{table}/archive", "archiveTable", "floors",
            "Takes a free table out of use.", takes: TableArchive.shape, answers: TableTile.shape
        ) { values in values.id("table").flatMap { inBranch(values, .floors(.archiveTable($0))) } },
    ]
}
