/// Every statement that the deployment runs on a database: the heartbeats, its own table, and questions to a
/// pair's two clusters.
enum HeartbeatStore {
    /// Makes the table, when it is not there. `synchronous` tells whether a standby had the beat before it
    /// was acknowledged.
    static let table = """
        create schema if not exists hesap_deploy;
        create table if not exists hesap_deploy.heartbeat (
            beat bigint primary key, synchronous boolean not null);
        """

    /// Writes a beat and forgets those of the day before.
    static func beat(_ number: Int64) -> String {
        """
        set statement_timeout = '2s';
        insert into hesap_deploy.heartbeat (beat, synchronous)
        select \(number), exists (select from pg_stat_replication where sync_state in ('sync', 'quorum'))
          and current_setting('synchronous_commit') in ('on', 'remote_apply', 'remote_write')
          and current_setting('synchronous_standby_names') <> '';
        delete from hesap_deploy.heartbeat where beat < \(number - 86_400_000_000);
        """
    }

    /// Writes a word and takes it back, within two seconds or not at all.
    static let trial =
        "set statement_timeout = '2s'; \(table) "
        + "insert into hesap_deploy.heartbeat (beat, synchronous) values (1, false) on conflict do nothing; "
        + "delete from hesap_deploy.heartbeat where beat = 1"

    /// The last beat, and whether a standby had it.
    static let last = "select beat, synchronous from hesap_deploy.heartbeat order by beat desc limit 1"

    /// The last beat's number.
    static let lastNumber = "select max(beat) from hesap_deploy.heartbeat"

    /// Every beat.
    static let all = "select beat from hesap_deploy.heartbeat"

    /// `t` for a standby.
    static let isStandby = "select pg_is_in_recovery()"

    /// Whether a standby of that name follows: 1.
    static func follows(_ name: String) -> String {
        "select count(*) from pg_stat_replication where state = 'streaming' and application_name = '\(name)'"
    }

    /// Which standbys must have a commit before it is acknowledged.
    static func waitFor(_ name: String) -> String { "alter system set synchronous_standby_names = '\(name)'" }

    /// Megabytes of log between two checkpoints, twice, when less is kept for standbys; else nothing.
    static let keepShort = """
        select 2 * span.setting::bigint from pg_settings span, pg_settings kept
        where span.name = 'max_wal_size' and kept.name = 'wal_keep_size'
          and kept.setting::bigint < 2 * span.setting::bigint
        """

    /// How many megabytes of log are kept for standbys.
    static func keep(_ megabytes: Int) -> String { "alter system set wal_keep_size = '\(megabytes)MB'" }

    /// Takes the settings anew.
    static let reload = "select pg_reload_conf()"

    /// A table that shows that a copy takes writes.
    static let drill = "create table public.hesap_drill (n int)"
}
