/// Why the private cluster did not start.
public enum ClusterFault: Error, Sendable, CustomStringConvertible {
    /// No PostgreSQL server programs on this machine.
    case programsMissing
    /// The installed PostgreSQL is older than 15.
    case tooOld(Int)
    /// Started as root, and neither `postgres` nor `nobody` exists.
    case noUnprivilegedUser
    /// Another server uses the folder.
    case inUse(String)
    /// The folder holds something else than a cluster of ours.
    case notEmpty(String)
    /// A folder cannot be made or entered.
    case folder(String, String)
    /// A program failed; with its output.
    case programFailed(String, String)
    /// The server ended or was not ready in time; with the end of its log.
    case didNotStart(String)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .programsMissing:
            "PostgreSQL's server programs are missing: install the package postgresql, or set DATABASE_URL"
        case .tooOld(let version): "PostgreSQL \(version) is too old: 15 or newer is needed"
        case .noUnprivilegedUser: "started as root, but neither the user postgres nor nobody exists"
        case .inUse(let folder): "another server uses \(folder)"
        case .notEmpty(let folder): "\(folder) is not empty"
        case .folder(let folder, let reason): "\(folder): \(reason)"
        case .programFailed(let name, let output): "\(name) failed: \(output)"
        case .didNotStart(let log): "PostgreSQL did not start:\n\(log)"
        }
    }
}
