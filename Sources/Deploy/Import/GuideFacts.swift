import YAML

/// A fact of a guide with its line.
struct Fact<Value: Sendable>: Sendable {
    let value: Value
    let line: Int
}

/// What a guide says of a system, as far as it can be read: the import's raw material.
struct GuideFacts {
    let guide: Guide

    init(_ guide: Guide) { self.guide = guide }

    /// The system: the namespace, otherwise the first part of a name in an example.
    var system: Fact<String>? {
        let spaces =
            guide.commands.filter { $0.calls("kubectl", "create", "namespace") && $0.words.count > 3 }
            .map { Fact(value: $0.words[3].text, line: $0.line) }
            + guide.objects("Namespace").compactMap { named($0) }
            + guide.objects("Deployment").compactMap { node in
                node.at("metadata", "namespace")?.text.map { Fact(value: $0, line: node.line) }
            }
        if let space = spaces.first { return space }
        let exports = guide.code.compactMap { line -> Fact<String>? in
            guard let name = line.text.after("PROJECT_NAME=") else { return nil }
            return name.names.first.map { Fact(value: $0, line: line.number) }
        }
        if let export = exports.first { return export }
        let images = guide.code.compactMap { line -> Fact<String>? in
            guard let name = line.text.after("image: ")?.split(separator: "/").first else { return nil }
            return Fact(value: String(name), line: line.number)
        }
        return images.first { Form<String>.fault(of: $0.value, .name) == nil }
    }

    private func named(_ node: YAMLNode) -> Fact<String>? {
        node.at("metadata", "name")?.text.map { Fact(value: $0, line: node.line) }
    }

    var shape: DeploymentShape {
        if guide.codeSays("kind: deployment", "aws eks") { return .eks }
        return .ecsFargate
    }

    /// The regions that are named, the most frequent first.
    var regions: [Fact<String>] {
        var found: [String: (count: Int, line: Int)] = [:]
        for line in guide.lines {
            for name in line.lower.names where RegionCatalogue.names.contains(name) {
                found[name] = ((found[name]?.count ?? 0) + 1, found[name]?.line ?? line.number)
            }
        }
        return found.sorted { ($0.value.count, $1.key) > ($1.value.count, $0.key) }
            .map { Fact(value: $0.key, line: $0.value.line) }
    }

    /// The region of a copy of the database outside of the first region.
    var standby: Fact<String>? {
        let copies = guide.aws("rds", "create-db-instance-read-replica").compactMap {
            $0.option("--region")?.text
        }
        return regions.dropFirst().first { copies.contains($0.value) }
    }

    /// The cluster, and whether somebody else made it.
    var cluster: (name: Fact<String>, isCreated: Bool)? {
        if let made = guide.aws("eks", "create-cluster").first, let name = made.option("--name") {
            return (Fact(value: name.text, line: name.line), true)
        }
        for line in guide.lines {
            guard let rest = line.text.after("update-kubeconfig --name ") ?? line.text.after("EKS cluster: "),
                let name = rest.names.first
            else { continue }
            return (Fact(value: name, line: line.number), false)
        }
        return nil
    }

    /// The account's digits.
    var account: Fact<String>? {
        for line in guide.lines {
            if let digits = line.text.runs({ $0.isASCII && $0.isNumber }).first(where: { $0.count == 12 }) {
                return Fact(value: digits, line: line.number)
            }
        }
        return nil
    }

    /// Zones: those that are created, otherwise the registered domains of the hosts.
    var zones: [(name: Fact<String>, isCreated: Bool)] {
        let made = guide.aws("route53", "create-hosted-zone").compactMap { $0.option("--name") }
        if !made.isEmpty { return made.map { (Fact(value: $0.text, line: $0.line), true) } }
        var seen: Set<String> = []
        return hosts.compactMap { host in
            let zone = host.value.split(separator: ".").suffix(2).joined(separator: ".")
            return seen.insert(zone).inserted ? (Fact(value: zone, line: host.line), false) : nil
        }
    }

    /// Hosts of entrances: rules of ingresses, server names, health checks.
    var hosts: [Fact<String>] {
        var seen: Set<String> = []
        return (ingressHosts + tableHosts + serverNames + checkedHosts).filter {
            seen.insert($0.value).inserted
        }
    }

    var ingressHosts: [Fact<String>] {
        guide.objects("Ingress").flatMap { $0.at("spec", "rules")?.elements ?? [] }
            .compactMap { rule in rule["host"]?.text.map { Fact(value: $0, line: rule.line) } }
    }

    private var serverNames: [Fact<String>] {
        guide.code.compactMap { line in
            line.text.after("server_name ")?.names.first.map { Fact(value: $0, line: line.number) }
        }
    }

    private var checkedHosts: [Fact<String>] {
        guide.code.compactMap { line in
            guard line.lower.holds("curl"), let host = line.text.after("https://")?.names.first,
                !host.holds("amazonaws"), !host.holds("hashicorp"), !host.holds("awscli")
            else { return nil }
            return Fact(value: host, line: line.number)
        }
    }

    /// Hosts in tables, with the row's first cell.
    private var tableHosts: [Fact<String>] { screens.map { Fact(value: $0.host, line: $0.line) } }

    /// Rows of tables that name a host served from a bucket.
    var screens: [(name: String, host: String, line: Int)] {
        guide.tableRows.compactMap { line, cells in
            guard let host = cells.first(where: { Form<String>.fault(of: $0, .host(wildcard: true)) == nil }),
                cells.contains(where: { $0.lowercased().holds("cloudfront") && $0.lowercased().holds("s3") })
            else { return nil }
            let folder = cells.first { $0.hasPrefix("apps/") }?.split(separator: "/").last.map(String.init)
            return (folder ?? String(host.split(separator: ".")[0]), host, line)
        }
    }

    /// Numbers and names of a table of parameters, by words of its first cell.
    func cell(_ words: String...) -> Fact<String>? {
        guide.tableRows.first { row in
            row.cells.count == 2 && words.contains { row.cells[0].lowercased().holds($0) }
        }.map { Fact(value: $0.cells[1], line: $0.line) }
    }
}
