import Base
import Deploy
import FoundationEssentials

/// `hesap deploy price`: what a month costs, line by line, beside the budget and the guide's own table.
enum DeployPriceCommand {
    static func run(_ words: [String]) throws {
        var arguments = try Arguments(
            words, options: ["environment", "refresh", "prices", "measured"], flags: [])
        let word = try arguments.word("The profile")
        try arguments.finish()
        let costs = try documentCosts(DeployFile.place(word))
        let table = try table(arguments).adding(costs?.prices ?? [])
        let measured = try arguments.option("measured").map(measured) ?? []
        var status: Int32 = 0
        for environment in try environments(word, arguments.option("environment")) {
            let profile = try DeployFile.profile(word, environment: environment).profile
            let graph = Graph.build(profile)
            let sheet = Price.of(graph, table: table)
            let own = costs?.table(of: sheet.environment)
            print(
                PriceText.page(
                    sheet, system: profile.system, comparison: own.map { CostComparison.of(sheet, $0) },
                    document: costs?.document,
                    savings: Savings.of(graph, sheet, measured: measured, table: table)))
            status = max(status, sheet.status)
        }
        if status == 2 { throw Failure("A price is missing; nothing stands for it.", status: 2) }
        if status == 1 { throw Failure("The month costs more than the budget.") }
    }

    /// The one that was chosen, or every environment of the file: nothing is changed here.
    private static func environments(_ word: String, _ option: String?) throws -> [String?] {
        if let one = DeployFile.environment(option) { return [one] }
        let names = Profile.environments(in: try DeployFile.text(DeployFile.place(word)))
        return names.isEmpty ? [nil] : names
    }

    /// `deploy/costs/SYSTEM.yaml` beside `deploy/profiles/SYSTEM.yaml`, when it is there.
    private static func documentCosts(_ profile: String) throws -> DocumentCosts? {
        let path = URL(filePath: profile)
        let file = path.deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "costs").appending(path: path.lastPathComponent).path
        guard FileManager.default.fileExists(atPath: file) else { return nil }
        do {
            return try DocumentCosts.read(DeployFile.text(file))
        } catch let fault as CostFault {
            throw Failure("\(file):\(fault.line):\(fault.column): \(fault.message)", status: 2)
        }
    }

    /// The rows of this release, of a file of kept rows, and of a download, which is kept in that file.
    private static func table(_ arguments: Arguments) throws -> PriceTable {
        var own: [PriceRow] = []
        let kept = arguments.option("prices")
        if let kept, FileManager.default.fileExists(atPath: kept) {
            let read = PriceFile.read(try DeployFile.text(kept))
            if let line = read.fault { throw Failure("\(kept):\(line): this is no price row.", status: 2) }
            own = read.rows
        }
        if let offer = arguments.option("refresh") {
            let fresh = try rows(of: offer)
            guard !fresh.isEmpty else {
                throw Failure(
                    "\(offer) has no price that is used here; give an offer file of AWS's price list.",
                    status: 2)
            }
            own =
                own.filter { row in
                    !fresh.contains { $0.item == row.item && $0.region == row.region && $0.unit == row.unit }
                } + fresh
            if let kept,
                !FileManager.default.createFile(atPath: kept, contents: Data(PriceFile.text(own).utf8))
            {
                throw Failure("\(kept) cannot be written.", status: 2)
            }
            print("\(fresh.count) prices from \(offer)" + (kept.map { ", kept in \($0)" } ?? "") + "\n")
        }
        return PriceTable.built.adding(own)
    }

    /// Offer files have hundreds of megabytes: CSV is read in pieces, JSON whole and so only while it is
    /// small.
    private static func rows(of path: String) throws -> [PriceRow] {
        guard let file = FilePieces(path) else { throw Failure("\(path) cannot be read.", status: 2) }
        let piece = 1 << 20
        let first = file.next(piece)
        if first.first == UInt8(ascii: "{") {
            let most = 64 << 20
            let text = first + file.next(most)
            guard text.count < most else {
                throw Failure("\(path) has more than 64 MB: download the same offer as CSV.", status: 2)
            }
            do throws(JSONFault) {
                return PriceOffer(json: try JSON(parsing: text)).rows
            } catch {
                throw Failure("\(path):\(error.line):\(error.column): \(error.message)", status: 2)
            }
        }
        var offer = PriceOffer()
        var next = first
        while !next.isEmpty {
            offer.take(next)
            next = file.next(piece)
        }
        offer.finish()
        return offer.rows
    }

    private static func measured(_ path: String) throws -> [MeasuredUse] {
        guard let found = MeasuredUse.read(try DeployFile.text(path)) else {
            throw Failure(
                "\(path): each line is a service (or database), its processor and its memory in per cent.",
                status: 2)
        }
        return found
    }
}
