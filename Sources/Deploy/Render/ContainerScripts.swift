/// The scripts around the Dockerfile, for any POSIX shell.
enum ContainerScripts {
    /// Debian's packages that the server is linked with, and what it reads: certificates, time zones, a font.
    static let packages = [
        "ca-certificates", "tzdata", "fontconfig-config", "fonts-dejavu-core", "libmicrohttpd12", "libwslay1",
        "libpq5", "libsodium23", "libjansson4", "libcurl4", "libpangocairo-1.0-0", "libyaml-0-2",
        "libstdc++6",
    ]

    /// Runs inside the build: collects what the image will hold.
    static let assemble = #"""
        #!/bin/sh
        # assemble.sh ROOT: copies the server, the libraries it is linked with and the files it reads to ROOT.
        set -eu
        root=$1
        mkdir -p "$root/tmp" "$root/etc" "$root/usr/share" "$root/proc" "$root/dev" "$root/sys"
        chmod 1777 "$root/tmp"
        put() {
            [ -e "$root$1" ] && return
            mkdir -p "$root${1%/*}"
            cp -RL --preserve=mode "$1" "$root$1"
        }
        put /usr/local/bin/hesap
        put /usr/share/hesap/web
        for library in /usr/local/lib/*.so*; do
            if [ -e "$library" ]; then put "$library"; fi
        done
        LD_LIBRARY_PATH=/usr/local/lib ldd /usr/local/bin/hesap > /linked
        if grep 'not found' /linked; then exit 1; fi
        for library in $(tr -s '[:blank:]' '\n' < /linked | grep '^/' | sort -u); do put "$library"; done
        put /etc/ssl/certs/ca-certificates.crt
        put /etc/fonts
        put /usr/share/fonts
        put /usr/share/zoneinfo
        printf 'root:x:0:0::/:/none\nhesap:x:10001:10001::/tmp:/none\n' > "$root/etc/passwd"
        printf 'root:x:0:\nhesap:x:10001:\n' > "$root/etc/group"
        printf 'hosts: files dns\n' > "$root/etc/nsswitch.conf"
        chmod -R go-w "$root/usr" "$root/etc"
        find "$root" -type f -perm /6000 -exec chmod ug-s {} +

        """#

    /// Gathers what the build reads: the binary, the screens, and the Swift libraries when they are not
    /// inside the binary (`swift build -c release --static-swift-stdlib`).
    static let stage = #"""
        #!/bin/sh
        # stage.sh BINARY SCREENS FOLDER: gathers in FOLDER what the Dockerfile copies.
        set -eu
        here=$(cd "$(dirname "$0")" && pwd)
        mkdir -p "$3/lib" "$3/web"
        cp "$1" "$3/hesap"
        chmod 755 "$3/hesap"
        cp -R "$2/." "$3/web/"
        for library in $(ldd "$1" | tr -s '[:blank:]' '\n' | grep '^/' | grep -v -e '^/lib' -e '^/usr/lib/' | sort -u); do
            cp -L "$library" "$3/lib/"
        done
        cp "$here/Dockerfile" "$here/.dockerignore" "$here/assemble.sh" "$3/"

        """#

    /// Makes the base image from Debian's own archives, with what was mended since the last point release;
    /// signatures are checked by debootstrap and apt. The same archives give the same digest, whoever makes
    /// it and when.
    static let base = """
        #!/bin/sh
        # base.sh FOLDER: makes localhost/hesap-base from Debian's archives and prints it by digest. FOLDER keeps
        # base.tar, so that the next time nothing is fetched; without it the security updates of the day come in.
        # Needs debootstrap, buildah and root. Days that are over have archives of their own:
        # MIRROR=http://snapshot.debian.org/archive/debian/DAY, SECURITY=…/debian-security/DAY. An empty SECURITY
        # leaves the updates out.
        set -eu
        mkdir -p "$1"
        tar=$1/base.tar
        buildah="buildah ${STORAGE:-}"
        mirror=${MIRROR:-http://deb.debian.org/debian}
        security=${SECURITY-http://deb.debian.org/debian-security}
        if [ ! -s "$tar" ]; then
            made=$(mktemp -d)
            debootstrap --variant=minbase --include=\(packages.joined(separator: ",")) \\
                bookworm "$made" "$mirror" >&2
            if [ -n "$security" ]; then
                printf 'deb %s main\\n' "$mirror bookworm" "$security bookworm-security" > "$made/etc/apt/sources.list"
                chroot "$made" apt-get -qq -o Acquire::Check-Valid-Until=false update >&2
                DEBIAN_FRONTEND=noninteractive chroot "$made" apt-get -qq -y -o DPkg::Options::=--force-unsafe-io \\
                    upgrade >&2
            fi
            # What is of this day or of this machine alone.
            rm -rf "$made"/var/cache/apt/* "$made"/var/cache/fontconfig/* "$made"/var/cache/ldconfig/* \\
                "$made"/var/lib/apt/lists/* "$made"/var/log/* "${made:?}"/dev/* \\
                "$made/etc/apt/sources.list" "$made/etc/resolv.conf" "$made/etc/hostname"
            sed -i 's/^\\([^:]*:[^:]*\\):[0-9]*:/\\1:1:/' "$made"/etc/shadow*
            tar --sort=name --mtime=@0 --numeric-owner -C "$made" -cf "$tar.part" .
            mv "$tar.part" "$tar"
            rm -rf "$made"
        fi
        container=$($buildah from scratch)
        $buildah add -q "$container" "$tar" / >/dev/null
        $buildah config --env PATH=/usr/sbin:/usr/bin:/sbin:/bin "$container"
        $buildah commit -q --timestamp 0 --rm "$container" localhost/hesap-base:bookworm >/dev/null
        $buildah images --digests --format '{{.Name}}@{{.Digest}}' localhost/hesap-base:bookworm

        """

    /// Builds the image; the build has no network, whichever way of isolation buildah finds.
    static let build = #"""
        #!/bin/sh
        # build.sh FOLDER BASE IMAGE: builds IMAGE from what stage.sh gathered in FOLDER. BASE is base.sh's answer.
        set -eu
        case $2 in
            *@sha256:????????????????????????????????????????????????????????????????) ;;
            *) echo "$2 is no image by digest: NAME@sha256:DIGEST is expected" >&2; exit 64 ;;
        esac
        buildah="buildah ${STORAGE:-}"
        none="$buildah build --network none"
        # A build inside a container, or on a machine without a runtime, has only a changed root for its
        # isolation; the network is taken away around it.
        if [ -z "${BUILDAH_ISOLATION:-}" ] && ! command -v crun >/dev/null && ! command -v runc >/dev/null; then
            BUILDAH_ISOLATION=chroot
            export BUILDAH_ISOLATION
        fi
        if [ "${BUILDAH_ISOLATION:-}" = chroot ]; then none="unshare --net $buildah build"; fi
        # The OCI format gives the same digest for the same parts. It knows no HEALTHCHECK, which Docker's own builder
        # takes from the Dockerfile; Kubernetes, ECS and compose are told their checks anyway.
        $none --pull-never --format oci --timestamp 0 --build-arg "BASE=$2" --tag "$3" "$1" >&2
        $buildah images --digests --format '{{.Name}}@{{.Digest}}' "$3"

        """#
}
