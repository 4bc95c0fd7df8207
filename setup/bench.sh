#!/usr/bin/env bash
# bench.sh [WORK…]: measures what the product promises about speed, each beside a rival in the same run.
# Works: import create list winrate start memory scope cascade. Builds the release binary first, which takes its time.
source "$(dirname "$0")/env.sh"

command -v sqlite3 >/dev/null || debian_packages sqlite3
python3 -c 'import venv, ensurepip' 2>/dev/null || debian_packages python3 python3-venv

duckdb=2.0.0 highspy=1.16.0
venv="$QM_CACHE/rivals-$duckdb-$highspy"
if [ ! -x "$venv/bin/python" ] || ! "$venv/bin/python" -c 'import duckdb, highspy' 2>/dev/null; then
  rm -rf "$venv"
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check "duckdb==$duckdb" "highspy==$highspy"
fi

setup/web.sh
cargo build --release --workspace --bin quartermaster --bin bench --features bench/measure
export QUARTERMASTER_BIN="$CARGO_TARGET_DIR/release/quartermaster"
export BENCH_PYTHON="$venv/bin/python"
setup/with-postgres.sh "$CARGO_TARGET_DIR/release/bench" "$@"
