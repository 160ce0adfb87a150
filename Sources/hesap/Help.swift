/// The texts of `--help`.
enum Help {
    static let overview = """
        hesap — a venue's commerce in one server

        Usage: hesap COMMAND [OPTIONS]

          serve      starts the server
          migrate    brings the database's schema up to date
          organization create --name NAME --slug SLUG --email E-MAIL [--branch NAME] [--person NAME]
          key create --organization SLUG --mode test|live [--name NAME]
          password reset --email E-MAIL
          ledger verify    proves that the books balance
          audit verify     proves that no audit row was changed
          backup DIR       copies the private cluster, with the log that it writes from then on
          restore DIR [--to TIME]    makes a data folder from a copy, as of TIME
          bench restaurant|http|start    measures, beside pgbench and nginx
          openapi          prints the API's description
          probe            asks the server on this machine whether it lives
          deploy COMMAND   plans, prices, checks, applies and operates a system on AWS
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

    static let deploy = """
        Usage: hesap deploy init SYSTEM [--shape eks|ecs-fargate|host] [--out FILE]
               hesap deploy import --document FILE.md [--out FILE]
               hesap deploy import --stacks SYSTEM --environment NAME --regions REGION,… [--out FILE]
               hesap deploy lint PROFILE [--environment NAME] [--waivers FILE]
               hesap deploy lint --document FILE.md [--waivers FILE]
               hesap deploy price PROFILE [--environment NAME] [--refresh OFFER] [--prices FILE] [--measured FILE]
               hesap deploy capacity PROFILE [--environment NAME] [--load N]
               hesap deploy coverage PROFILE [--gaps]
               hesap deploy guide PROFILE [--environment NAME] [--language tr|en] [--out DIR]
               hesap deploy docs --out DIR
               hesap deploy policy PROFILE [--environment NAME] [--out DIR]
               hesap deploy rules
               hesap deploy render PROFILE --out DIR [--environment NAME]
               hesap deploy build PROFILE --out DIR [--binary FILE] [--web DIR] [--base IMAGE@sha256:…]
               hesap deploy publish PROFILE --environment NAME --image DIR [--web DIR|--no-screens]
               hesap deploy plan PROFILE [--environment NAME] [--explain] [--offline] [--image sha256:…] [--out FILE]
               hesap deploy apply PROFILE --environment NAME --plan DIGEST [--web DIR] [--take-lock]
               hesap deploy all PROFILE --environment NAME --yes [--image sha256:…] [--web DIR] [--take-lock]
               hesap deploy destroy PROFILE --environment NAME --confirm SYSTEM [--with-data]
               hesap deploy outputs|drift PROFILE [--environment NAME] [--json]
               hesap deploy verify PROFILE --environment NAME [--only KIND,…] [--json]
               hesap deploy rollout PROFILE --environment NAME --image DIGEST [--service NAME] [--web DIR] [--no-migrate] [--region REGION]
               hesap deploy rollback PROFILE --environment NAME
               hesap deploy failover PROFILE --environment NAME --yes [--accept-loss 30s] [--fenced] [--keep-old]
               hesap deploy failover PROFILE --environment NAME --rebuild
               hesap deploy heartbeat PROFILE --environment NAME [--count N]
               hesap deploy drill PROFILE --environment NAME [--port PORT] [--rto TIME] [--rpo TIME]
               hesap deploy scale PROFILE --environment NAME --service NAME --to N|--back [--dry-run]
               hesap deploy snapshot PROFILE --environment NAME [--name NAME] [--keep DAYS] [--dry-run]
               hesap deploy snapshot PROFILE --environment NAME --list
               hesap deploy restore PROFILE --environment NAME --to TIME|--snapshot NAME --yes [--only database|cache]
               hesap deploy restore PROFILE --environment NAME --confirm|--undo|--give-up --yes
               hesap deploy migrate PROFILE --environment NAME [--image sha256:…] [--dry-run]
               hesap deploy screens PROFILE --environment NAME [--web DIR] [--back] [--dry-run]
               hesap deploy logs PROFILE [--environment NAME] [--service NAME,…] [--filter TEXT] [--since 15m] [--follow]
               hesap deploy connect database PROFILE --environment NAME --reason TEXT [--port PORT] [--command SQL]
               hesap deploy connect shell PROFILE --environment NAME --reason TEXT [--service NAME]
               hesap deploy doctor|diagnose PROFILE --environment NAME [--json]

