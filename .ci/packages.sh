# shellcheck shell=bash
# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
#
# For ./dev: the packages the tree needs, and how they come.

# shellcheck disable=SC2034 # read as "${family}_$purpose"
{
  debian_build='gcc libc6-dev meson ninja-build pkgconf gettext libglib2.0-dev
    libsoup-3.0-dev libjson-glib-dev libsqlite3-dev libssl-dev'
  debian_run='dbus-daemon curl'
  debian_test='dbus-daemon curl valgrind libc6-dbg python3-cryptography mandoc'
  # Only unpacked, see fetch_servers.
  debian_servers='nginx caddy'
  debian_fuzz='clang libclang-rt-dev llvm'
  debian_senders='nodejs npm'
  debian_lint='clang-format clang-tidy shellcheck'

  fedora_build='gcc meson ninja-build pkgconf-pkg-config gettext glib2-devel
    libsoup3-devel json-glib-devel sqlite-devel openssl-devel'
  fedora_run='dbus-daemon curl'
  fedora_test='dbus-daemon curl valgrind libasan libubsan nginx caddy
    python3-cryptography'
  fedora_fuzz='clang compiler-rt llvm'
  fedora_senders='nodejs npm'
  fedora_lint='clang-tools-extra ShellCheck'

  arch_build='gcc meson ninja pkgconf gettext glib2-devel libsoup3 json-glib
    sqlite openssl'
  arch_run='dbus curl'
  arch_test='dbus curl valgrind nginx caddy python-cryptography'
  arch_fuzz='clang compiler-rt llvm'
  arch_senders='nodejs npm'
  arch_lint='clang shellcheck'
}

package_family ()
{
  if type apt-get &>/dev/null; then echo debian
  elif type dnf &>/dev/null; then echo fedora
  elif type pacman &>/dev/null; then echo arch
  else echo unknown
  fi
}

is_installed ()
{
  case $family in
    debian) dpkg-query -W -f '${db:Status-Status}\n' "$1" | grep -qx installed ;;
    fedora) rpm -q --whatprovides "$1" ;;
    arch) pacman -T "$1" ;;
  esac >/dev/null 2>&1
}

# need PURPOSE…: sees to it that the packages for these purposes are there.
need ()
{
  local family purpose package list missing=()

  family=$(package_family)
  if [ "$family" = unknown ]; then
    say 'cannot look for packages here; the names are in README.md'
    return
  fi

  for purpose; do
    list=${family}_$purpose
    for package in ${!list}; do
      is_installed "$package" || missing+=("$package")
    done
  done
  [ "${#missing[@]}" -eq 0 ] || "install_$family" "${missing[@]}"
}

install_debian ()
{
  local as_root=(env DEBIAN_FRONTEND=noninteractive)

  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail "first, as root: apt-get install $*"
    if [ -t 0 ]; then as_root=(sudo "${as_root[@]}")
    else as_root=(sudo -n "${as_root[@]}")
    fi
  fi

  say "installing $*"
  quietly "${as_root[@]}" apt-get update
  quietly "${as_root[@]}" apt-get install -y --no-install-recommends "$@"
}

install_fedora ()
{
  fail "first: sudo dnf install $*"
}

install_arch ()
{
  fail "first: sudo pacman -S --needed $*"
}

# fetch_servers DIRECTORY: the web servers of the tests. Debian would start them
# as soon as they are installed, on port 80 and for good; so they are unpacked
# there. Their libraries are among the packages above.
fetch_servers ()
{
  local directory=$PWD/$1 package

  [ "$(package_family)" = debian ] || return 0

  mkdir -p "$directory"
  for package in $debian_servers; do
    PATH=$PATH:/usr/sbin:$directory/usr/sbin:$directory/usr/bin \
      type "$package" &>/dev/null && continue
    say "unpacking $package"
    quietly unpack "$package" "$directory" \
      || say "$package cannot be had: its tests are skipped"
  done
}

unpack ()
{
  local scratch status=0

  scratch=$(mktemp -d)
  (cd "$scratch" && apt-get download "$1" && dpkg -x ./*.deb "$2") || status=$?
  rm -r "$scratch"
  return "$status"
}

# fetch_senders DIRECTORY: the libraries that tests/interop sends with, as its
# lock file has them. Without npm, or without a network, they are left out.
fetch_senders ()
{
  local directory=$PWD/$1 from=tests/interop

  if ! type node npm &>/dev/null && ! (need senders); then
    say 'no npm here: the tests with real senders are skipped'
    return
  fi

  cmp -s "$from/package-lock.json" "$directory/installed" && return
  say 'installing senders with npm'
  mkdir -p "$directory"
  rm -f "$directory/installed"
  cp "$from/package.json" "$from/package-lock.json" "$from/.npmrc" "$directory"
  if quietly env -C "$directory" npm ci; then
    cp "$from/package-lock.json" "$directory/installed"
  else
    say 'they cannot be had: the tests with real senders are skipped'
  fi
}
