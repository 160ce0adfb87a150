/// The picture of a system's networks, drawn from its graph.
enum NetworkDrawing {
    static func mermaid(_ graph: Graph) -> String? {
        guard let network = graph.profile.network else { return nil }
        var lines = ["flowchart LR"]
        var links: [String] = []
        for range in network.ranges {
            let key = "n" + range.region.filter { $0 != "-" }
            let subnets = graph.resources.filter {
                $0.type == "AWS::EC2::Subnet" && $0.region == range.region
            }
            lines.append("    subgraph \(key)[\"\(range.region) \(range.range)\"]")
            for kind in ["Public", "Private", "Data"] {
                let blocks = subnets.filter { $0.id.name.hasPrefix(kind) }
                    .compactMap { $0.properties["CidrBlock"].flatMap(CoverageIndex.text) }
                guard !blocks.isEmpty else { continue }
                lines.append(
                    "        \(key)\(kind)[\"\(kind.lowercased())<br/>\(blocks.joined(separator: "<br/>"))\"]"
                )
            }
            let ways = graph.resources.filter {
                $0.type == "AWS::EC2::NatGateway" && $0.region == range.region
            }.count
            if ways > 0 { links.append("    \(key)Private -->|\(ways) × NAT| internet") }
            let doors = graph.resources.filter {
                $0.type == "AWS::EC2::VPCEndpoint" && $0.region == range.region
            }
            .map { $0.id.name }
            if !doors.isEmpty {
                lines.append(
                    "        \(key)Doors[\"\(doors.count) private "
                        + "doors<br/>\(network.endpoints.joined(separator: ", "))\"]"
                )
                links.append("    \(key)Private --> \(key)Doors")
            }
            links.append("    internet --> \(key)Public")
            links.append("    \(key)Public --> \(key)Private")
            links.append("    \(key)Private --> \(key)Data")
            lines.append("    end")
        }
        lines.insert("    internet([\"Internet\"])", at: 1)
        return (lines + links).joined(separator: "\n")
    }
}