        A PROFILE is a file, or the name of one in deploy/profiles. --environment (or ENVIRONMENT) chooses one of its
        environments.

        init    writes a first profile with remarks; never over another file
        import  makes a first profile from a guide and says what it found, what it changed and what is missing
        guide   prints the whole plan as a guide to copy from; --out DIR writes it with the files that it uses
          --language  tr or en
        docs    writes the pages of the five systems and the runbooks
        coverage  prints what became of every fact of the document that a profile stands for
          --gaps    only facts that nobody answers for
        lint    checks a profile, or reads a deployment guide in Markdown (its bash, yaml, json, sql, nginx and script blocks) and reports
                its mistakes as FILE:LINE:RULE: message
          --waivers   what is permitted, a line each: RULE GLOB [until:YYYY-MM-DD] reason
        price   what a month costs, each line with its price's source and day, beside the budget and the guide's own table;
                status 1 above the budget, 2 when no source gives a price
          --refresh   your own download of AWS's price list (an offer file, CSV or JSON); its prices replace ours
          --prices    keeps them in a file for the next time
          --measured  a line each: service (or database), processor, memory in per cent; advises smaller sizes
        capacity  what the planned growth asks for, what breaks first, and the scaling over five traces; status 1 when
                it does not hold
        policy  the least that whoever deploys must be allowed, as IAM policies made from the plan's own calls
        rules   prints the rules with their reasons
        render  writes every file that a profile becomes
        build   makes the image without network, from Debian's packages, the binary and the screens; needs root,
                buildah and, the first time, debootstrap
          --out     keeps the base, so that the next time nothing is fetched; the image's name stands in `image` there
        publish pushes what build made to the registry; its digest stands in `digest` there
        plan    what would be created, changed and destroyed, in order, with the exact commands; --explain shows every
                default, --offline (or no credentials) is the plan from nothing
        apply   carries out the plan of a digest and no other; killed or broken off, the same command goes on
        all     plans and carries out at once
        destroy takes a snapshot of every store, then away what bears the system's tags; --with-data also buckets,
                keys, secrets and logs that the templates keep
        outputs what the system tells others: addresses, names, ids
        drift   whether the account is as the profile says; exit status 4 when not
        verify  every item of the checklists as a named check with its evidence; status 2 when one could not run
        rollout   migrates, starts the other colour at the size of this one, moves the traffic in the profile's steps and
                  watches each; any fault moves it back. Broken off, the same command goes on
          --bake, --hold, --settle, --drain  other times than the profile's: 30s, 15m
        rollback  brings back what served before
        failover  fences the writer, promotes its copy, points the system at it and says what was lost and how long it
                  took; refused above the promised loss unless --accept-loss allows it; --rebuild makes the old writer
                  the copy
        heartbeat writes the beats by which a failover measures what was lost
        drill   restores a copy of the database beside it, writes into it, measures how long that took and how far it was
                behind, and takes it away; exit status 1 above the promise (of --rto, --rpo or the profile)
          --port    where the copy listens, for a machine of one's own
        scale   gives a service so many copies, and its automatic scaling that floor, within the profile's bounds; says what
                it costs a month; --back gives the floor back to the profile
        snapshot  takes snapshots of the database and of Redis, waits for them, and takes away those of its own that have
                had their days
          --keep    days, otherwise those of the profile's backups; --list shows all with the day they are kept until
        restore brings the database and Redis back as new stores beside those that serve, in the same network, with the same
                key, groups, parameters and settings; proves the books (ledger verify), cuts the old ones off and points
                the names inside at the new; says what is lost. Killed or broken off, the same command goes on
          --to        a moment inside the window of the backups; Redis comes from the last snapshot before it
          --yes       does it; without it the plan is shown
          --confirm   gives the new stores the old ones' names and deletes the old, with last snapshots
          --undo      goes back to the old stores, which were kept
          --give-up   leaves what was begun and not finished as it is
        migrate runs the migration of the image that serves, or of another, to its end, shows its log and passes its status
                on; one at a time
        screens uploads the built screens (web/dist): files with a digest in their name first, to be kept, the pages last,
                never kept; then the content network forgets the pages. --back brings the pages before back
        logs    what the services wrote, merged by time, without secrets; --follow goes on until Ctrl-C
        connect opens psql, or a shell in a copy of a service, through a session that the account logs; no port is open.
                Who and why is kept in audit.jsonl
        doctor  looks at your account without changing it: programs, access, quotas, names, versions
        diagnose  looks for the causes of the usual troubles, by name
        Commands that reach the account also take:
          --endpoint-url  URL or SERVICE=URL (also SERVICE.VERB=URL), several with commas: an emulator or a private
                          entrance instead of AWS (or HESAP_DEPLOY_ENDPOINT)
          --direct-for    types (or names of resources) that are made by commands of their own, not by CloudFormation
          --state         the folder of journals and plans, .hesap/deploy otherwise
        Exit status of lint: 0 nothing but notes and waived findings, 1 findings, 2 the guide could not be read.
        """
}

extension Help {
    /// The text for one command.
    static func text(of command: String) -> String {
        switch command {
        case "serve": serve
        case "migrate":
            "Usage: hesap migrate [--data DIR]\n\nApplies the schema's missing steps, under a lock."
        case "organization":
            """
            Usage: hesap organization create --name NAME --slug SLUG --email E-MAIL [--branch NAME] [--person NAME]
                                             [--json] [--data DIR]

