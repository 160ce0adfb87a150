public import Base

/// Turns a user's own download of Amazon's price list, an offer file as JSON or CSV, into rows of the price
/// table.
public struct PriceOffer: Sendable {
    /// The rows that were recognised.
    public private(set) var rows: [PriceRow] = []
    private var line: [UInt8] = []
    private var columns: [String: Int] = [:]
    private var published = ""
    private var version = ""
    private var isQuoted = false

    /// An offer of which nothing is read yet.
    public init() {}

    /// An offer file as JSON.
    public init(json: JSON) {
        published = String((json["publicationDate"]?.text ?? "").prefix(10))
        version = json["version"]?.text ?? ""
        guard case .object(let products)? = json["products"], let terms = json["terms"]?["OnDemand"] else {
            return
        }
        var prices: [String: (unit: String, usd: String)] = [:]
        if case .object(let bySKU) = terms {
            for (sku, offers) in bySKU { prices[sku] = Self.first(offers) }
        }
        for (sku, product) in products {
            guard let price = prices[sku], case .object(let members)? = product["attributes"] else {
                continue
            }
            var attributes: [String: String] = ["productfamily": product["productFamily"]?.text ?? ""]
            for (name, value) in members { attributes[name.lowercased()] = value.text }
            add(attributes, unit: price.unit, usd: price.usd)
        }
    }

    private static func first(_ offers: JSON) -> (unit: String, usd: String)? {
        guard case .object(let terms) = offers, let dimensions = terms.first?.1["priceDimensions"],
            case .object(let tiers) = dimensions
        else { return nil }
        let tier = tiers.first { ($0.1["beginRange"]?.text ?? "0") == "0" } ?? tiers.first
        guard let found = tier?.1, let usd = found["pricePerUnit"]?["USD"]?.text else { return nil }
        return (found["unit"]?.text ?? "", usd)
    }

    /// Takes the next piece of an offer file as CSV.
    public mutating func take(_ piece: some Sequence<UInt8>) {
        for byte in piece {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if byte == UInt8(ascii: "\n"), !isQuoted {
                finish()
            } else {
                line.append(byte)
            }
        }
    }

    /// Ends the last line of a CSV.
    public mutating func finish() {
        defer { line.removeAll(keepingCapacity: true) }
        let cells = Self.cells(line)
        guard cells.count > 1 else { return }
        if columns.isEmpty {
            switch cells[0] {
            case "Publication Date": published = String(cells[1].prefix(10))
            case "Version": version = cells[1]
            case "SKU":
                for (place, name) in cells.enumerated() {
                    columns[name.lowercased().filter { $0 != " " }] = place
                }
            default: break
            }
            return
        }
        guard cell("termtype", cells) == "OnDemand", ["0", ""].contains(cell("startingrange", cells)) else {
            return
        }
        var attributes: [String: String] = [:]
        for (name, place) in columns where place < cells.count { attributes[name] = cells[place] }
        attributes["regioncode"] = attributes["regioncode"] ?? attributes["region"]
        add(attributes, unit: cell("unit", cells), usd: cell("priceperunit", cells))
    }

    private func cell(_ name: String, _ cells: [String]) -> String {
        guard let place = columns[name], place < cells.count else { return "" }
        return cells[place]
    }

    private static func cells(_ line: [UInt8]) -> [String] {
        var cells: [String] = []
        var cell: [UInt8] = []
        var quoted = false
        for byte in line where byte != UInt8(ascii: "\r") {
            switch byte {
            case UInt8(ascii: "\""): quoted.toggle()
            case UInt8(ascii: ",") where !quoted:
                cells.append(String(decoding: cell, as: UTF8.self))
                cell.removeAll(keepingCapacity: true)
            default: cell.append(byte)
            }
        }
        return cells + [String(decoding: cell, as: UTF8.self)]
    }

    private mutating func add(_ attributes: [String: String], unit: String, usd: String) {
        let known = OfferItem.of(attributes, counted: unit.lowercased())
        guard let known, let region = attributes["regioncode"], !region.isEmpty,
            let amount = Self.rounded(usd), amount > 0
        else { return }
        let row = PriceRow(
            service: attributes["servicecode"] ?? "", item: known.item, region: region, unit: known.unit,
            amount: amount, source: "your download of AWS's price list, version \(version)",
            fetched: published,
            status: .refreshed)
        if !rows.contains(where: { $0.item == row.item && $0.region == row.region && $0.unit == row.unit }) {
            rows.append(row)
        }
    }

