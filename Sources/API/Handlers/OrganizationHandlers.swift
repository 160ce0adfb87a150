import Base
import Organizations
import Payments
import Store

extension API {
    func handle(_ route: OrganizationRoute, _ call: Call) async throws -> Reply {
        switch route {
        case .show:
            try demand(.pairDevice, try call.actor())
            let organization = try await application.organization(try call.actor().organization)
            return .one(OrganizationDetailsView(organization), OrganizationDetailsView.shape)
        case .change: return try await changeOrganization(call)
        case .openBranch: return try await openBranch(call)
        }
    }

    private func changeOrganization(_ call: Call) async throws -> Reply {
        let body = try call.body(OrganizationChange.shape)
        return try await command(call) { context, tx in
            OrganizationDetailsView.shape.encode(
                OrganizationDetailsView(try ChangeOrganization.run(body, context, in: tx)))
        }
    }

    /// A branch is opened with a bank's terminal, so that its first card can be taken.
    private func openBranch(_ call: Call) async throws -> Reply {
        let body = try call.body(BranchDraft.shape)
        let language = try await application.organization(try call.actor().organization).locales.first
        return try await command(call, status: 201) { context, tx in
            let branch = try OpenBranch.run(body, context, in: tx)
            try AddBankTerminal.run(
                .first(of: branch.id, in: language ?? "tr", context.surroundings), context, in: tx)
            return BranchView.shape.encode(BranchView(branch))
        }
    }
}
