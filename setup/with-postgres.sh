#!/usr/bin/env bash
# with-postgres.sh CMD…: runs a command beside a PostgreSQL of its own and takes it away afterwards.
# The command finds the address of a superuser in QUARTERMASTER_TEST_POSTGRES; each test makes its own database.
source "$(dirname "$0")/env.sh"

if [ -n "${QUARTERMASTER_TEST_POSTGRES:-}" ]; then exec "$@"; fi

postgres_bin() {
  local folder
  for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV) "$(dirname "$(command -v initdb || echo /none/x)")"; do
    [ -x "$folder/initdb" ] && { echo "$folder"; return; }
  done
  return 1
}

postgres_bin >/dev/null || debian_packages postgresql
bin=$(postgres_bin) || die "PostgreSQL is installed, but its initdb was not found"

# A memory file system makes full sync free; the server refuses a cluster that has sync switched off.
room=${TMPDIR:-/tmp}
if [ -w /dev/shm ] && [ "$(df --output=avail -k /dev/shm | tail -n 1)" -gt 8000000 ]; then room=/dev/shm; fi
home=$(mktemp -d "$room/quartermaster-postgres.XXXXXX")

# PostgreSQL refuses to be root.
unprivileged=()
if [ "$(id -u)" = 0 ]; then
  chown nobody:nogroup "$home"
  unprivileged=(setpriv --reuid=nobody --regid=nogroup --clear-groups --)
fi
cluster() { (cd "$home" && HOME="$home" "${unprivileged[@]}" "$@"); }

stop() {
  cluster "$bin/pg_ctl" -D "$home/data" -m immediate -w stop >/dev/null 2>&1 || true
  rm -rf "$home"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
cluster sh -c "umask 077; echo $password > password"
cluster "$bin/initdb" -D "$home/data" -U quartermaster --pwfile="$home/password" --auth=scram-sha-256 \
  --encoding=UTF8 --locale=C.UTF-8 --no-instructions >"$QM_CACHE/initdb.log" 2>&1 || { cat "$QM_CACHE/initdb.log" >&2; exit 1; }
cat >>"$home/data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 400
shared_buffers = 256MB
autovacuum_naptime = 5min
max_wal_size = 512MB
log_min_messages = fatal
CONF

for attempt in 1 2 3; do
  port=$(free_port)
  if cluster "$bin/pg_ctl" -D "$home/data" -l "$home/log" -w -t 60 -o "-p $port" start >/dev/null 2>&1; then break; fi
  [ "$attempt" = 3 ] && { cat "$home/log" >&2; die "PostgreSQL did not start"; }
done

export QUARTERMASTER_TEST_POSTGRES="postgres://quartermaster:$password@127.0.0.1:$port/postgres"
status=0
"$@" || status=$?
exit $status
