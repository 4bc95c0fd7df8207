#!/usr/bin/env bash
# migration.sh CAPABILITY NAME: the next migration of a capability, in its list, ready to be filled in.
source "$(dirname "$0")/env.sh"

capability=${1:-} name=${2:-}
folder=$(ls -d capabilities/"$capability" platform/"$capability" 2>/dev/null | head -n 1 || true)
[ -n "$capability" ] && [ -n "$folder" ] && [[ $name =~ ^[a-z][a-z0-9_]*$ ]] ||
  die "Please say where and what: make migration CAPABILITY=leads NAME=add_budget"
list=$folder/src/migrations.rs
[ -f "$list" ] || die "$list is missing: a capability keeps its list of migrations there"

# Migrations stand in the list's own file or in one of their own; their names say how far the numbers have come.
mkdir -p "$folder/src/migrations"
last=$(find "$list" "$folder/src/migrations" -name '*.rs' -exec cat {} + | sed -n "s/^ *\"${capability}_\([0-9]\{4\}\)_.*/\1/p" | sort | tail -n 1)
number=$(printf '%04d' $((10#${last:-0} + 1)))
module=m${number}_$name
sed -e "s/__capability__/$capability/g; s/__number__/$number/g; s/__name__/$name/g" setup/capability/migration.rs >"$folder/src/migrations/$module.rs"
if grep -q '^mod ' "$list"; then
  before=$(grep -n '^mod ' "$list" | tail -n 1 | cut -d: -f1)
  sed -i "${before}a mod $module;" "$list"
else
  before=$(grep -n '^use ' "$list" | head -n 1 | cut -d: -f1)
  sed -i "${before}i mod $module;\n" "$list"
fi
sed -i "/^pub fn all()/,/^}/ { s/)\]$/), Box::new($module::Migration)]/; s/^    \]$/        Box::new($module::Migration),\n    ]/ }" "$list"
grep -q "Box::new($module::Migration)" "$list" || die "$list has no list that this script knows"
cargo fmt -p "$capability"
say "$folder/src/migrations/$module.rs: say there what changes, for both databases at once"
