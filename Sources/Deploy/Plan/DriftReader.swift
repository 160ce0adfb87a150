import Base

extension ObservedReader {
    /// What the system tells others, by region: names below the system's root with their values.
    public func outputs() throws(RunFault) -> [(region: String, values: [(name: String, value: String)])] {
        let root = ParameterName.root(of: graph.profile)
        var outputs: [(region: String, values: [(name: String, value: String)])] = []
        for region in regions {
            let found = try parameters(in: region)
            let values = found.keys.sorted().filter { !$0.hasPrefix(root + "made/") }.map {
                (name: String($0.dropFirst(root.count)), value: found[$0] ?? "")
            }
            if !values.isEmpty { outputs.append((region, values)) }
        }
        return outputs
    }

    /// What somebody changed by hand inside our stacks: CloudFormation compares each resource with its
    /// template.
    public func drift(of observed: Observed) throws(RunFault) -> [String] {
        var lines: [String] = []
        for stack in observed.stacks where stack.isOurs && stack.status.hasSuffix("_COMPLETE") {
            let detection = try runner.text(
                "aws",
                [
                    "cloudformation", "detect-stack-drift", "--stack-name", stack.name, "--query",
                    "StackDriftDetectionId", "--output", "text",
                ], region: stack.region
            ).trimmed
            try wait(for: detection, stack)
            let text = try runner.text(
                "aws",
                [
                    "cloudformation", "describe-stack-resource-drifts", "--stack-name", stack.name,
                    "--stack-resource-drift-status-filters", "MODIFIED", "DELETED", "--query",
                    "StackResourceDrifts[].[LogicalResourceId,StackResourceDriftStatus,PropertyDifferences]",
                    "--output", "json",
                ], region: stack.region)
            for parts in ((try? JSON(parsing: text))?.array ?? []).compactMap(\.array) where parts.count == 3
            {
                guard let words = Self.drifted(parts[1].text == "DELETED", parts[2].array ?? []) else {
                    continue
                }
                lines.append("\(stack.name) (\(stack.region)): \(parts[0].text ?? "?") \(words)")
            }
        }
        return lines
    }

    /// What happened to a resource; nil when its differences are none: a document that a template gives as
    /// text is the one that the service answers, however it is written.
    private static func drifted(_ isGone: Bool, _ differences: [JSON]) -> String? {
        if isGone { return "was deleted" }
        let real = differences.filter { difference in
            guard let wanted = difference["ExpectedValue"]?.text, let found = difference["ActualValue"]?.text,
                let one = try? JSON(parsing: wanted), let other = try? JSON(parsing: found)
            else { return true }
            return !one.saysTheSame(as: other)
        }
        if real.isEmpty, !differences.isEmpty { return nil }
        let places = real.compactMap { $0["PropertyPath"]?.text }.sorted().joined(separator: ", ")
        return "was changed by hand" + (places.isEmpty ? "" : ": \(places)")
    }

    private func wait(for detection: String, _ stack: ObservedStack) throws(RunFault) {
        for attempt in 0..<120 {
            let status = try runner.text(
                "aws",
                [
                    "cloudformation", "describe-stack-drift-detection-status", "--stack-drift-detection-id",
                    detection, "--query", "DetectionStatus", "--output", "text",
                ], region: stack.region
            ).trimmed
            if status == "DETECTION_COMPLETE" { return }
            if status == "DETECTION_FAILED" { break }
            Pause.milliseconds(min(250 << min(attempt, 5), 5000))
        }
        throw RunFault(
            2, "\(stack.name) in \(stack.region): CloudFormation could not compare it with its template.")
    }
}

extension JSON {
    /// Whether two documents say the same; the order of members does not count.
    fileprivate func saysTheSame(as other: JSON) -> Bool {
        switch (self, other) {
        case (.object(let own), .object(let others)):
            own.count == others.count
                && own.allSatisfy { name, value in other[name].map { value.saysTheSame(as: $0) } ?? false }
        case (.array(let own), .array(let others)):
            own.count == others.count && zip(own, others).allSatisfy { $0.saysTheSame(as: $1) }
        default: self == other
        }
    }
}
