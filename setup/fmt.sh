#!/usr/bin/env bash
# fmt.sh: formats the Rust and the web sources in place.
source "$(dirname "$0")/env.sh"

cargo fmt --all
setup/web.sh packages
npm run --silent format
