#!/usr/bin/env bash
# fuzz.sh: holds the API's description against the running server, by requests made up from it. Loopback only.
# Expects QUARTERMASTER_BIN; takes about four minutes (FUZZ_SECONDS).
source "$(dirname "$0")/env.sh"

version=4.32.5
venv="$QM_CACHE/schemathesis-$version"
if [ ! -x "$venv/bin/schemathesis" ]; then
  rm -rf "$venv"
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check "schemathesis==$version"
fi

binary=${QUARTERMASTER_BIN:-$CARGO_TARGET_DIR/debug/quartermaster}
home=$(mktemp -d "${TMPDIR:-/tmp}/quartermaster-fuzz.XXXXXX")
server=
finish() {
  [ -z "$server" ] || { kill "$server" 2>/dev/null; wait "$server" 2>/dev/null || true; }
  rm -rf "$home"
}
trap finish EXIT

database="sqlite://$home/fuzz.db"
"$binary" demo --database "$database" >/dev/null
token=$("$binary" token create admin --name fuzz --database "$database" --json | node -p 'JSON.parse(require("fs").readFileSync(0)).token')
port=$(free_port)
"$binary" serve --database "$database" --listen "127.0.0.1:$port" >"$home/server.log" 2>&1 &
server=$!
wait_for "http://127.0.0.1:$port/readyz" 60 "$server" || { tail -n 20 "$home/server.log" >&2; die "the server did not get ready"; }

cd "$home"
status=0
# One worker: threads that parse Python at the same time make some versions of Python complain of themselves (SystemError,
# "AST constructor recursion depth mismatch"), and they would share one core anyway.
"$venv/bin/schemathesis" run "http://127.0.0.1:$port/api/openapi.json" \
  --header "Authorization: Bearer $token" \
  --checks not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance \
  --phases examples,coverage,fuzzing --max-examples 8 --max-time "${FUZZ_SECONDS:-200}" \
  --workers 1 --seed 20240229 --no-shrink --suppress-health-check all --warnings off || status=$?
if [ "$status" -ne 0 ]; then grep -iE 'error|panic' "$home/server.log" | tail -n 20 >&2 || true; fi
exit "$status"
