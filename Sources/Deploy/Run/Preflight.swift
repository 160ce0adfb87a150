import Base

/// Which of the needed programs are there, and in which version, before anything is begun.
public struct Preflight: Sendable, Equatable {
    /// A program that is there.
    public struct Tool: Sendable, Equatable {
        /// Its name.
        public var name: String
        /// Its version, `1.46.3`.
        public var version: String
        /// What this version cannot do.
        public var lacks: [String]
    }

    /// The programs.
    public var tools: [Tool]

    /// The oldest versions that are known to do.
    static let oldest = [
        "aws": [1, 44, 0], "kubectl": [1, 27, 0], "helm": [3, 14, 0], "buildah": [1, 23, 0],
    ]

    /// Looks at the programs; a missing or too old one is a fault with what to do.
    public static func check(_ programs: [String], by runner: Runner) throws(RunFault) -> Preflight {
        var tools: [Tool] = []
        for program in programs {
            let answer = try runner.run(program, question(program), region: nil, seconds: 30)
            let text = answer.output + answer.errors
            guard let version = number(in: text, after: marker(program)) else {
                throw RunFault(2, "\(program) does not say its version: \(answer.said)")
            }
            if let least = oldest[program], older(version, than: least) {
                throw RunFault(
                    2,
                    "\(program) \(shown(version)) is too old, \(shown(least)) is needed: \(advice(program))")
            }
            tools.append(Tool(name: program, version: shown(version), lacks: lacks(program, version)))
        }
        return Preflight(tools: tools)
    }

    /// What to do when a program is missing.
    static func advice(_ program: String) -> String {
        switch program {
        case "aws": "install the AWS command line, version 2 or 1.44 and later, and put it in the PATH."
        case "kubectl": "install kubectl of the cluster's version and put it in the PATH."
        case "helm": "install helm, version 3.14 or later, and put it in the PATH."
        case "buildah": "install buildah."
        case "dig": "install dig (Debian: bind9-dnsutils)."
        case "session-manager-plugin":
            "install AWS's Session Manager plugin; the tunnel of `aws ssm start-session` is its work."
        case "psql", "pg_isready": "install PostgreSQL's client (Debian: postgresql-client)."
        default: "install it and put it in the PATH."
        }
    }

    private static func question(_ program: String) -> [String] {
        switch program {
        case "kubectl": ["version", "--client", "-o", "json"]
        case "dig": ["-v"]
        case "helm": ["version", "--short"]
        default: ["--version"]
        }
    }

    private static func marker(_ program: String) -> String {
        switch program {
        case "aws": "aws-cli/"
        case "kubectl": "\"gitVersion\": \"v"
        case "dig": "DiG "
        case "helm": "v"
        default: "version "
        }
    }

    private static func lacks(_ program: String, _ version: [Int]) -> [String] {
        guard program == "aws", version.first == 1 else { return [] }
        return ["logs tail", "maintenance since 2026-08-05, none after 2027-07-15: move to version 2"]
    }

    static func number(in text: String, after marker: String) -> [Int]? {
        guard let start = text.firstRange(of: marker)?.upperBound else { return nil }
        let digits = text[start...].prefix { $0.isNumber || $0 == "." }
        let parts = digits.split(separator: ".").compactMap { Int($0) }
        return parts.count >= 2 ? parts : nil
    }

    static func older(_ version: [Int], than least: [Int]) -> Bool {
        version.lexicographicallyPrecedes(least)
    }

    private static func shown(_ version: [Int]) -> String {
        version.map(String.init).joined(separator: ".")
    }
}
