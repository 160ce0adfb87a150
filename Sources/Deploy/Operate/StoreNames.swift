import Base

/// The stores that serve now: the profile's own, or those that a restore put in their place and nobody
/// confirmed yet.
struct StoreNames: Sendable, Equatable {
    /// The database's instance; nil when the profile has none.
    var database: String?
    /// The cache's replication group; nil when the profile has none, or somebody else's.
    var cache: String?

    init(_ reader: AccountReader) throws(RunFault) {
        let profile = reader.profile
        let state = try reader.parameter(Self.parameter(profile)).flatMap { try? JSON(parsing: $0) }
        if profile.data.database != nil {
            database = state?.at("database", "now")?.text ?? profile.name(.database)
        }
        if let cache = profile.data.cache, cache.existing == nil {
            self.cache = state?.at("cache", "now")?.text ?? profile.name(.cache)
        }
    }

    /// Where a restore writes down what it put in place of what.
    static func parameter(_ profile: Profile) -> String { profile.parameter("restore/state") }
}

/// Times in names: `20261121t150501`.
enum NameTime {
    static func text(_ at: String) -> String {
        let digits = at.prefix(19).filter { $0.isNumber || $0 == "T" }
        return digits.lowercased()
    }
}

extension Profile {
    /// Tags of ownership as words of `aws`.
    func tagWords(_ more: (String, String)...) -> [Word] {
        Ownership.tags(of: self).map { .text("Key=\($0.key),Value=\($0.value)") }
            + more.map { .text("Key=\($0.0),Value=\($0.1)") }
    }
}
