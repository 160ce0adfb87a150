/// What runs is kept in parameters that publishing and roll-outs write. Before the first creation they are
/// not there: the first image goes to both colours, all traffic to blue.
enum ReleaseSteps {
    /// The parameters of releases that a text waits for.
    static func names(in text: String, of profile: Profile) -> [String] {
        LateValues.names(in: text).filter { $0.hasPrefix(profile.parameter("release/")) }
    }

    /// Steps for those that are not there yet.
    static func steps(
        for names: [String], in region: String, of graph: Graph, _ observed: Observed, image: String?
    ) -> [Step] {
        let profile = graph.profile
        return names.filter { observed.parameter($0, in: region) == nil }.map { name in
            let key = name.dropFirst(profile.parameter("").count).replacing("/", with: "-")
            return ParameterSteps.put(
                "first-\(key)-\(region)", "Note the first \(key.replacing("-", with: " "))", .create, name,
                .text(value(of: name, profile, region, image)), region: region)
        }
    }

    /// The first number of copies of each colour, once the services of a stack stand: as many as the
    /// profile's least, and none of what rests. Afterwards roll-outs and scaling say how many there are.
    static func copies(of part: StackPart, in graph: Graph, _ observed: Observed) -> [Step] {
        let profile = graph.profile
        let pairs = profile.services.flatMap { service in Colour.allCases.map { (service, $0) } }
        let here = Set(
            part.resources.compactMap { graph[$0] }.filter { $0.type == "AWS::ECS::Service" }.compactMap {
                $0.properties["ServiceName"]?.string
            })
        return pairs.flatMap { service, colour -> [Step] in
            let name = profile.workload(service, colour)
            let parameter = profile.copiesParameter(service, colour)
            guard here.contains(name), observed.parameter(parameter, in: part.region) == nil else {
                return []
            }
            let count = String(firstCopies(name, profile))
            return [
                Step(
                    "copies-\(name)-\(part.region)", "Ask for \(count) copies of \(name)", .update,
                    [
                        "ecs", "update-service", "--cluster",
                        .text(profile.platform.existing ?? profile.name(.cluster)), "--service", .text(name),
                        "--desired-count", .text(count),
                    ], region: part.region),
                ParameterSteps.put(
                    "note-copies-\(name)-\(part.region)", "Note that they were asked for", .create, parameter,
                    .text(count), region: part.region),
            ]
        }
    }

    /// Copies with which a colour of ECS begins: the least of its service, or none for the one that rests.
    static func firstCopies(_ name: String, _ profile: Profile) -> Int {
        let service = profile.services.first { service in
            Colour.allCases.contains { profile.workload(service, $0) == name }
        }
        guard let service else { return 1 }
        return profile.workload(service, .blue) == name ? service.scale.min : 0
    }

    private static func value(
        of name: String, _ profile: Profile, _ region: String, _ image: String?
    ) -> String {
        if name.hasSuffix("blue-weight") { return "100" }
        if name.hasSuffix("-weight") { return "0" }
        if name.hasSuffix("/serving") { return Colour.blue.rawValue }
        if name.hasSuffix("-rests") { return name.hasSuffix("/blue-rests") ? "false" : "true" }
        if name == profile.parameter("release/collector/image") { return OutsideImages.collector }
        let part = name.split(separator: "/").dropLast().last.map(String.init) ?? ""
        let service =
            profile.services.first { $0.name == part } ?? profile.services.first { $0.migration != nil }
            ?? profile.services.first
        return "\(profile.registry(region))/\(service?.image ?? profile.system)@\(image ?? "«image»")"
    }
}
