import Base
import Checks
import Organizations
import Store

extension API {
    func handle(_ route: ReportsRoute, _ place: Place) async throws -> Reply {
        switch route {
        case .today, .sales: throw Problem(404, "not_found")
        case .audit: try await listAudit(place)
        }
    }

    private func listAudit(_ place: Place) async throws -> Reply {
        try demand(.readAudit, place.actor)
        let page = try place.call.page()
        let person = try place.call.query("person", .uuid).map { ID<Person>($0) }
        let entity = try place.call.query("entity", .uuid)
        let (organization, branch) = (place.actor.organization, place.branch.id)
        let found = try await read(place.call) { tx in
            try AuditPage.read(
                organization, branch: branch, limit: page.limit, after: page.after, person: person, entity: entity,
                in: tx)
        }
        return .page(found.items.map { AuditView($0) }, next: found.next)
    }
}

extension AuditView {
    init(_ event: AuditEvent) {
        self.init(
            sequence: event.seq, at: event.at, actor: event.personName, person: event.person,
            approver: event.approver, device: event.device, action: event.action, entity: event.entity,
            id: event.entityID, reason: event.reason, before: event.before, after: event.after)
    }
}
