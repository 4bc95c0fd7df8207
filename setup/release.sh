#!/usr/bin/env bash
# release.sh: the binary that is shipped, with the web inside. Takes about half an hour on two cores.
source "$(dirname "$0")/env.sh"

setup/web.sh
cargo build --release --workspace --bin quartermaster
ls -lh "$CARGO_TARGET_DIR/release/quartermaster"
