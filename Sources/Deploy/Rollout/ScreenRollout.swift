import Base

/// A new version of screens: its files go below a prefix of their own, then the content network's origin
/// path is switched. What served before stays where it was, so a rollback is one switch.
public struct ScreenRollout {
    private let account: Account
    private let bucket: String
    private let distribution: String
    private let region: String
    private var world: any World { account.world }

    /// Screens of a bucket in a region, behind a distribution.
    public init(_ account: Account, bucket: String, distribution: String, region: String) {
        self.account = account
        self.bucket = bucket
        self.distribution = distribution
        self.region = region
    }

    /// Uploads a build under a version. Files with a digest in their name are kept for a year, pages never.
    public func upload(_ folder: String, version: String) throws(RolloutFault) {
        let target = "s3://\(bucket)/\(version)/"
        let pages = ["--exclude", "*.html", "--exclude", "config.json"]
        try run(
            [
                "s3", "sync", folder, target, "--cache-control", "public, max-age=31536000, immutable",
            ] + pages, "the files cannot be uploaded")
        try run(
            [
                "s3", "cp", folder, target, "--recursive", "--exclude", "*", "--include", "*.html",
                "--include",
                "config.json", "--cache-control", "no-cache",
            ], "the pages cannot be uploaded")
    }

    /// Switches the origin's path to a version; gives the path that was before.
    public func serve(version: String) throws(RolloutFault) -> String {
        let got = account.aws(nil, ["cloudfront", "get-distribution-config", "--id", distribution])
        guard got.isGood, let etag = got.json?["ETag"]?.text, let config = got.json?["DistributionConfig"],
            let origins = config.at("Origins")?.list("Items")
        else { throw RolloutFault("the distribution \(distribution) cannot be read", got) }
        let mine = origins.first { $0["DomainName"]?.text?.hasPrefix("\(bucket).") == true }
        guard let mine else { throw RolloutFault("\(distribution) has no origin in \(bucket)") }
        let before = mine["OriginPath"]?.text ?? ""
        guard before != "/\(version)" else { return before }
        let changed = origins.map {
            $0["Id"] == mine["Id"] ? $0.with("OriginPath", .string("/\(version)")) : $0
        }
        let next = config.with(
            "Origins", ["Quantity": .integer(Int64(changed.count)), "Items": .array(changed)])
        try run(
            [
                "cloudfront", "update-distribution", "--id", distribution, "--if-match", etag,
                "--distribution-config", next.written,
            ], "the origin cannot be switched", region: nil)
        try run(
            ["cloudfront", "wait", "distribution-deployed", "--id", distribution],
            "the content network did not take the switch", region: nil, seconds: 1800)
        try run(
            ["cloudfront", "create-invalidation", "--distribution-id", distribution, "--paths", "/*"],
            "the pages cannot be invalidated", region: nil)
        return before
    }

    private func run(_ words: [String], _ what: String, seconds: Int = 600) throws(RolloutFault) {
        try run(words, what, region: region, seconds: seconds)
    }

    private func run(_ words: [String], _ what: String, region: String?, seconds: Int = 600)
        throws(RolloutFault)
    {
        let reply = account.aws(region, words, seconds: seconds)
        guard reply.isGood else { throw RolloutFault(what, reply) }
    }
}
