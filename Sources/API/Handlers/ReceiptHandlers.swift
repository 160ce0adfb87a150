import Base
import Checks
import Organizations
import Printing
import Store

extension API {
    func showReceipt(of check: ID<Check>, _ place: Place) async throws -> Reply {
        throw Problem(404, "not_found")
    }
}

extension DayReportView {
    func receipt(header: [String], _ zone: LocalZone, in language: ReceiptLanguage) -> Receipt {
        Receipt(kind: .zReport, language: language, blocks: [])
    }
}
