import Base

/// What an account, or an account in a region, can have one of only: somebody else's is in the way of ours,
/// which is why two regulated systems want an account each.
enum SingleThings {
    /// A check for each such thing that the profile asks for.
    static func checks(_ profile: Profile) -> [Check] {
        let graph = Graph.build(profile)
        return graph.resources.compactMap { resource in
            switch resource.type {
            case "AWS::Config::ConfigurationRecorder": recorder(resource)
            case "AWS::GuardDuty::Detector": detector(resource)
            case "AWS::SecurityHub::Hub": hub(resource)
            case "AWS::IAM::OIDCProvider": identity(resource)
            default: nil
            }
        }
    }

    private static func check(
        _ resource: Resource, _ what: String,
        _ look: @escaping @Sendable (Look) throws(Blocked) -> String?
    ) -> Check {
        Check("only-one", "\(what) in \(resource.region)", "shared-account-blast-radius") {
            seen throws(Blocked) in
            guard let whose = try look(seen) else { return .pass("none stands in the way") }
            let advice =
                "give this system an account of its own, or leave what asks for it (\(resource.origin)) out"
            return .fail("\(whose); there can be one only: \(advice)")
        }
    }

    private static func recorder(_ resource: Resource) -> Check {
        let ours = resource.properties["Name"]?.string ?? ""
        let region = resource.region
        return check(resource, "AWS Config") { look throws(Blocked) in
            let found = try look.aws(["configservice", "describe-configuration-recorders"], region: region)
            let names = found.list("ConfigurationRecorders").compactMap { $0["name"]?.text }
            return names.first { $0 != ours }.map { "the recorder \($0) stands there" }
        }
    }

    private static func detector(_ resource: Resource) -> Check {
        let region = resource.region
        return check(resource, "GuardDuty") { look throws(Blocked) in
            let found = try look.aws(["guardduty", "list-detectors"], region: region)
            guard let id = found.list("DetectorIds").first?.text else { return nil }
            let seen = try look.aws(["guardduty", "get-detector", "--detector-id", id], region: region)
            return isOurs(seen["Tags"], look.profile) ? nil : "the detector \(id) of another stands there"
        }
    }

    private static func hub(_ resource: Resource) -> Check {
        let region = resource.region
        return check(resource, "Security Hub") { look throws(Blocked) in
            let reply = look.account.aws(region, ["securityhub", "describe-hub"])
            // Where it is not switched on nobody may ask.
            guard reply.isGood, let hub = reply.json?["HubArn"]?.text else {
                if reply.errors.contains("InvalidAccess") || reply.errors.contains("ResourceNotFound") {
                    return nil
                }
                throw Blocked(judgement: .cannot("securityhub describe-hub: \(reply.complaint)"))
            }
            let tags = try look.aws(
                ["securityhub", "list-tags-for-resource", "--resource-arn", hub], region: region)
            return isOurs(tags["Tags"], look.profile) ? nil : "another has switched it on"
        }
    }

    private static func identity(_ resource: Resource) -> Check {
        let url = resource.properties["Url"]?.string ?? ""
        let host = url.split(separator: "/").dropFirst().joined(separator: "/")
        return check(resource, "The identity of \(host)") { look throws(Blocked) in
            guard !host.isEmpty else { return nil }
            let found = try look.global(["iam", "list-open-id-connect-providers"])
            let names = found.list("OpenIDConnectProviderList").compactMap { $0["Arn"]?.text }
            guard let name = names.first(where: { $0.hasSuffix(host) }) else { return nil }
            let told = try look.global([
                "iam", "list-open-id-connect-provider-tags", "--open-id-connect-provider-arn", name,
            ])
            let tags = told.list("Tags").compactMap { tag in
                tag["Key"]?.text.map { ($0, tag["Value"] ?? .null) }
            }
            return isOurs(.object(tags), look.profile) ? nil : "\(name) stands there"
        }
    }

    /// By the tags of ownership; whose it is must be said.
    private static func isOurs(_ tags: JSON?, _ profile: Profile) -> Bool {
        tags?["hesap:system"]?.text == profile.system
            && tags?["hesap:environment"]?.text == profile.environment.name
    }
}
