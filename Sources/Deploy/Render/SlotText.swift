/// The program that starts and stops copies on a single machine; roll-outs call it.
enum SlotText {
    static func program(_ machine: Machine) -> String {
        let cases = machine.profile.services.map { service in
            let settings = ServerStart.settings(machine.profile, service).filter { $0.name != "PORT" }
            let lines = settings.map { "            \($0.name)=\($0.value)" }
            return "        \(service.name)) cat <<'END'\n\(lines.joined(separator: "\n"))\nEND\n        ;;"
                .replacing("            ", with: "")
        }
        return """
            #!/bin/sh
            # slot SERVICE start SLOT IMAGE COPY PORT | stop SLOT [COPY] | migrate IMAGE | reload | log SLOT COPY
            set -eu
            folder=${SLOT_FOLDER:-\(machine.folder)}
            system=\(machine.profile.system)
            service=$1
            verb=$2
            release() { printf '%s/releases/%s/hesap' "$folder" "${1##*sha256:}"; }
            settings() {
                case $service in
            \(cases.joined(separator: "\n"))
                *) echo "There is no service $service." >&2; exit 64 ;;
                esac
            }
            # As systemd reads such a file: a value is what follows the sign, nothing in it is the shell's.
            take() {
                while IFS= read -r line || [ -n "$line" ]; do
                    case $line in
                    ''|'#'*|';'*) continue ;;
                    *=\\"*\\") line=${line%\\"} line=${line%%=*}=${line#*=\\"} ;;
                    *="'"*"'") line=${line%"'"} line=${line%%=*}=${line#*="'"} ;;
                    esac
                    export "${line?}"
                done < "$1"
            }
            case $verb in
            start)
                name=$service-$3-$5
                mkdir -p "$folder/slots/$name"
                ln -sfn "$(release "$4")" "$folder/slots/$name/hesap"
                { settings; printf 'PORT=%s\\n' "$6"; } > "$folder/slots/$name/environment"
                systemctl restart "$system@$name.service"
                ;;
            stop) systemctl stop "$system@$service-$3-${4:-*}.service" ;;
            migrate)
                take "$folder/environment"
                take "$folder/secrets"
                "$(release "$3")" migrate
                ;;
            reload) nginx -t -q && nginx -s reload ;;
            log) journalctl -u "$system@$service-$3-$4.service" -n 50 --no-pager -o cat ;;
            *) echo "There is no $verb: start, stop, migrate, reload and log are known." >&2; exit 64 ;;
            esac

            """
    }
}
