public import Base

/// Where Prometheus finds the copies of a system whose tasks have no names of their own: a list in the form
/// of its file discovery, with each copy's service and colour.
public enum ScrapeTargets {
    /// Asks for the tasks of every service; `ask` runs one command of `aws` and gives its answer.
    public static func list(
        _ profile: Profile, ask: ([String]) throws(RunFault) -> String
    ) throws(RunFault) -> JSON {
        let cluster = profile.platform.existing ?? profile.name(.cluster)
        var groups: [JSON] = []
        for service in profile.services {
            for colour in Colour.allCases {
                let name = profile.workload(service, colour)
                let tasks = parsed(
                    try ask([
                        "ecs", "list-tasks", "--cluster", cluster, "--service-name", name, "--desired-status",
                        "RUNNING",
                    ]))
                let names = tasks.list("taskArns").compactMap(\.text)
                guard !names.isEmpty else { continue }
                let told = parsed(
                    try ask(["ecs", "describe-tasks", "--cluster", cluster, "--tasks"] + names))
                let targets = told.list("tasks").compactMap(address).map { "\($0):\(service.port)" }
                guard !targets.isEmpty else { continue }
                groups.append([
                    "targets": .array(targets.sorted().map { .string($0) }),
                    "labels": ["service": .string(service.name), "colour": .string(colour.rawValue)],
                ])
            }
        }
        return .array(groups)
    }

    private static func parsed(_ text: String) -> JSON { (try? JSON(parsing: text)) ?? .null }

    /// The address of a task inside the network.
    private static func address(_ task: JSON) -> String? {
        let details = task.list("attachments").flatMap { $0.list("details") }
        return details.first { $0["name"]?.text == "privateIPv4Address" }?["value"]?.text
    }
}
