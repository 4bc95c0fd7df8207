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
"$binary" demo --if-empty --database "$database" >/dev/null

# It prints its address and, as this is the demo, how to sign in.
say "Ctrl-C ends it; make run PORT=8090 takes another port"
exec "$binary" serve --database "$database" --listen "127.0.0.1:$port"
