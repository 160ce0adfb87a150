/// Where the services are asked instead of at AWS itself: an emulator on this machine, or a private entrance.
public struct Endpoints: Sendable, Equatable {
    /// For every service that is not named.
    public var all: String?
    /// By the command line's word for a service, `wafv2`, or for one of its verbs, `wafv2.associate-web-acl`.
    public var services: [String: String]

    /// No other place than AWS.
    public static let none = Endpoints(all: nil, services: [:])

    /// Places by hand.
    public init(all: String?, services: [String: String]) {
        self.all = all
        self.services = services
    }

    /// Reads `URL` or `SERVICE=URL`, several with commas between.
    public init(_ text: String) throws(RunFault) {
        self = .none
        for part in text.split(separator: ",") {
            let pieces = part.split(separator: "=", maxSplits: 1).map(String.init)
            let url = pieces.last ?? ""
            guard url.hasPrefix("http://") || url.hasPrefix("https://") else {
                throw RunFault(64, "\(part) is no endpoint: write URL or SERVICE=URL.")
            }
            if pieces.count == 2 { services[pieces[0]] = url } else { all = url }
        }
    }

    /// The place of a command, by its first two words; nil for AWS.
    public func url(of words: [String]) -> String? {
        services[words.prefix(2).joined(separator: ".")] ?? services[words.first ?? ""] ?? all
    }

    /// Every place that is named.
    public var places: [String] { (all.map { [$0] } ?? []) + services.values.sorted() }

    /// Whether no service is asked at AWS itself and none outside this machine.
    public var stayHere: Bool {
        guard let all else { return false }
        return ([all] + services.values).allSatisfy(Self.isHere)
    }

    /// Whether an address is one of this machine alone.
    static func isHere(_ url: String) -> Bool {
        guard let start = url.firstRange(of: "://")?.upperBound else { return false }
        let place = url[start...].prefix { $0 != "/" }
        guard !place.contains("@") else { return false }
        if place.hasPrefix("[::1]") { return place == "[::1]" || place.hasPrefix("[::1]:") }
        let host = place.prefix { $0 != ":" }
        if host == "localhost" { return true }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 4 && numbers[0] == "127" && numbers.allSatisfy { UInt8($0) != nil }
    }
}

/// A run that cannot go on: what to say, and the exit status.
public struct RunFault: Error, Sendable, Equatable {
    /// 1 failed, 2 could not judge, 3 refused, 4 drift, 64 usage.
    public var status: Int32
    /// What happened and what to do.
    public var message: String

    /// A fault.
    public init(_ status: Int32, _ message: String) {
        self.status = status
        self.message = message
    }
}
