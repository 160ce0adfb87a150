extension Versions {
    /// The minor that a major stands for when a profile names only the major: old enough to be on sale in
    /// every region, new enough to be creatable for long.
    static let postgresMinors = ["15": "15.14", "16": "16.10", "17": "17.6"]

    /// The whole version of a PostgreSQL: `17` is `17.6`.
    static func postgresMinor(_ version: String) -> String { postgresMinors[version] ?? version }
}
