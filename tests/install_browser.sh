#!/bin/sh
# The browser that the tests drive: Debian's chromium, and a font for it.
set -eu
if command -v chromium >/dev/null 2>&1; then exit 0; fi
packages="chromium fonts-liberation"
if ! command -v apt-get >/dev/null 2>&1; then
    echo "The browser tests need chromium on the PATH: install it, then run 'make test' again." >&2
    exit 1
fi
if [ "$(id -u)" = 0 ]; then
    as_root=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root="sudo"
else
    echo "The browser tests need chromium. Run: sudo apt-get install $packages" >&2
    exit 1
fi
echo "Installing $packages for the browser tests"
$as_root apt-get update -qq
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null
