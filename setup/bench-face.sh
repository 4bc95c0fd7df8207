#!/usr/bin/env bash
# bench-face.sh: fills a database with a million opportunities and measures the list of them in headless Chromium.
# Builds the release binary first, which takes its time. SPEED_ROWS=50000 tries the bench itself out.
source "$(dirname "$0")/env.sh"

command -v chromium >/dev/null || debian_packages chromium
setup/web.sh
cargo build --release --bin quartermaster
QUARTERMASTER_BIN="$CARGO_TARGET_DIR/release/quartermaster" node e2e/speed.mjs
