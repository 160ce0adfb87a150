/// The bucket in the account that holds the lock, long templates and a copy of the journal.
public enum StateBucket {
    /// Its name.
    public static func name(of profile: Profile) -> String {
        "\(profile.system)-\(profile.environment.name)-\(profile.environment.account)-hesap-state"
    }

    /// Its creation: private, encrypted, with versions.
    static func steps(of profile: Profile) -> [Step] {
        let name = name(of: profile)
        let region = profile.regions.primary
        func step(_ id: StepID, _ title: String, _ effect: StepEffect, _ verb: Word, _ words: [Word]) -> Step
        {
            Step(
                id, title, effect, ["s3api", verb, "--bucket", .text(name)] + words, region: region,
                forgives: ["BucketAlreadyOwnedByYou"])
        }
        let place: [Word] =
            region == "us-east-1"
            ? [] : ["--create-bucket-configuration", .text("LocationConstraint=\(region)")]
        let tags = Ownership.tags(of: profile).map { "{Key=\($0.key),Value=\($0.value)}" }
        return [
            step("state-bucket", "Create the bucket for locks and journals", .create, "create-bucket", place),
            step(
                "state-private", "Keep the bucket private", .update, "put-public-access-block",
                [
                    "--public-access-block-configuration",
                    "BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true",
                ]),
            step(
                "state-encrypted", "Encrypt the bucket", .update, "put-bucket-encryption",
                [
                    "--server-side-encryption-configuration",
                    "{\"Rules\":[{\"ApplyServerSideEncryptionByDefault\":{\"SSEAlgorithm\":\"AES256\"}}]}",
                ]),
            step(
                "state-versions", "Keep earlier versions", .update, "put-bucket-versioning",
                ["--versioning-configuration", "Status=Enabled"]),
            step(
                "state-tags", "Tag the bucket", .update, "put-bucket-tagging",
                ["--tagging", .text("TagSet=[\(tags.joined(separator: ","))]")]),
        ]
    }
}
