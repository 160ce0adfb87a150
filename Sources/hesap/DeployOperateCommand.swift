/// The commands that work on a system that is deployed.
enum DeployOperateCommand {
    /// Runs one of them; false when the first word names none.
    static func run(_ words: [String]) throws -> Bool {
        let rest = Array(words.dropFirst())
        switch words.first {
        case "rollout": try DeployRolloutCommand.rollout(rest)
        case "rollback": try DeployRolloutCommand.rollback(rest)
        case "failover": try DeployFailoverCommand.failover(rest)
        case "heartbeat": try DeployFailoverCommand.heartbeat(rest)
        case "verify": try DeployVerifyCommand.run(rest)
        case "doctor": try DeployDoctorCommand.doctor(rest)
        case "diagnose": try DeployDoctorCommand.diagnose(rest)
        case "drill": try DeployDoctorCommand.drill(rest)
        case "scale": try DeployScaleCommand.run(rest)
        case "snapshot": try DeploySnapshotCommand.run(rest)
        case "restore": try DeployRestoreCommand.run(rest)
        case "migrate": try DeployMigrateCommand.run(rest)
        case "screens": try DeployScreensCommand.run(rest)
        case "connect": try DeployConnectCommand.run(rest)
        case "logs": try DeployLogsCommand.run(rest)
        default: return false
        }
        return true
    }
}
