import Base
import Checks
import Kitchen
import Organizations
import Printing
import Store

extension API {
    func handle(_ route: PrintingRoute, _ place: Place) async throws -> Reply {
        switch route {
        case .printers: try await listPrinters(place)
        case .add: try await addPrinter(place)
        case .remove(let printer): try await remove(printer, place)
        case .test(let printer): try await test(printer, place)
        case .jobs: try await listPrintJobs(place)
        case .retry(let job): try await retry(job, place)
        }
    }

    /// The bill or the receipt of a check, on paper.
    func printCheck(_ check: ID<Check>, _ place: Place) async throws -> Reply {
        let body = try place.call.body(PrintCheckBody.shape)
        let branch = place.branch.id
        let language = ReceiptLanguage(tag: place.paperLanguage)
        return try await command(place.call, status: 201) { context, tx in
            let job = try PrintOnPaper.run(
                check, branch: branch, body.document == "bill" ? .bill : .paid, language, context, in: tx)
            return PrintJobView.shape.encode(PrintJobView(job))
        }
    }

    private func listPrinters(_ place: Place) async throws -> Reply {
        let (organization, branch) = (place.actor.organization, place.branch.id)
        return .page(
            try await read(place.call) { tx in
                let stations = try StationPrinters.of(branch, organization, in: tx)
                return try FindPrinters.all(of: organization, branch, in: tx)
                    .map { PrinterView($0, stations: stations) }
            })
    }

    private func addPrinter(_ place: Place) async throws -> Reply {
        let body = try place.call.body(AddPrinterBody.shape)
        let branch = place.branch.id
        let add = AddPrinter(
            branch, name: body.name, host: body.host, port: body.port, settings: body.settings,
            printsReceipts: body.receipts)
        return try await command(place.call, status: 201) { context, tx in
            let printer = try add.run(context, in: tx)
            try StationPrinters.assign(body.stations, to: printer, context, in: tx)
            let stations = Dictionary(body.stations.map { ($0, printer.id) }) { first, _ in first }
            return PrinterView.shape.encode(PrinterView(printer, stations: stations))
        }
    }

    private func remove(_ printer: ID<Printer>, _ place: Place) async throws -> Reply {
        _ = try place.call.body(EmptyBody.shape)
        let branch = place.branch.id
        return try await command(place.call) { context, tx in
            let removed = try RemovePrinter(printer, branch: branch).run(context, in: tx)
            return PrinterView.shape.encode(PrinterView(removed, stations: [:]))
        }
    }

    private func test(_ printer: ID<Printer>, _ place: Place) async throws -> Reply {
        _ = try place.call.body(EmptyBody.shape)
        let branch = place.branch.id
        let language = ReceiptLanguage(tag: place.paperLanguage)
        return try await command(place.call, status: 201) { context, tx in
            let job = try TestPrinter.run(printer, branch: branch, language, context, in: tx)
            return PrintJobView.shape.encode(PrintJobView(job))
        }
    }

    private func listPrintJobs(_ place: Place) async throws -> Reply {
        let state = try place.call.query("state", Shape<PrintJobState>.choice)
        let limit = try place.call.page().limit
        let (organization, branch) = (place.actor.organization, place.branch.id)
        return .page(
            try await read(place.call) { tx in
                try FindPrinters.jobs(of: organization, branch, state: state, limit: limit, in: tx)
                    .map { PrintJobView($0) }
            })
    }

    private func retry(_ job: ID<PrintJob>, _ place: Place) async throws -> Reply {
        _ = try place.call.body(EmptyBody.shape)
        let branch = place.branch.id
        return try await command(place.call) { context, tx in
            try context.require(.bill, subject: nil, in: tx)
            let queued = try MovePrintJob.retry(job, in: branch, context, in: tx)
            return PrintJobView.shape.encode(PrintJobView(queued))
        }
    }
}
