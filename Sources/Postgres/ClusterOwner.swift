import FoundationEssentials
import Glibc

/// Who owns a cluster: PostgreSQL refuses to run as root, so root lends it to a user without rights.
struct ClusterOwner: Sendable {
    let name: String
    let user: uid_t
    let group: gid_t
    /// True when programs must be started through `setpriv`.
    let isOther: Bool

    static func choose() throws -> ClusterOwner {
        guard geteuid() == 0 else {
            return ClusterOwner(name: "", user: geteuid(), group: getegid(), isOther: false)
        }
        for name in ["postgres", "nobody"] {
            guard let entry = unsafe getpwnam(name) else { continue }
            return unsafe ClusterOwner(
                name: name, user: entry.pointee.pw_uid, group: entry.pointee.pw_gid, isOther: true)
        }
        throw ClusterFault.noUnprivilegedUser
    }

    /// The program as this owner runs it.
    func program(_ path: String, _ arguments: [String]) -> Program {
        guard isOther else { return Program(path, arguments) }
        let prefix = [
            "--reuid=\(user)", "--regid=\(group)", "--clear-groups", "--inh-caps=-all", "--no-new-privs",
        ]
        return Program("setpriv", prefix + [path] + arguments)
    }

    /// Makes a folder that only the owner may enter.
    func makeFolder(_ path: String) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        // Under /tmp anyone could have put a link or a folder of their own in our place.
        var status = stat()
        guard unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR,
            status.st_uid == user || status.st_uid == geteuid()
        else { throw ClusterFault.folder(path, "it is no folder of ours") }
        guard unsafe chmod(path, 0o700) == 0, unsafe chown(path, user, group) == 0 else {
            throw ClusterFault.folder(path, unsafe String(cString: strerror(errno)))
        }
    }

    /// Lets the owner pass through the folders above; gives those that had to be opened (`chmod o+x`, no
    /// listing).
    func makeReachable(_ path: String) throws -> [String] {
        guard isOther else { return [] }
        var opened: [String] = []
        var current = path
        while let slash = current.lastIndex(of: "/"), slash != current.startIndex {
            current = String(current[..<slash])
            var status = stat()
            guard unsafe stat(current, &status) == 0 else {
                throw ClusterFault.folder(current, unsafe String(cString: strerror(errno)))
            }
            if status.st_mode & 0o001 != 0 || status.st_uid == user { continue }
            guard unsafe chmod(current, status.st_mode & 0o7777 | 0o001) == 0 else {
                throw ClusterFault.folder(current, "\(name) cannot pass through it")
            }
            opened.append(current)
        }
        return opened
    }
}
