import Base
import Checks
import Drawers
import Organizations
import Printing
import Store
import Web

extension API {
    /// The adisyon, or the slip of what was paid, in the form that is asked for.
    func showReceipt(of check: ID<Check>, _ place: Place) async throws -> Reply {
        let format = try PaperFormat.asked(place.call)
        let kind = try place.call.query("kind", .oneOf(["bill", "receipt"])) ?? "receipt"
        let (organization, branch, now) = (
            place.actor.organization, place.branch.id, application.surroundings.now()
        )
        let language = ReceiptLanguage(tag: place.paperLanguage)
        let receipt = try await read(place.call) { tx in
            try PrintCheck.run(
                check, branch, of: organization, kind == "bill" ? .bill : .paid, language, at: now, in: tx)
        }
        return try format.reply(receipt, title: kind, fileName: "\(kind)-\(check.description.suffix(6))")
    }

    /// A Z report: its figures, or the paper.
    func showZReport(_ number: Int64, _ place: Place) async throws -> Reply {
        try demand(.readReports, place.actor)
        let (organization, branch, now) = (
            place.actor.organization, place.branch.id, application.surroundings.now()
        )
        let format = try PaperFormat.asked(place.call)
        let language = ReceiptLanguage(tag: place.paperLanguage)
        let (view, receipt) = try await read(place.call) { tx in
            guard let found = try FindZReports.report(number, of: organization, branch, in: tx) else {
                throw Problem(404, "not_found")
            }
            let view = try ZReports.view(found)
            let paper = try PrintDay.run(
                view, branch, of: organization, language, by: found.closedByName, at: now, isCopy: true,
                in: tx)
            return (view, paper)
        }
        if format == .json { return .one(view, DayReportView.shape) }
        return try format.reply(receipt, title: "Z \(number)", fileName: "z-\(number)")
    }
}

extension Place {
    /// The language that paper speaks: the caller's.
    var paperLanguage: String {
        call.request.headers["Accept-Language"] == nil ? actor.language : call.language.rawValue
    }
}
