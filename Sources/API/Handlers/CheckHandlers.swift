import Base
import Checks
import Organizations
import Store

extension API {
    func handle(_ route: CheckRoute, _ check: ID<Check>, _ place: Place) async throws -> Reply {
        switch route {
        case .show: try await show(check, place)
        case .receipt: try await showReceipt(of: check, place)
        case .print: try await printCheck(check, place)
        case .pay: try await pay(check, place)
        case .tender(let tender, let route): try await change(tender, of: check, route, place)
        case .line(let line, let route): try await change(line, of: check, route, place)
        default: try await change(check, route, place)
        }
    }

    func listChecks(_ place: Place) async throws -> Reply {
        let state = try place.call.query("state", .oneOf(["open", "closed"]))
        let day = try place.call.query("day", .day)
        let page = try place.call.page()
        let (organization, branch) = (place.actor.organization, place.branch.id)
        let list = ListChecks(
            branch: branch, open: state.map { $0 == "open" }, day: day, limit: page.limit, after: page.after)
        let found = try await read(place.call) { tx in try list.run(of: organization, in: tx) }
        return .page(found.items, next: found.next)
    }

    func openCheck(_ place: Place) async throws -> Reply {
        let body = try place.call.body(OpenCheckBody.shape)
        let open = OpenCheck(
            id: body.id, branch: place.branch.id, orderType: body.orderType, table: body.table,
            guests: body.guests,
            lines: body.lines)
        let reply = try await command(
            place.call, status: 201, touching: open.touch, check: { try open.run($0, in: $1) })
        application.metrics.orders[body.orderType.rawValue].add()
        return reply
    }

    func showFloor(_ place: Place) async throws -> Reply {
        let (organization, branch) = (place.actor.organization, place.branch.id)
        let view = try await read(place.call, .snapshot) { tx in
            let newest = try BranchStream.bounds(organization, branch, in: tx).newest
            return try FloorView.load(branch, of: organization, seq: newest, in: tx)
        }
        return .one(view, FloorView.shape)
    }

    private func show(_ check: ID<Check>, _ place: Place) async throws -> Reply {
        let (organization, branch) = (place.actor.organization, place.branch.id)
        let view = try await read(place.call) { tx in
            try ReadCheck.run(check, branch, of: organization, in: tx)
        }
        return .one(view, CheckView.shape)
    }

    /// The steps of a whole check that ask for a body and answer with the check.
    private func change(_ check: ID<Check>, _ route: CheckRoute, _ place: Place) async throws -> Reply {
        let step = try step(check, route, place)
        return try await command(place.call, touching: step.touch, check: step.run)
    }

    /// A step of a check; with `touch` it may commit together with others.
    private struct Step {
        let touch: Touch?
        let run: @Sendable (CommandContext, borrowing Transaction) throws -> CheckView

        init(
            touching touch: Touch? = nil,
            _ run: @escaping @Sendable (CommandContext, borrowing Transaction) throws -> CheckView
        ) {
            self.touch = touch
            self.run = run
        }
    }

    private func step(_ check: ID<Check>, _ route: CheckRoute, _ place: Place) throws -> Step {
        let (call, branch) = (place.call, place.branch.id)
        switch route {
        case .addLines:
            let add = AddLines(try call.body(AddLinesBody.shape).lines, to: check, branch: branch)
            return Step(touching: add.touch(of: place.actor)) { try add.run($0, in: $1) }
        case .send:
            _ = try call.body(EmptyBody.shape)
            let send = SendLines(check, branch: branch)
            return Step(touching: send.touch(of: place.actor)) { try send.run($0, in: $1) }
        case .bill:
            _ = try call.body(EmptyBody.shape)
            return Step { try BillCheck(check, branch: branch).run($0, in: $1) }
        case .unbill:
            let body = try call.body(UnbillCheckBody.shape)
            let unbill = UnbillCheck(check, branch: branch, version: body.version, approval: body.approval)
            return Step { try unbill.run($0, in: $1) }
        case .move:
            let body = try call.body(MoveCheckBody.shape)
            let move = MoveCheck(
                check, branch: branch, to: body.table, version: body.version, approval: body.approval)
            return Step { try move.run($0, in: $1) }
        case .merge:
            let body = try call.body(MergeCheckBody.shape)
            let merge = MergeChecks(
                check, into: body.into, branch: branch, version: body.version, approval: body.approval)
            return Step { try merge.run($0, in: $1) }
        case .void:
            let body = try call.body(ReasonedBody.shape)
            let void = VoidCheck(
                check, branch: branch, reason: body.reason, version: body.version, approval: body.approval)
            return Step { try void.run($0, in: $1) }
        case .guests:
            let set = SetGuests(try call.body(GuestsBody.shape).guests, of: check, branch: branch)
            return Step { try set.run($0, in: $1) }
        case .discount:
            let body = try call.body(DiscountBody.shape)
            let give = GiveDiscount(
                body.kind, body.value, on: check, line: body.line, branch: branch, reason: body.reason,
                version: body.version, approval: body.approval)
            return Step { try give.run($0, in: $1) }
        case .removeDiscount(let discount):
            let body = try call.body(VersionBody.shape)
            let remove = RemoveDiscount(discount, of: check, branch: branch, version: body.version)
            return Step { try remove.run($0, in: $1) }
        case .show, .receipt, .print, .pay, .line, .tender:
            preconditionFailure("answered by handle")
        }
    }

    private func change(
        _ line: ID<CheckLine>, of check: ID<Check>, _ route: LineRoute, _ place: Place
    ) async throws -> Reply {
        let (call, branch) = (place.call, place.branch.id)
        let step: Step
        switch route {
        case .change:
            let change = ChangeLine(line, of: check, branch: branch, try call.body(ChangeLine.Change.shape))
            step = Step { try change.run($0, in: $1) }
        case .delete:
            _ = try call.body(EmptyBody.shape)
            step = Step { try DeleteLine(line, of: check, branch: branch).run($0, in: $1) }
        case .void:
            let body = try call.body(VoidLineBody.shape)
            let void = VoidLine(
                line, of: check, branch: branch, quantity: body.quantity.map { Quantity(thousandths: $0) },
                reason: body.reason, version: body.version, approval: body.approval)
            step = Step { try void.run($0, in: $1) }
        case .comp:
            let body = try call.body(ReasonedBody.shape)
            let comp = CompLine(
                line, of: check, branch: branch, reason: body.reason, version: body.version,
                approval: body.approval)
            step = Step { try comp.run($0, in: $1) }
        }
        return try await command(call, check: step.run)
    }
}
