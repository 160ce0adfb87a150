import Base
import Deploy

/// Commands on one machine, by the program `slot` in its folder.
enum DeployHostCommands {
    /// `slot SERVICE migrate IMAGE`, one at a time; its status is ours.
    static func migrate(_ place: DeployAccount, image: String?, folder: String?, isTrial: Bool) throws {
        let folder = folder ?? "/etc/\(place.profile.system)"
        let status = try DeployAccount.judged { () throws(RunFault) in
            let run = HostOperation(place.profile, by: place.runner, in: place.folder, machine: folder)
            return try run.migrate(image: image, isTrial: isTrial) { print($0) }
        }
        guard status == 0 else {
            throw Failure("The migration ended with status \(status).", status: status)
        }
    }

    /// As many copies as asked, then nginx' list of them.
    static func scale(
        _ place: DeployAccount, _ name: String, to copies: Int?, folder: String?, isTrial: Bool
    ) throws {
        let folder = folder ?? "/etc/\(place.profile.system)"
        try DeployAccount.judged { () throws(RunFault) in
            let run = HostOperation(place.profile, by: place.runner, in: place.folder, machine: folder)
            try run.scale(name, to: copies, isTrial: isTrial) { print($0) }
        }
    }
}
