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

    private static func value(
        of name: String, _ profile: Profile, _ region: String, _ image: String?
    ) -> String {
        if name.hasSuffix("blue-weight") { return "100" }
        if name.hasSuffix("-weight") { return "0" }
        if name == profile.parameter("release/collector/image") { return OutsideImages.collector }
        let part = name.split(separator: "/").dropLast().last.map(String.init) ?? ""
        let service =
            profile.services.first { $0.name == part } ?? profile.services.first { $0.migration != nil }
            ?? profile.services.first
        return "\(profile.registry(region))/\(service?.image ?? profile.system)@\(image ?? "«image»")"
    }
}
