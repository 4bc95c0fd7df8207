#!/usr/bin/env bash
# web.sh [packages]: brings the web packages and builds the web, each only when its sources changed.
# With the word `packages` it stops before the build.
source "$(dirname "$0")/env.sh"

need node "install Node.js 20 or newer"
need npm "install npm, it comes with Node.js"
node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' ||
  die "Node.js $(node --version) is too old: 20.19 or newer is needed"

lock=$(sha256sum package-lock.json | cut -d' ' -f1)
if [ "$(cat node_modules/.installed-lock 2>/dev/null)" != "$lock" ]; then
  say "web packages"
  npm ci --no-audit --no-fund --loglevel=error
  echo "$lock" >node_modules/.installed-lock
fi
[ "${1:-}" = packages ] && exit 0

# Everything that the build reads; tests are left out, they change no page.
sources() {
  shopt -s nullglob
  find package-lock.json package.json *.config.* tsconfig*.json web {capabilities,platform}/*/{web,locales} */locales \
    \( -name node_modules -o -path web/dist \) -prune -o -type f ! -name '*.test.ts*' -print0 |
    sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1
}

now=$(sources)
if [ -f web/dist/index.html ] && [ "$(cat node_modules/.built-sources 2>/dev/null)" = "$now" ]; then exit 0; fi
say "web"
npm run --silent build
sources >node_modules/.built-sources
