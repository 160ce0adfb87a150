import Base

/// The operator's account and clusters, asked by their own command lines: the region on every command of
/// `aws`, and the emulator's address where one is set.
public struct Account {
    let world: any World
    let settings: RunSettings

    /// An account, asked through a world.
    public init(_ world: any World, _ settings: RunSettings) {
        self.world = world
        self.settings = settings
    }

    /// Asks `aws`.
    func aws(_ region: String?, _ words: [String], seconds: Int = 120) -> Reply {
        var all = words
        if let region { all += ["--region", region] }
        if let url = settings.endpoints.url(of: words) { all += ["--endpoint-url", url] }
        return world.run(
            Call("aws", all + ["--output", "json"], environment: ["AWS_PAGER": ""], seconds: seconds))
    }

    /// Asks `kubectl` in the cluster of a region.
    func kubectl(_ context: String?, _ words: [String], seconds: Int = 120) -> Reply {
        let place =
            settings.cluster(in: nil).map { ["--server", $0] } ?? context.map { ["--context", $0] } ?? []
        return world.run(Call("kubectl", place + words, seconds: seconds))
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

    /// A number, whole or not, rounded down.
    var number: Int? {
        switch self {
        case .integer(let value): Int(value)
        case .real(let value): Int(value)
        default: nil
        }
    }
}
