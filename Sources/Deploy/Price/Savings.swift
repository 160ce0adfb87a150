/// Something that would make the month cheaper.
public struct Saving: Sendable, Equatable {
    /// What to do.
    public var what: String
    /// What it saves a month.
    public var monthly: Cost
    /// What speaks against it, and where the figure comes from.
    public var but: String
}

/// What was measured of one part, in per cent of what it has.
public struct MeasuredUse: Sendable, Equatable {
    /// A service's name, or `database`.
    public var name: String
    /// The 95th percentile of processor use.
    public var cpu: Int
    /// The 95th percentile of memory use.
    public var memory: Int

    /// Reads lines `name cpu memory`, in per cent; `#` begins a remark.
    public static func read(_ text: String) -> [MeasuredUse]? {
        var found: [MeasuredUse] = []
        for line in text.split(separator: "\n") where !line.hasPrefix("#") && !line.trimmed.isEmpty {
            let words = line.split(separator: " ")
            guard words.count == 3, let cpu = Int(words[1]), let memory = Int(words[2]),
                (0...100).contains(cpu), (0...100).contains(memory)
            else { return nil }
            found.append(MeasuredUse(name: String(words[0]), cpu: cpu, memory: memory))
        }
        return found
    }
}

/// What would save, in the order of its amount.
public enum Savings {
    /// The advice for a priced graph.
    public static func of(
        _ graph: Graph, _ sheet: PriceSheet, measured: [MeasuredUse] = [], table: PriceTable = .built
    ) -> [Saving] {
        let all =
            commitments(sheet) + network(graph, sheet) + spare(graph, sheet, table) + nights(graph, sheet)
            + measured.compactMap { rightSize($0, graph, sheet) }
        return all.filter { $0.monthly.high > 0 }.sorted { $0.monthly.high > $1.monthly.high }
    }

    private static func upTo(_ percent: Int, of cost: Cost) -> Cost {
        Cost(low: 0, high: cost.percent(percent).high)
    }

    private static func commitments(_ sheet: PriceSheet) -> [Saving] {
        let compute = sheet.sum(of: .compute)
        let instances = Cost.sum(
            sheet.lines.filter { $0.group == .database && $0.unit == "hours" }.map(\.monthly))
        return [
            Saving(
                what: "A Compute Savings Plan for the least copies", monthly: upTo(52, of: compute),
                but:
                    "up to 52 % for one or three years (a price guide, 2026-03-10); the commitment is in dollars "
                    + "an hour: at most \(Cost(low: compute.low / 730, high: compute.low / 730).text)"),
            Saving(
                what: "Reserved database instances", monthly: upTo(30, of: instances),
                but:
                    "up to 30 % for one year without payment in advance (a guide to commitments, 2026-03); the "
                    + "class can no longer be changed freely"),
            Saving(
                what: "Reserved cache nodes or a Database Savings Plan",
                monthly: upTo(35, of: sheet.sum(of: .cache)),
                but: "up to 35 % (a guide to commitments, 2026-03)"),
        ]
    }

    private static func network(_ graph: Graph, _ sheet: PriceSheet) -> [Saving] {
        var all: [Saving] = []
        let gateways = sheet.lines.filter { $0.label == "NAT gateways" }
        if graph.profile.network?.nat == .perZone {
            let zones = graph.profile.network?.zones ?? 1
            let hours = Cost.sum(gateways.map(\.monthly))
            all.append(
                Saving(
                    what: "One NAT gateway a region",
                    monthly: hours.percent((zones - 1) * 100 / max(1, zones)),
                    but: "a lost zone then cuts off the others; not for a regulated system"))
        }
        let data = Cost.sum(sheet.lines.filter { $0.label == "Data through NAT gateways" }.map(\.monthly))
        if !(graph.profile.network?.endpoints.contains("s3") ?? true) {
            all.append(
                Saving(
                    what: "A gateway endpoint for S3", monthly: Cost(low: 0, high: data.high),
                    but: "costs nothing; saves what goes to S3 through NAT"))
        }
        let doors = Cost.sum(sheet.lines.filter { $0.label.hasPrefix("Private doors") }.map(\.monthly))
        if doors.low > data.high, !gateways.isEmpty {
            all.append(
                Saving(
                    what: "No private doors where NAT stands",
                    monthly: Cost(low: doors.low - data.high, high: doors.high),
                    but:
                        "they cost \(doors.rounded) and save at most \(data.rounded) of NAT data; keep them where "
                        + "nothing may leave to the internet"))
        }
        return all
    }

    private static func spare(_ graph: Graph, _ sheet: PriceSheet, _ table: PriceTable) -> [Saving] {
        let fargate = Cost.sum(sheet.lines.filter { $0.label.hasPrefix("Fargate") }.map(\.monthly))
        guard fargate.high > 0 else { return [] }
        let services = graph.profile.services
        let whole = services.reduce(0) { $0 + $1.size.cpu * $1.scale.min }
        let workers = services.filter { $0.isWorker && !$0.spot }.reduce(0) {
            $0 + $1.size.cpu * $1.scale.min
        }
        let share = whole == 0 ? 0 : workers * 100 / whole
        return [
            Saving(
                what: "Spare capacity for workers", monthly: upTo(70, of: fargate.percent(share)),
                but:
                    "up to 70 % (a price guide, 2026-03-10); may be taken away with two minutes' notice, so never for "
                    + "payments"),
            Saving(
                what: "ARM tasks", monthly: fargate.percent(20),
                but:
                    "0.03238 beside 0.04048 a processor and hour (price list of eu-west-1, 2026-08-24); the image "
                    + "must be built for ARM"),
        ]
    }

    private static func nights(_ graph: Graph, _ sheet: PriceSheet) -> [Saving] {
        let environment = graph.profile.environment
        guard graph.profile.shape == .ecsFargate, environment.nightOff == nil,
            environment.tier == .economy || environment.small
        else {
            return []
        }
        let hourly = sheet.lines.filter { [.compute, .database].contains($0.group) && $0.unit == "hours" }
        return [
            Saving(
                what: "Off at night, `night-off: \"20:00-06:00\"`",
                monthly: Cost.sum(hourly.map(\.monthly)).percent(41),
                but: "ten of 24 hours; only where nobody sells at night")
        ]
    }

    /// Half the size where both processor and memory stay below 40 per cent: the half then stays below 80.
    private static func rightSize(_ use: MeasuredUse, _ graph: Graph, _ sheet: PriceSheet) -> Saving? {
        guard use.cpu < 40, use.memory < 40 else { return nil }
        let cost: Cost
        if use.name == "database" {
            let hours = sheet.lines.filter { $0.group == .database && $0.unit == "hours" }
            cost = Cost.sum(hours.map(\.monthly))
        } else {
            let services = graph.profile.services
            guard let service = services.first(where: { $0.name == use.name }) else { return nil }
            let whole = services.reduce(0) { $0 + $1.size.cpu * $1.scale.min }
            cost = sheet.sum(of: .compute).percent(
                whole == 0 ? 0 : service.size.cpu * service.scale.min * 100 / whole)
        }
        return Saving(
            what: "\(use.name) at half its size", monthly: cost.percent(50),
            but: "measured: \(use.cpu) % processor and \(use.memory) % memory in 95 of 100 minutes")
    }
}
