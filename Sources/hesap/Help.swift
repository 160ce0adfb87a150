/// The texts of `--help`.
enum Help {
    static let overview = """
        hesap — a venue's commerce in one server

        Usage: hesap COMMAND [OPTIONS]

          serve      starts the server
          migrate    brings the database's schema up to date
          organization create --name NAME --slug SLUG --email E-MAIL [--branch NAME]
          key create --organization SLUG --mode test|live [--name NAME]
          password reset --email E-MAIL
          ledger verify    proves that the books balance
          audit verify     proves that no audit row was changed
          backup DIR       copies the private cluster, with the log that it writes from then on
          restore DIR [--to TIME]    makes a data folder from a copy, as of TIME
          bench restaurant|http      measures against pgbench and nginx
          openapi          prints the API's description
          version          prints the version

        Commands that need the database take --data DIR (default ./data) or DATABASE_URL,
        and also work beside a running server. Every command explains itself with --help.
        Exit status: 0 done, 1 refused or failed, 2 could not judge, 64 wrong usage.
        """

    static let serve = """
        Usage: hesap serve [--port 3000] [--host 127.0.0.1] [--data DIR] [--roles ROLE,…] [--web DIR] [--demo]

        Starts the server. Without DATABASE_URL it keeps a private PostgreSQL cluster in the data folder.
          --port, --host   where to listen; PORT is understood too
          --data           the data folder (HESAP_DATA, default ./data)
          --roles          gateway,realtime,processor,reconciler,notifier,analytics,relay,web; all when left out
          --web            the folder with the built screens (HESAP_WEB, default web/dist)
          --demo           makes a demo organization with thirty days of sales on the first start
        Ctrl-C stops it cleanly, the private cluster included.
        """
}
