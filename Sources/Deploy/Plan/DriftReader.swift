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
                    "StackResourceDrifts[].[LogicalResourceId,StackResourceDriftStatus]", "--output", "json",
                ], region: stack.region)
            for pair in ((try? JSON(parsing: text))?.array ?? []).compactMap(\.array) where pair.count == 2 {
                let status = pair[1].text == "DELETED" ? "was deleted" : "was changed by hand"
                lines.append("\(stack.name) (\(stack.region)): \(pair[0].text ?? "?") \(status)")
            }
        }
        return lines
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