    /// Millionths of a dollar, rounded half up: offers are written with ten places.
    private static func rounded(_ usd: String) -> Int? {
        let parts = usd.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].count > 6 else { return Cost.micros(usd) }
        guard let kept = Cost.micros("\(parts[0]).\(parts[1].prefix(6))"),
            let next = parts[1].dropFirst(6).first?.wholeNumberValue
        else { return nil }
        return kept + (next >= 5 ? 1 : 0)
    }
}

/// What an entry of an offer is in our words.
enum OfferItem {
    /// - Parameter counted: the offer's own unit, in small letters: `hrs`, `gb`, `mbps-mo`.
    static func of(_ entry: [String: String], counted: String) -> (item: String, unit: PriceUnit)? {
        let usage = entry["usagetype"] ?? ""
        switch entry["servicecode"] {
        case "AmazonEC2": return machine(entry, usage)
        case "AmazonRDS": return database(entry)
        case "AmazonElastiCache":
            guard entry["cacheengine"] == "Redis", let type = entry["instancetype"] else { return nil }
            return (type, .hour)
        case "AmazonMSK":
            // What copies between clusters; its usage is named after it, by the hour and by the GB.
            if usage.lowercased().contains("replicator") {
                return ("kafka-replicator", counted.contains("gb") ? .gb : .hour)
            }
            if usage.lowercased().contains("throughput") { return ("kafka-throughput", .month) }
            if let type = usage.after("Kafka."), !usage.contains("Storage") {
                return ("kafka." + type.lowercased(), .hour)
            }
            return usage.contains("Kafka.Storage.GP") ? ("kafka-storage", .gbMonth) : nil
        case "AWSELB":
            guard entry["productfamily"] == "Load Balancer-Application" else { return nil }
            return usage.hasSuffix("LCUUsage")
                ? ("lcu", .hour) : usage.hasSuffix("LoadBalancerUsage") ? ("alb", .hour) : nil
        default: return bySuffix(entry["servicecode"] ?? "", usage)
        }
    }

    private static func machine(_ entry: [String: String], _ usage: String) -> (String, PriceUnit)? {
        if usage.hasSuffix("NatGateway-Hours") { return ("nat", .hour) }
        if usage.hasSuffix("NatGateway-Bytes") { return ("nat", .gb) }
        if entry["volumeapiname"] == "gp3", usage.hasSuffix("EBS:VolumeUsage.gp3") {
            return ("ebs-gp3", .gbMonth)
        }
        guard entry["operatingsystem"] == "Linux", entry["tenancy"] == "Shared",
            ["NA", nil].contains(entry["preinstalledsw"] ?? entry["pre installed s/w"]),
            ["Used", nil].contains(entry["capacitystatus"]), let type = entry["instancetype"]
        else { return nil }
        return (type, .hour)
    }

    private static func database(_ entry: [String: String]) -> (String, PriceUnit)? {
        guard entry["deploymentoption"] == "Single-AZ" else { return nil }
        if entry["volumetype"] == "General Purpose-GP3" || entry["volumetype"] == "General Purpose (SSD) gp3"
        {
            return ("db-gp3", .gbMonth)
        }
        guard entry["databaseengine"] == "PostgreSQL", let type = entry["instancetype"], !type.isEmpty else {
            return nil
        }
        return (type, .hour)
    }

    private static func bySuffix(_ service: String, _ usage: String) -> (String, PriceUnit)? {
        let known: [(service: String, suffix: String, item: String, unit: PriceUnit)] = [
            ("AmazonECS", "Fargate-vCPU-Hours:perCPU", "fargate-vcpu", .hour),
            ("AmazonECS", "Fargate-GB-Hours", "fargate-gb", .hour),
            ("AmazonECS", "Fargate-ARM-vCPU-Hours:perCPU", "fargate-arm-vcpu", .hour),
            ("AmazonECS", "Fargate-ARM-GB-Hours", "fargate-arm-gb", .hour),
            ("AmazonVPC", "VpcEndpoint-Hours", "endpoint", .hour),
            ("AmazonVPC", "VpcEndpoint-Bytes", "endpoint", .gb),
            ("AmazonEKS", "AmazonEKS-Hours:perCluster", "eks", .hour),
            ("AmazonS3", "TimedStorage-ByteHrs", "s3", .gbMonth),
            ("AmazonECR", "TimedStorage-ByteHrs", "ecr", .gbMonth),
            ("AmazonCloudWatch", "DataProcessing-Bytes", "logs", .gb),
            ("AmazonCloudWatch", "TimedStorage-ByteHrs", "logs", .gbMonth),
        ]
        return known.first { $0.service == service && usage.hasSuffix($0.suffix) }.map { ($0.item, $0.unit) }
    }
}
