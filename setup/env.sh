# What every script here stands on: where things are kept, how to speak, how to ask Debian for a package.
# Sourced, never run. Sets QM_ROOT, QM_CACHE and CARGO_TARGET_DIR.

set -euo pipefail

QM_ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
QM_CACHE="${XDG_CACHE_HOME:-$HOME/.cache}/quartermaster"
# Build output stays out of the clone, so that a fresh clone of the same machine builds in seconds.
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$QM_CACHE/target}"
export QM_ROOT QM_CACHE
cd "$QM_ROOT"
mkdir -p "$QM_CACHE" "$CARGO_TARGET_DIR"

say() { printf '\n== %s\n' "$*"; }
die() { printf '\n%s\n' "$*" >&2; exit 1; }

in_ci() { [ "${CI:-}" = true ] || [ "${CI:-}" = 1 ]; }

# as_root CMD…: runs as root, by sudo when that asks nothing; fails where neither works.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo -n "$@"
  else return 1
  fi
}

# debian_packages PKG…: installs what dpkg does not know as installed.
# Where it may not, it stops and prints the one command that somebody who may has to type.
debian_packages() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  say "installing ${missing[*]}"
  if ! command -v apt-get >/dev/null; then
    die "This is not Debian. Please install what it calls: ${missing[*]}"
  fi
  # A new machine has no package lists; an old one has stale ones. Try first, refresh only when that fails.
  if ! apt_install "${missing[@]}" >"$QM_CACHE/apt.log" 2>&1; then
    as_root apt-get update >>"$QM_CACHE/apt.log" 2>&1 || true
    if ! apt_install "${missing[@]}" >>"$QM_CACHE/apt.log" 2>&1; then
      tail -n 5 "$QM_CACHE/apt.log" >&2
      die "Please run:  sudo apt-get update && sudo apt-get install --no-install-recommends ${missing[*]}"
    fi
  fi
}

apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
    -o DPkg::Lock::Timeout=300 "$@"
}

# need TOOL WHY: stops when a program that we do not install is missing.
need() { command -v "$1" >/dev/null || die "$1 is missing: $2"; }

# free_port: a TCP port of the loopback that nobody uses at this moment. (Node is the one interpreter we may count on.)
free_port() {
  node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

# wait_for URL SECONDS [PID]: until the address answers with success; fails early when the process is gone.
wait_for() {
  node - "$@" <<'JS'
const [url, seconds, pid] = process.argv.slice(2);
const end = Date.now() + Number(seconds) * 1000;
const alive = () => { try { return !pid || process.kill(Number(pid), 0); } catch { return false; } };
(async () => {
  while (Date.now() < end && alive()) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2000) }).catch(() => null);
    if (answer?.ok) process.exit(0);
    await new Promise((done) => setTimeout(done, 100));
  }
  process.exit(1);
})();
JS
}
