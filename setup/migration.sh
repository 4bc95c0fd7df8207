#!/usr/bin/env bash
# migration.sh CAPABILITY NAME: the next migration of a capability, in its list, ready to be filled in.
source "$(dirname "$0")/env.sh"

capability=${1:-} name=${2:-}
folder=$(ls -d capabilities/"$capability" platform/"$capability" 2>/dev/null | head -n 1 || true)
[ -n "$capability" ] && [ -n "$folder" ] && [[ $name =~ ^[a-z][a-z0-9_]*$ ]] ||
  die "Please say where and what: make migration CAPABILITY=leads NAME=add_budget"
list=$folder/src/migrations.rs
[ -f "$list" ] || die "$list is missing: a capability keeps its list of migrations there"

last=$(ls "$folder/src/migrations" | sed -n 's/^m\([0-9]\{4\}\)_.*/\1/p' | sort | tail -n 1)
number=$(printf '%04d' $((10#${last:-0} + 1)))
module=m${number}_$name
sed -e "s/__capability__/$capability/g; s/__number__/$number/g; s/__name__/$name/g" setup/capability/migration.rs >"$folder/src/migrations/$module.rs"
sed -i "s/^mod m${last}_\(.*\);/&\nmod $module;/; s/Box::new(m${last}_[a-z0-9_]*::Migration)/&, Box::new($module::Migration)/" "$list"
cargo fmt -p "$capability"
say "$folder/src/migrations/$module.rs: say there what changes, for both databases at once"
