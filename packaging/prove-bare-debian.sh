#!/bin/sh
# Proves the README's commands where nothing is installed: makes a bare Debian in a folder, with python3, python3-venv,
# make and git, puts a clone of this repository there, and runs them inside.
#
#   prove-bare-debian.sh [COMMAND…]     "make demo" and "make test", if none is given
#
# Needs root, debootstrap and unshare. From this machine it takes how the network is reached, and nothing else: the
# mirror and settings of apt, those of pip, proxies, the resolver, and the certificates these name.
#
#   PLACE=DIR    keep the system there and use it again; else it is made in a new folder and removed
#   SUITE=NAME   another release than bookworm
set -eu
source=$(cd "$(dirname "$0")/.." && pwd)
suite=${SUITE:-bookworm}
[ "$(id -u)" = 0 ] || { echo "prove-bare-debian: needs root" >&2; exit 2; }
for tool in debootstrap unshare; do
    command -v "$tool" >/dev/null || { echo "prove-bare-debian: needs $tool" >&2; exit 2; }
done

if [ -n "${PLACE:-}" ]; then
    place=$PLACE
else
    place=$(mktemp -d)
    chmod 755 "$place"  # it is the root folder of the system in it, which every account of that goes through
    trap 'rm -rf "$place"' EXIT
fi

# Where apt gets this release from here; nothing where it does not, and debootstrap's own choice holds.
mirror() {
    # shellcheck disable=SC2016  # apt fills these in
    apt-get indextargets --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' 2>/dev/null |
        awk -v suite="$suite" '$2 == suite { print $1; exit }'
}

# To the places where this machine's own programs look for them.
copy_settings() {
    apt-config dump Acquire >"$place/etc/apt/apt.conf.d/90as-outside"
    for file in /etc/resolv.conf /etc/hosts /etc/pip.conf "$HOME/.config/pip/pip.conf" \
        "${PIP_CERT:-}" "${SSL_CERT_FILE:-}" "${REQUESTS_CA_BUNDLE:-}"; do
        if [ -n "$file" ] && [ -f "$file" ]; then
            mkdir -p "$place$(dirname "$file")"
            # without what pip would look for in folders of this machine
            sed -E '/^(find-links|extra-index-url) *= *(\/|file:)/d' "$file" >"$place$file"
        fi
    done
    for name in PIP_CERT PIP_INDEX_URL PIP_EXTRA_INDEX_URL PIP_TRUSTED_HOST PIP_PROXY PIP_DEFAULT_TIMEOUT \
        SSL_CERT_FILE REQUESTS_CA_BUNDLE http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY; do
        eval "value=\${$name:-}"
        [ -z "$value" ] || printf "export %s='%s'\n" "$name" "$value"
    done >"$place/root/as-outside"
}

if ! [ -e "$place/etc/debian_version" ]; then
    echo "prove-bare-debian: making a bare $suite"
    mkdir -p "$place"
    # shellcheck disable=SC2046  # no mirror is no argument
    debootstrap --variant=minbase --include=python3,python3-venv,make,git "$suite" "$place" $(mirror) \
        >"$place/debootstrap.log" 2>&1 || { tail -n 20 "$place/debootstrap.log" >&2; exit 1; }
fi
copy_settings
rm -rf "$place/root/incident-desk"
git clone --quiet --no-hardlinks "$source" "$place/root/incident-desk"

# The mounts live in a namespace of their own and go with it.
inside() {
    # shellcheck disable=SC2016  # filled in by the shells in there
    unshare --mount --pid --fork sh -euc '
        mount -t proc proc "$1/proc"
        mount -t tmpfs tmpfs "$1/dev/shm"
        mkdir -p "$1/dev/pts"
        mount -t devpts -o newinstance,ptmxmode=0666 devpts "$1/dev/pts"
        ln -sf pts/ptmx "$1/dev/ptmx"
        exec chroot "$1" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
            sh -c ". /root/as-outside && cd /root/incident-desk && $2"' sh "$place" "$1"
}

[ $# -gt 0 ] || set -- "make demo" "make test"
failed=0
for command in "$@"; do
    echo "prove-bare-debian: $command"
    began=$(date +%s)
    if inside "$command"; then
        echo "prove-bare-debian: $command: done in $(($(date +%s) - began)) s"
    else
        echo "prove-bare-debian: $command: FAILED after $(($(date +%s) - began)) s"
        failed=1
    fi
done
exit $failed
