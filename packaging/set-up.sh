#!/bin/sh
# Leaves .venv/bin/incident-desk: a virtual environment with the pinned packages, the program itself (editable), its
# compiled forms, and the system libraries Qt needs. Does nothing when nothing changed since the last time.
set -eu
cd "$(dirname "$0")/.."

complain() {
    echo "set-up: $*" >&2
    exit 1
}

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    for name in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        if is_new_enough "$name"; then
            echo "$name"
            return
        fi
    done
    complain "needs Python 3.11 or newer. If it has another name here: make setup PYTHON=/path/to/python"
}

# What the environment was made from: another lock, another Python or another folder makes it anew.
made_from() {
    {
        "$1" -VV
        pwd
        cat requirements/dev.txt pyproject.toml hatch_build.py
    } | "$1" -c 'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())'
}

make_environment() {
    echo "set-up: making .venv with the pinned packages (fetches some 200 MB, once)"
    if ! .venv/bin/python -c '' 2>/dev/null || ! [ "$(.venv/bin/python -VV)" = "$("$1" -VV)" ]; then
        rm -rf .venv
        "$1" -m venv .venv || {
            rm -rf .venv
            complain "Python's venv is not there. On Debian and Ubuntu: sudo apt-get install -y python3-venv"
        }
    fi
    pip="env PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 .venv/bin/python -m pip --quiet"
    $pip install --require-hashes --requirement requirements/dev.txt
    packaging/system-libraries.sh # before the build: the compiler of forms is a program of Qt's, too
    $pip install --no-deps --no-build-isolation --editable .
    .venv/bin/python -P incident_desk/desktop/compiling.py --force
}

python=$(find_python)
key=$(made_from "$python")
if ! [ -x .venv/bin/incident-desk ] || ! [ "$(cat .venv/made-from 2>/dev/null)" = "$key" ]; then
    make_environment "$python"
    echo "$key" >.venv/made-from
fi
packaging/system-libraries.sh
