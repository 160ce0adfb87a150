import Base
import Organizations

extension API {
    /// The API's switch: every route has its handler, or this does not compile.
    func handle(_ call: Call) async throws -> Reply {
        switch call.route {
        case .operations(let route): try await handle(route, call)
        case .session(let route): try await handle(route, call)
        case .people(let route): try await handle(route, call)
        case .menu(let route): try await handle(route, call)
        case .pages(let route): try await handle(route, call)
        case .organization(let route): try await handle(route, call)
        case .branch(let branch, let route): try await handle(route, at: branch, call)
        }
    }

    private func handle(_ route: BranchRoute, at branch: ID<Branch>, _ call: Call) async throws -> Reply {
        guard try call.actor().reaches(branch) else { throw Problem(404, "not_found") }
        let place = try Place(branch: try await application.branch(branch, for: call.actor()), call: call)
        switch route {
        case .people: return try await listBranchPeople(place)
        case .details: return .one(BranchDetailsView(try await branchNow(place)), BranchDetailsView.shape)
        case .changeDetails: return try await changeDetails(place)
        case .outOfUse: return try await listOutOfUse(place)
        case .createDeviceCode: return try await createDeviceCode(place)
        case .devices: return try await listDevices(place)
        case .revokeDevice(let device): return try await revokeDevice(device, place)
        case .assignDrawer(let device): return try await assignDrawer(to: device, place)
        case .menu: return try await showMenu(place)
        case .setAvailability(let subject): return try await setAvailability(of: subject, place)
        case .floor: return try await showFloor(place)
        case .floors(let route): return try await handle(route, place)
        case .checks(.list): return try await listChecks(place)
        case .checks(.open): return try await openCheck(place)
        case .check(let check, let route): return try await handle(route, check, place)
        case .kitchen(let route): return try await handle(route, place)
        case .stations(let route): return try await handle(route, place)
        case .drawers(let route): return try await handle(route, place)
        case .terminals(let route): return try await handle(route, place)
        case .printing(let route): return try await handle(route, place)
        case .reports(let route): return try await handle(route, place)
        }
    }
}

/// A call at one branch that the caller reaches.
struct Place: Sendable {
    let branch: Branch
    let call: Call
    let actor: Actor

    init(branch: Branch, call: Call) throws(Problem) {
        self.branch = branch
        self.call = call
        actor = try call.actor()
    }
}
