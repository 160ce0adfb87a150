import Base

/// One till of the load: takes whole orders one after the other, each step with a key of its own.
final class Customer {
    /// What a till did in a round.
    struct Taken: Sendable {
        var orders = 0
        /// Of whole orders, in microseconds.
        var latencies: [Int64] = []
    }

    private let connection: LoadConnection
    private let venue: BenchVenue
    private let places: [(branch: String, table: String)]
    private var turn = 0
    private var dish: Int

    /// The till with this number; every till has tables of its own.
    init(_ number: Int, of tills: Int, at venue: BenchVenue, port: Int) throws {
        guard let connection = LoadConnection(port: port) else {
            throw BenchFault.unexpected("nobody listens on port \(port)")
        }
        self.connection = connection
        self.venue = venue
        dish = number * 7
        let all = venue.places.enumerated().flatMap { place in
            place.element.tables.enumerated().map {
                (place.offset, $0.offset, place.element.branch, $0.element)
            }
        }
        // Neighbouring turns go to different branches, as a busy evening's orders do; where there are more
        // tills than tables in a branch, each stays in one.
        let branches = venue.places.count
        let own = all.filter {
            let place = tills > BenchVenue.tablesPerBranch ? $0.1 * branches + $0.0 : $0.1
            return place % tills == number % tills
        }
        places = own.map { ("\($0.2)", "\($0.3)") }
        turn = number
    }

    /// Takes orders until the moment.
    func work(until end: Int64) throws -> Taken {
        var taken = Taken()
        while true {
            let began = Machine.microseconds
            if began >= end { return taken }
            try order()
            taken.orders += 1
            taken.latencies.append(Machine.microseconds - began)
        }
    }

    /// PLACE → SEND → PAY: open on a table, four lines, send to the kitchen, pay the rest in cash.
    private func order() throws {
        let place = places[turn % places.count]
        turn += 1
        let check = Surroundings.live.newUUID().text.lowercased()
        let checks = "/api/v1/branches/\(place.branch)/checks"
        _ = try post(
            checks,
            "{\"id\":\"\(check)\",\"orderType\":\"dine_in\",\"table\":\"\(place.table)\",\"guests\":2}", 201)
        let lines = (0..<4).map { _ in
            dish += 1
            return
                "{\"id\":\"\(Surroundings.live.newUUID().text)\",\(venue.dishes[dish % venue.dishes.count])}"
        }
        _ = try post("\(checks)/\(check)/lines", "{\"lines\":[\(lines.joined(separator: ","))]}", 200)
        let sent = try post("\(checks)/\(check)/send", "{}", 200)
        guard let due = sent.integer("remaining") else {
            throw BenchFault.unexpected("no amount is left to pay")
        }
        let tender = Surroundings.live.newUUID().text
        _ = try post(
            "\(checks)/\(check)/payments",
            "{\"tenders\":[{\"id\":\"\(tender)\",\"kind\":\"cash\",\"amount\":\(due),\"tendered\":\(due)}]}",
            200)
    }

    private func post(_ path: String, _ body: String, _ status: Int) throws -> LoadConnection.Answer {
        let answer = try connection.call(
            "POST", path,
            headers: "Authorization: Bearer \(venue.key)\r\n"
                + "Idempotency-Key: \(Surroundings.live.newUUID().text)\r\n", body: body)
        guard answer.status == status else {
            let text = String(decoding: answer.body.prefix(600), as: UTF8.self)
            throw BenchFault.unexpected("\(answer.status) to POST \(path): \(text)")
        }
        return answer
    }
}
