#!/usr/bin/env bash
# run.sh [PORT]: builds what changed and serves on SQLite with the demo company in it.
# The data live in var/ of this folder; remove it to begin anew.
source "$(dirname "$0")/env.sh"

port=${1:-8080}
need cargo "install Rust, https://rustup.rs"
need node "install Node.js 20 or newer"
need cc "install a C compiler: sudo apt-get install gcc libc6-dev"

setup/web.sh
say "server"
cargo build --profile quick --workspace --bin quartermaster
binary="$CARGO_TARGET_DIR/quick/quartermaster"

mkdir -p var
database="sqlite://$QM_ROOT/var/quartermaster.db"
[ -f var/quartermaster.db ] || say "the demo company moves in"
"$binary" demo --database "$database"

"$binary" serve --database "$database" --listen "127.0.0.1:$port" &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null || true' EXIT
trap 'exit 0' INT TERM
wait_for "http://127.0.0.1:$port/readyz" 60 "$server" || die "the server did not get ready; is port $port taken? (make run PORT=8090)"
say "http://127.0.0.1:$port"
"$binary" demo --sign-ins
echo "Stop with Ctrl-C."
wait "$server"
