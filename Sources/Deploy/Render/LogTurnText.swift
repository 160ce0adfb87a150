/// How long nginx' logs stay on a single machine: logrotate turns them away each day and keeps them for the
/// days of `audit.logs`. Copies write to systemd's journal, which keeps its own house.
enum LogTurnText {
    /// The file for `/etc/logrotate.d`. The newest that was turned away stays as it is (`.1`): nginx may
    /// still write there, and a roll-out reads it.
    static func file(_ machine: Machine) -> String {
        let (system, days) = (machine.profile.system, machine.profile.audit.logDays)
        return """
            # \(system): a log of nginx a day, kept for \(days) days as the profile's audit says.
            # Belongs to root, mode 644, as /etc/logrotate.d/\(system); what logrotate needs runs daily in Debian.
            \(machine.folder)/*.log {
                daily
                rotate \(days)
                maxage \(days)
                nodateext
                missingok
                notifempty
                compress
                delaycompress
                create 0640 www-data adm
                sharedscripts
                postrotate
                    [ ! -s /run/nginx.pid ] || kill -USR1 "$(cat /run/nginx.pid)"
                endscript
            }

            """
    }
}
