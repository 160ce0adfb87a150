#!/bin/sh
# Installs what is missing of Debian 12's packages: `bootstrap.sh run` for building and running,
# `bootstrap.sh test` for the browser, the outside tools and the emulators that the tests use besides,
# `bootstrap.sh emulators` for the emulators alone.
set -eu
what=${1:-run}

build="ca-certificates pkg-config make git libmicrohttpd-dev libwslay-dev libpq-dev libsodium-dev libjansson-dev
 libcurl4-openssl-dev libpango1.0-dev libyaml-dev zlib1g-dev fonts-dejavu-core postgresql-15 postgresql-client-15
 nodejs esbuild node-typescript node-react node-react-dom node-csstype node-prop-types node-chart.js
 fonts-inter-variable"
test="node-jsdom eslint node-eslint-plugin-react-hooks chromium python3 python3-venv libatomic1 nginx-light wrk curl
 poppler-utils buildah debootstrap bind9-dnsutils shellcheck logrotate"

case $what in
    run) wanted=$build ;;
    test | emulators) wanted="$build $test" ;;
    *) echo "usage: bootstrap.sh run|test|emulators" >&2; exit 64 ;;
esac

missing=
for package in $wanted; do
    # A tool that is there from elsewhere (a newer node) serves as well as Debian's.
    if [ "$package" = nodejs ] && command -v node >/dev/null 2>&1; then continue; fi
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
done

if [ -n "$missing" ]; then
    if [ "$(id -u)" != 0 ]; then
        echo "These packages are missing; install them as root and run again:" >&2
        echo "  apt-get install -y --no-install-recommends$missing" >&2
        exit 1
    fi
    # Debian would start a cluster of its own on port 5432 when PostgreSQL is installed; Hesap keeps a private one.
    if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
        mkdir -p /etc/postgresql-common
        echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.conf
    fi
    echo "Installing:$missing"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # shellcheck disable=SC2086
    apt-get install -y -qq --no-install-recommends $missing >/tmp/hesap-apt.log 2>&1 || {
        tail -20 /tmp/hesap-apt.log >&2
        exit 1
    }
fi

command -v swift >/dev/null 2>&1 || {
    echo "The Swift 6.3 toolchain is missing: install it from swift.org and put swift in the PATH." >&2
    exit 1
}

# Pythons with what the tests need, each in an environment of its own (together they would make pip search for
# minutes), all made at once: each waits for the network most of the time.
environment() {
    folder=$1
    shift
    if [ ! -e "$folder/installed" ]; then
        echo "Making $folder"
        rm -rf "$folder"
        python3 -m venv "$folder"
        "$folder/bin/pip" install -q --disable-pip-version-check --no-compile "$@"
        touch "$folder/installed"
    fi
}
making=
if [ "$what" = test ]; then
    # The browser's driver and the outside tools.
    environment .venv -r tools/requirements.txt & making="$making $!"
    # The checkers of templates.
    environment .cache/cfn-lint cfn-lint==1.58.0 & making="$making $!"
    environment .cache/checkov checkov==3.3.30 & making="$making $!"
    environment .cache/kubernetes kubernetes-validate==1.37.0 & making="$making $!"
fi
if [ "$what" = test ] || [ "$what" = emulators ]; then
    # The emulators on which profiles are applied.
    environment .cache/emulators ministack==1.5.33 'moto[server]==5.2.5' awscli==1.46.3 & making="$making $!"
fi
for one in $making; do wait "$one"; done

# Prometheus' and Alertmanager's checkers, out of Debian's packages: installed whole they would start servers.
if [ "$what" = test ] && [ ! -e .cache/alerts/installed ]; then
    echo "Unpacking promtool and amtool into .cache/alerts"
    rm -rf .cache/alerts
    mkdir -p .cache/alerts
    (
        cd .cache/alerts
        { apt-get download -qq prometheus prometheus-alertmanager || {
            apt-get update -qq && apt-get download -qq prometheus prometheus-alertmanager
        }; } >/tmp/hesap-apt.log 2>&1 || { tail -20 /tmp/hesap-apt.log >&2; exit 1; }
        for package in *.deb; do dpkg-deb --fsys-tarfile "$package" | tar -x --wildcards './usr/bin/*tool'; done
        rm -f ./*.deb
        touch installed
    )
fi
