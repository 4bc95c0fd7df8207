#!/usr/bin/env bash
# screenshots.sh: takes the pictures in docs/pictures anew, of the demo company.
source "$(dirname "$0")/env.sh"

command -v chromium >/dev/null || debian_packages chromium
ls /usr/share/fonts/opentype/noto/NotoSansCJK* >/dev/null 2>&1 || debian_packages fonts-noto-cjk
ls /usr/share/fonts/truetype/noto/NotoSans-Regular* >/dev/null 2>&1 || debian_packages fonts-noto-core
setup/web.sh
cargo build --workspace --bin quartermaster
QUARTERMASTER_BIN="$CARGO_TARGET_DIR/debug/quartermaster" npm run --silent screenshots
