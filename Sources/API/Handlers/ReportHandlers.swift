import Base
import Checks
import Organizations
import Store

extension API {
    func handle(_ route: ReportsRoute, _ place: Place) async throws -> Reply {
        switch route {
        case .today: try await showToday(place)
        case .sales: try await listSales(place)
        case .audit: try await listAudit(place)
        }
    }

    private func showToday(_ place: Place) async throws -> Reply {
        try demand(.readReports, place.actor)
        let (organization, branch) = (place.actor.organization, place.branch.id)
        let now = application.surroundings.now()
        let view = try await read(place.call, .snapshot) { tx in
            try TodayFigures.read(branch, of: organization, at: now, in: tx)
        }
        return .one(view, TodayView.shape)
    }

    private func listSales(_ place: Place) async throws -> Reply {
        try demand(.readReports, place.actor)
        let from = try place.call.query("from", .day)
        let to = try place.call.query("to", .day)
        let (organization, branch) = (place.actor.organization, place.branch.id)
        let now = application.surroundings.now()
        let days = try await read(place.call) { tx in
            try DaySales.read(branch, of: organization, from: from, to: to, at: now, in: tx)
        }
        return .page(days)
    }

    private func listAudit(_ place: Place) async throws -> Reply {
        try demand(.readAudit, place.actor)
        let page = try place.call.page()
        let person = try place.call.query("person", .uuid).map { ID<Person>($0) }
        let entity = try place.call.query("entity", .uuid)
        let (organization, branch) = (place.actor.organization, place.branch.id)
        let found = try await read(place.call) { tx in
            try AuditPage.read(
                organization, branch: branch, limit: page.limit, after: page.after, person: person,
                entity: entity,
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
