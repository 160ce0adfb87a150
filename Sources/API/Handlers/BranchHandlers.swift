import Base
import Organizations
import Store

extension API {
    /// The branch as it is now, not as it was seen within the last seconds.
    func branchNow(_ place: Place) async throws -> Branch {
        let (branch, actor) = (place.branch.id, place.actor)
        return try await read(place.call) { tx in try Directory.branch(branch, for: actor, in: tx) }
    }

    func listOutOfUse(_ place: Place) async throws -> Reply {
        try demand(.pairDevice, place.actor)
        let (organization, branch) = (place.actor.organization, place.branch.id)
        let view = try await read(place.call, .snapshot) { tx in
            try OutOfUseView.load(branch, of: organization, in: tx)
        }
        return .one(view, OutOfUseView.shape)
    }

    func changeDetails(_ place: Place) async throws -> Reply {
        let body = try place.call.body(BranchChange.shape)
        let branch = place.branch.id
        let reply = try await command(place.call) { context, tx in
            BranchDetailsView.shape.encode(
                BranchDetailsView(try ChangeBranch.run(branch, body, context, in: tx)))
        }
        application.branches.forget(branch)
        return reply
    }
}
