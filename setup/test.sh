#!/usr/bin/env bash
# test.sh [STEP…]: everything that has to hold before a change lands; with names, only those steps.
# Steps: format code web journeys fuzz. A failing step does not stop the others; the exit code tells.
source "$(dirname "$0")/env.sh"

steps=("$@")
[ ${#steps[@]} -gt 0 ] || steps=(format web code journeys fuzz)
wanted() { [[ " ${steps[*]} " == *" $1 "* ]]; }

need cargo "install Rust, https://rustup.rs"
need node "install Node.js 20 or newer"
need cc "install a C compiler: sudo apt-get install gcc libc6-dev"

# --- what the tests stand on -------------------------------------------------------------------------------------

packages=()
if wanted code && ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && ! command -v initdb >/dev/null; then packages+=(postgresql); fi
if wanted journeys; then
  command -v chromium >/dev/null || packages+=(chromium)
  ls /usr/share/fonts/opentype/noto/NotoSansCJK* >/dev/null 2>&1 || packages+=(fonts-noto-cjk)
  ls /usr/share/fonts/truetype/noto/NotoSans-Regular* >/dev/null 2>&1 || packages+=(fonts-noto-core)
fi
if wanted fuzz && ! python3 -c 'import venv, ensurepip' 2>/dev/null; then packages+=(python3 python3-venv); fi
[ ${#packages[@]} -eq 0 ] || debian_packages "${packages[@]}"

logs=$(mktemp -d "${TMPDIR:-/tmp}/quartermaster-test.XXXXXX")
trap 'rm -rf "$logs"' EXIT

# The tests on real files ask for this folder. A test that does not find it writes its name into the list below and
# passes; in CI it fails instead.
export QUARTERMASTER_DATA="${QUARTERMASTER_DATA:-$QM_ROOT/../shared/data}"
export QUARTERMASTER_NOT_RUN="$logs/not-run"
: >"$QUARTERMASTER_NOT_RUN"

export NO_COLOR=1 CARGO_TERM_COLOR=never
if in_ci; then export CARGO_INCREMENTAL=0; fi

# --- counting ----------------------------------------------------------------------------------------------------

passed=0 failed=0 failures=()

# tally LOG: adds up what the test runners say about themselves. Prints "PASSED FAILED".
tally() {
  sed 's/\x1b\[[0-9;]*m//g' "$1" | awk '
    /^ *Summary \[/ {                                   # nextest
      for (i = 2; i <= NF; i++) { if ($i ~ /^passed/) p += $(i-1); if ($i ~ /^failed/) f += $(i-1); if ($i == "timed") f += $(i-1) }
    }
    /^test result: / { p += $4; f += $6 }               # cargo test
    /^ *Tests  / {                                      # vitest
      for (i = 2; i <= NF; i++) { if ($i ~ /^passed/) p += $(i-1); if ($i ~ /^failed/) f += $(i-1) }
    }
    /^ *[0-9]+ passed( \(|$)/ { p += $1 }               # playwright
    /^ *[0-9]+ failed$/ { f += $1 }
    /^(#|ℹ) pass [0-9]+$/ { p += $3 }                   # node --test
    /^(#|ℹ) fail [0-9]+$/ { f += $3 }
    END { print p + 0, f + 0 }'
}

# step NAME CMD…: a runner that counts itself is counted by its own words, any other command is one check.
step() {
  local name=$1 log="$logs/$((passed + failed + ${#failures[@]})).log" status=0 began=$SECONDS counts
  shift
  say "$name"
  "$@" 2>&1 | tee "$log" || status=$?
  read -r -a counts <<<"$(tally "$log")"
  if [ "$((counts[0] + counts[1]))" -eq 0 ]; then
    if [ "$status" -eq 0 ]; then counts=(1 0); else counts=(0 1); fi
  elif [ "$status" -ne 0 ] && [ "${counts[1]}" -eq 0 ]; then
    counts[1]=1
  fi
  passed=$((passed + counts[0])) failed=$((failed + counts[1]))
  if [ "$status" -ne 0 ] || [ "${counts[1]}" -gt 0 ]; then failures+=("$name"); fi
  printf -- '-- %s: %d passed, %d failed, %d s\n' "$name" "${counts[@]}" $((SECONDS - began))
}

# --- the steps ---------------------------------------------------------------------------------------------------

wanted format && step "formatting" cargo fmt --all --check

if wanted web || wanted journeys; then
  setup/web.sh packages
fi
if wanted web; then
  step "web: formatting" npm run --silent format:check
  step "web: types and rules" npm run --silent lint
  step "web: tests" npm run --silent test
fi
if wanted web || wanted journeys || wanted fuzz || wanted code; then
  step "web: build" setup/web.sh
fi

# Clippy as the workspace's compiler: one pass both lints and builds the test binaries, and what we depend on is
# compiled once. (`cargo clippy` apart would compile all of it a second time.)
lint_and_build() {
  local driver
  driver=$(command -v clippy-driver) || die "clippy is missing: rustup component add clippy"
  export RUSTC_WORKSPACE_WRAPPER=$driver CLIPPY_ARGS="-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__"
  "$@"
}
build_tests() {
  if command -v cargo-nextest >/dev/null; then lint_and_build cargo nextest run --workspace --all-targets --no-run
  else lint_and_build cargo test --workspace --all-targets --no-run
  fi
}
# The examples in doc comments; nextest does not run them.
run_examples() { lint_and_build cargo test --workspace --doc; }
run_tests() {
  if command -v cargo-nextest >/dev/null; then lint_and_build setup/with-postgres.sh cargo nextest run --workspace --all-targets --no-fail-fast --status-level slow --final-status-level flaky
  else lint_and_build setup/with-postgres.sh cargo test --workspace --all-targets --no-fail-fast
  fi
}
if wanted code; then
  step "clippy, and building the tests" build_tests
  # What does not compile has been said once; running it would say it again.
  if [[ " ${failures[*]-} " != *"building the tests"* ]]; then
    step "unit, property, HTTP tests and promises, on SQLite and PostgreSQL" run_tests
    step "examples in the documentation" run_examples
  fi
fi

# The journeys and the fuzzer use the binary that the tests have built already.
if wanted journeys || wanted fuzz; then
  step "the binary" build_tests
  export QUARTERMASTER_BIN="$CARGO_TARGET_DIR/debug/quartermaster"
fi
wanted journeys && step "browser journeys" npm run --silent e2e
wanted journeys && step "every screen's layout, in both languages and widths" npm run --silent layout
wanted fuzz && step "the API against its own description" setup/fuzz.sh

# --- the last lines ----------------------------------------------------------------------------------------------

not_run=$(sort -u "$QUARTERMASTER_NOT_RUN" | grep -c . || true)
if in_ci && [ "$not_run" -gt 0 ]; then
  failed=$((failed + not_run)); failures+=("tests on real files: QUARTERMASTER_DATA=$QUARTERMASTER_DATA is missing")
fi

echo
for name in "${failures[@]+"${failures[@]}"}"; do echo "failed: $name"; done
echo "$passed passed, $failed failed"
if ! in_ci && [ "$not_run" -gt 0 ]; then
  echo "$not_run tests were not run for want of QUARTERMASTER_DATA ($QUARTERMASTER_DATA)"
fi
[ "$failed" -eq 0 ]
