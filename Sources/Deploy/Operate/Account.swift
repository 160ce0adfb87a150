import Base

/// The operator's account and clusters, asked by their own command lines: the region on every command of
/// `aws`, and the emulator's address where one is set.
public struct Account {
    let world: any World
    let settings: RunSettings
    private let clusters: ClusterAccess

    /// An account, asked through a world.
    ///
    /// - Parameters:
    ///   - folder: where it is written down how clusters are reached.
    ///   - context: the operator's own name for a cluster, asked instead.
    public init(
        _ world: any World, _ settings: RunSettings, folder: String = ".hesap/deploy", context: String? = nil
    ) {
        self.world = world
        self.settings = settings
        clusters = ClusterAccess(folder: folder, context: context)
    }

    /// Asks `aws`.
    func aws(_ region: String?, _ words: [String], seconds: Int = 120) -> Reply {
        var all = words
        if let region { all += ["--region", region] }
        if let url = settings.endpoints.url(of: words) { all += ["--endpoint-url", url] }
        return world.run(
            Call("aws", all + ["--output", "json"], environment: ["AWS_PAGER": ""], seconds: seconds))
    }

    /// Asks `kubectl` in a system's cluster of a region, by a file of access of its own: never the cluster
    /// that kubectl's settings happen to point to.
    func kubectl(_ profile: Profile, _ region: String, _ words: [String], seconds: Int = 120) -> Reply {
        let access: [String]
        switch clusters.words(profile, region, self) {
        case .success(let words): access = words
        case .failure(let refusal): return refusal.reply
        }
        return world.run(Call("kubectl", access + words, seconds: seconds))
    }

    /// The colour of a service that has a region's traffic, or its work, as it was written down.
    func serving(_ profile: Profile, _ service: ServicePlan, in region: String) -> Colour {
        func weight(_ colour: Colour) -> Int {
            parameter(region, profile.weightParameter(service, colour)).flatMap { Int($0) } ?? 0
        }
        return weight(.green) > weight(.blue) ? .green : .blue
    }

    /// Puts a parameter.
    func put(_ region: String, _ name: String, _ value: String) -> Reply {
        aws(
            region,
            ["ssm", "put-parameter", "--name", name, "--type", "String", "--overwrite", "--value", value])
    }

    /// A parameter's value.
    func parameter(_ region: String, _ name: String) -> String? {
        aws(region, ["ssm", "get-parameter", "--name", name]).json?.at("Parameter", "Value")?.text
    }
}

extension JSON {
    /// A value by names, and by numbers in lists.
    func at(_ names: String...) -> JSON? {
        names.reduce(self as JSON?) { value, name in
            if let index = Int(name), let array = value?.array {
                // Not `nil`, which JSON itself can be written as.
                return index < array.count ? array[index] : Optional<JSON>.none
            }
            return value?[name]
        }
    }

    /// The elements of a list by names; none when there is none.
    func list(_ name: String) -> [JSON] { self[name]?.array ?? [] }

    /// Whether it is true.
    var isTrue: Bool { self == .bool(true) }

    /// A moment: as text, or in seconds as newer versions of `aws` hand on what the service said.
    var moment: Instant? {
        switch self {
        case .string(let text): Instant(text)
        case .integer(let seconds): Instant(microseconds: seconds * 1_000_000)
        case .real(let seconds): Instant(microseconds: Int64(seconds * 1_000_000))
        default: nil
        }
    }

    /// A number, whole or not, rounded down.
    var number: Int? {
        switch self {
        case .integer(let value): Int(value)
        case .real(let value): Int(value)
        default: nil
        }
    }
}
