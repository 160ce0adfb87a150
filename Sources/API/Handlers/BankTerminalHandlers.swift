import Base
import Menu
import Organizations
import Payments
import Store

extension API {
    func handle(_ route: BankTerminalsRoute, _ place: Place) async throws -> Reply {
        switch route {
        case .list: return try await listTerminals(place)
        case .add: return try await addTerminal(place)
        case .rename(let terminal):
            let body = try place.call.body(RenameBankTerminalBody.shape)
            return try await change(terminal, .rename(body.name), at: body.version, place)
        case .archive(let terminal):
            let body = try place.call.body(ArchiveRequest.shape)
            return try await change(terminal, .archive, at: body.version, place)
        case .restore(let terminal):
            let body = try place.call.body(ArchiveRequest.shape)
            return try await change(terminal, .restore, at: body.version, place)
        }
    }

    private func listTerminals(_ place: Place) async throws -> Reply {
        let (organization, branch) = (place.actor.organization, place.branch.id)
        let archived = try place.call.query("archived", .oneOf(["true", "false"])) == "true"
        return .page(
            try await read(place.call) { tx in
                try FindBankTerminals.all(of: organization, branch, archived: archived, in: tx)
            })
    }

    private func addTerminal(_ place: Place) async throws -> Reply {
        let body = try place.call.body(AddBankTerminalBody.shape)
        let branch = place.branch.id
        return try await command(place.call, status: 201) { context, tx in
            let terminal = BankTerminal(id: context.surroundings.newID(), branch: branch, name: body.name)
            return BankTerminal.shape.encode(try AddBankTerminal.run(terminal, context, in: tx))
        }
    }

    private func change(
        _ terminal: ID<BankTerminal>, _ step: ChangeBankTerminal.Step, at version: Int64, _ place: Place
    ) async throws -> Reply {
        let branch = place.branch.id
        return try await command(place.call) { context, tx in
            BankTerminal.shape.encode(
                try ChangeBankTerminal.run(terminal, step, at: version, in: branch, context, in: tx))
        }
    }
}
