#!/usr/bin/env bash
# check.sh: formatting, clippy with warnings denied, web types and rules. Nothing is run.
source "$(dirname "$0")/env.sh"

cargo fmt --all --check
cargo clippy --workspace --all-targets -- -D warnings
setup/web.sh packages
npm run --silent lint