            Makes an organization with its first branch and its owner, and prints the owner's password, once. What is
            left until the first sale stands on BOSS's first page: sign in there with that e-mail.
              --branch   the first branch's name; the organization's when left out
              --person   the owner's name; the organization's when left out
            """
        case "key":
            """
            Usage: hesap key create --organization SLUG --mode test|live [--name NAME] [--data DIR]

            Makes an API key and prints it, once.
            """
        case "password":
            "Usage: hesap password reset --email E-MAIL [--data DIR]\n\nGives the person a new password and prints it, once."
        case "ledger":
            """
            Usage: hesap ledger verify [--data DIR]

            Checks that every journal balances, that nothing is orphaned and that balances are what the postings say.
            Exit status 0: proven; 1: a fault, named; 2: could not judge.
            """
        case "audit":
            "Usage: hesap audit verify [--data DIR]\n\nChecks the audit trail's hash chain and names the first bad entry."
        case "backup":
            """
            Usage: hesap backup DIR [--data DIR]

            Copies the private cluster into an empty folder while the server runs, and the write-ahead log with it.
            """
        case "restore":
            """
            Usage: hesap restore DIR [--to TIME] [--data DIR]

            Makes a new data folder from a copy, as of the end of its log or as of TIME (RFC 3339).
            Screens start anew afterwards, because the stream gets a new epoch.
            """
        case "bench":
            """
            Usage: hesap bench restaurant|http|start [--rounds 5] [--seconds 10] [--branches 8] [--clients 16,32,64] [--json FILE]

            Measures on a private cluster of its own, beside pgbench or nginx in the same run, and prints a table.
            """
        case "deploy": deploy
        case "probe":
            """
            Usage: hesap probe [--port PORT] [--path /livez] [--show]

            Asks the server on this machine; exit status 0 when it answers 200, 1 otherwise. For health checks of images;
            --show prints what it said.
            """
        case "openapi": "Usage: hesap openapi\n\nPrints the API's OpenAPI 3.1 document."
        default: overview
        }
    }
}
