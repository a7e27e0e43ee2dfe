#!/bin/sh
# The system libraries Qt needs, found by asking the loader which ones are missing. Installs them where that is allowed
# (root, or sudo without a password), else prints the one command that does, and fails.
#
#   system-libraries.sh           what the window needs
#   system-libraries.sh --tests   also a display, a hand, a message bus, a voice, a chat, a browser and a Prometheus; never
#                                 fails for them
set -eu
cd "$(dirname "$0")/.."
[ "$(uname -s)" = Linux ] || exit 0

manager=
for name in apt-get dnf pacman zypper; do
    if command -v "$name" >/dev/null 2>&1; then
        manager=$name
        break
    fi
done

# The libraries that Qt's own files ask for and the loader cannot find. Qt brings its libQt6*; GTK's theme is optional.
missing_libraries() {
    qt=$(echo .venv/lib/python3*/site-packages/PySide6)
    for file in "$qt"/QtCore.abi3.so "$qt"/QtGui.abi3.so "$qt"/QtWidgets.abi3.so "$qt"/QtSvg.abi3.so \
        "$qt"/QtNetwork.abi3.so "$qt"/Qt/plugins/platforms/libqxcb.so "$qt"/Qt/plugins/platforms/libqoffscreen.so \
        "$qt"/Qt/plugins/platforms/libqwayland.so "$qt"/Qt/plugins/imageformats/libqsvg.so \
        "$qt"/Qt/plugins/xcbglintegrations/*.so "$qt"/Qt/libexec/uic "$qt"/lrelease "$qt"/lupdate; do
        if [ -e "$file" ]; then
            ldd "$file" 2>/dev/null
        fi
    done | awk '/not found/ { print $1 }' | sort -u
}

# LIBRARY -> its package in Debian and Ubuntu, Fedora, Arch, openSUSE. Debian's were tried, the others were looked up.
package_of() {
    case $1 in
        libEGL.so.1) echo libegl1 libglvnd-egl libglvnd libEGL1 ;;
        libGL.so.1 | libGLX.so.0) echo libgl1 libglvnd-glx libglvnd libGL1 ;;
        libOpenGL.so.0) echo libopengl0 libglvnd-opengl libglvnd libOpenGL0 ;;
        libX11.so.6) echo libx11-6 libX11 libx11 libX11-6 ;;
        libX11-xcb.so.1) echo libx11-xcb1 libX11-xcb libx11 libX11-xcb1 ;;
        libxcb.so.1) echo libxcb1 libxcb libxcb libxcb1 ;;
        libxcb-cursor.so.0) echo libxcb-cursor0 xcb-util-cursor xcb-util-cursor libxcb-cursor0 ;;
        libxcb-icccm.so.4) echo libxcb-icccm4 xcb-util-wm xcb-util-wm libxcb-icccm4 ;;
        libxcb-image.so.0) echo libxcb-image0 xcb-util-image xcb-util-image libxcb-image0 ;;
        libxcb-keysyms.so.1) echo libxcb-keysyms1 xcb-util-keysyms xcb-util-keysyms libxcb-keysyms1 ;;
        libxcb-render-util.so.0) echo libxcb-render-util0 xcb-util-renderutil xcb-util-renderutil libxcb-render-util0 ;;
        libxcb-util.so.1) echo libxcb-util1 xcb-util xcb-util libxcb-util1 ;;
        libxcb-xkb.so.1) echo libxcb-xkb1 libxcb libxcb libxcb-xkb1 ;;
        libxcb-*.so.*) # the rest of libxcb: one package each in Debian and openSUSE, one for all elsewhere
            part=$(echo "$1" | sed -E 's/^libxcb-([a-z0-9-]+)\.so\.([0-9]+)$/\1\2/')
            echo "libxcb-$part" libxcb libxcb "libxcb-$part"
            ;;
        libxkbcommon.so.0) echo libxkbcommon0 libxkbcommon libxkbcommon libxkbcommon0 ;;
        libxkbcommon-x11.so.0) echo libxkbcommon-x11-0 libxkbcommon-x11 libxkbcommon-x11 libxkbcommon-x11-0 ;;
        libfontconfig.so.1) echo libfontconfig1 fontconfig fontconfig libfontconfig1 ;;
        libfreetype.so.6) echo libfreetype6 freetype freetype2 libfreetype6 ;;
        libdbus-1.so.3) echo libdbus-1-3 dbus-libs dbus libdbus-1-3 ;;
        libglib-2.0.so.0 | libgthread-2.0.so.0) echo libglib2.0-0 glib2 glib2 libglib-2_0-0 ;;
        libdrm.so.2) echo libdrm2 libdrm libdrm libdrm2 ;;
        libgssapi_krb5.so.2) echo libgssapi-krb5-2 krb5-libs krb5 krb5 ;;
        libwayland-client.so.0) echo libwayland-client0 libwayland-client wayland libwayland-client0 ;;
        libwayland-cursor.so.0) echo libwayland-cursor0 libwayland-cursor wayland libwayland-cursor0 ;;
        libwayland-egl.so.1) echo libwayland-egl1 libwayland-egl wayland libwayland-egl1 ;;
        libz.so.1) echo zlib1g zlib zlib libz1 ;;
        libzstd.so.1) echo libzstd1 libzstd zstd libzstd1 ;;
    esac
}

packages_for() {
    case $manager in
        apt-get) column=1 ;;
        dnf) column=2 ;;
        pacman) column=3 ;;
        zypper) column=4 ;;
    esac
    for library in "$@"; do
        package_of "$library" | cut -d' ' -f"$column"
    done | sort -u | tr '\n' ' ' | sed 's/ $//'
}

install_command() {
    case $manager in
        apt-get) echo "apt-get install -y --no-install-recommends $*" ;;
        dnf) echo "dnf install -y $*" ;;
        pacman) echo "pacman -S --needed --noconfirm $*" ;;
        zypper) echo "zypper --non-interactive install $*" ;;
    esac
}

# Empty for root, sudo where it asks for no password; fails where neither holds.
rights() {
    if [ "$(id -u)" = 0 ]; then
        echo ""
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        echo "sudo -n"
    else
        return 1
    fi
}

install() {
    as_root=$(rights) || return 1
    echo "set-up: installing with the system's package manager: $*"
    export DEBIAN_FRONTEND=noninteractive
    if [ "$manager" = apt-get ]; then
        # shellcheck disable=SC2086  # the words of the command are meant to be split
        $as_root apt-get -qq update >/dev/null || true
    fi
    # shellcheck disable=SC2046,SC2086
    $as_root $(install_command "$*") >.venv/system-libraries.log 2>&1 || {
        tail -n 5 .venv/system-libraries.log >&2
        return 1
    }
}

window() {
    libraries=$(missing_libraries)
    [ -n "$libraries" ] || return 0
    # shellcheck disable=SC2086
    packages=$([ -n "$manager" ] && packages_for $libraries || true)
    if [ -n "$packages" ] && install "$packages" && [ -z "$(missing_libraries)" ]; then
        return 0
    fi
    echo "set-up: Qt needs system libraries that are not here: $(missing_libraries | tr '\n' ' ')" >&2
    if [ -n "$packages" ]; then
        echo "set-up: run this, then make again:  sudo $(install_command "$packages")" >&2
    fi
    return 1
}

# What one system does not have keeps none of the others away.
one_by_one() {
    lacks=
    for one in $1; do
        install "$one" || lacks="$lacks $one"
    done
    wanted=$lacks
    [ -z "$lacks" ]
}

journeys() {
    wanted=
    command -v Xvfb >/dev/null 2>&1 || case $manager in
        apt-get) wanted="xvfb" ;;
        dnf | pacman) wanted="xorg-x11-server-Xvfb" ;;
        zypper) wanted="xorg-x11-server-Xvfb" ;;
    esac
    if [ "$manager" = pacman ] && [ -n "$wanted" ]; then
        wanted="xorg-server-xvfb"
    fi
    command -v xdotool >/dev/null 2>&1 || wanted="$wanted xdotool"
    if ! command -v dbus-daemon >/dev/null 2>&1; then
        case $manager in
            apt-get | dnf) wanted="$wanted dbus-daemon" ;;
            pacman) wanted="$wanted dbus" ;;
            zypper) wanted="$wanted dbus-1-daemon" ;;
        esac
    fi
    # what speaks a message, what listens to it, a chat to say it in, a browser for the status page, and who checks its
    # feed; all four call them so
    for part in espeak-ng sox ngircd chromium jing; do
        PATH="$PATH:/usr/sbin" command -v "$part" >/dev/null 2>&1 || wanted="$wanted $part"
    done
    # what tells of alerts, and what takes them in the way that we are held against; amtool comes with it
    for part in prometheus prometheus-alertmanager; do
        command -v "$part" >/dev/null 2>&1 || wanted="$wanted $part"
    done
    [ -n "$wanted" ] || return 0
    if [ -z "$manager" ] || ! { install "$wanted" || one_by_one "$wanted"; }; then
        echo "set-up: some tests will be skipped, as the journeys in a real window; they need: $wanted" >&2
    fi
}

window
if [ "${1:-}" = --tests ]; then
    journeys
fi
