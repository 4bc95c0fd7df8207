#!/usr/bin/env bash
# capability.sh NAME: a capability folder with one noun that compiles, at the end of the list. NAME is the plural: quotes.
source "$(dirname "$0")/env.sh"

name=${1:-}
[[ $name =~ ^[a-z][a-z_]*s$ ]] || die "Please say its name, a plural in small letters: make capability NAME=quotes"
folder=capabilities/$name
[ ! -e "$folder" ] && [ ! -e "platform/$name" ] || die "There is a folder called $name already."

case $name in
  *ies) one=${name%ies}y ;;
  *sses | *xes | *ches) one=${name%es} ;;
  *) one=${name%s} ;;
esac
capital() { local words=${1//_/ }; echo "${words^}"; }
camel() { local part out=; for part in ${1//_/ }; do out+=${part^}; done; echo "$out"; }

# template SOURCE TARGET: copies with the names filled in.
template() {
  mkdir -p "$(dirname "$2")"
  sed -e "s/__names__/$name/g; s/__name__/$one/g; s/__Name__/$(camel "$one")/g; s/__Label__/$(capital "$one")/g; s/__Labels__/$(capital "$name")/g" \
    "setup/capability/$1" >"$2"
}

template README.md "$folder/README.md"
template README.zh.md "$folder/README.zh.md"
template Cargo.toml.template "$folder/Cargo.toml"
template lib.rs "$folder/src/lib.rs"
template noun.rs "$folder/src/$one.rs"
template rules.rs "$folder/src/rules.rs"
template migrations.rs "$folder/src/migrations.rs"
template first.rs "$folder/src/migrations/m0001_$name.rs"
template tests.rs "$folder/tests/main.rs"
template zh.json "$folder/locales/zh.json"
template index.ts "$folder/web/index.ts"

# Its arrows: the workspace knows it, the binary uses it, the list ends with it.
sed -i "/^products = { path/a $name = { path = \"capabilities/$name\" }" Cargo.toml
sed -i "/^\[dependencies\]/a $name.workspace = true" app/Cargo.toml
sed -i "/^pub fn all()/,/^}/ s/^    \]$/        $name::capability(),\n    ]/" app/src/capabilities.rs
grep -q "$name::capability()" app/src/capabilities.rs || die "app/src/capabilities.rs has no list that this script knows"

cargo fmt -p "$name"
cargo check --quiet -p "$name"
say "$folder compiles. Move its line in app/src/capabilities.rs to where its arrows point up, then write its README."
