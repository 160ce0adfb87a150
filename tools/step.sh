# Sourced by the scripts: `step NAME COMMAND…` runs it and prints how long it took; the first failure ends everything.
step() {
    name=$1
    shift
    began=$(date +%s)
    printf '\n== %s\n' "$name"
    if "$@"; then
        printf '== %s: %s s\n' "$name" "$(($(date +%s) - began))"
    else
        printf '== %s FAILED after %s s\n' "$name" "$(($(date +%s) - began))"
        exit 1
    fi
}
