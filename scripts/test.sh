#!/usr/bin/env bash
# Every test but those of other machines; `npm test -- --project unit` runs one part. The web is built when it is not yet, or is older than its source.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ ! -f dist/index.html ] || [ -n "$(find web server/contracts vite.config.ts -newer dist/index.html -print -quit)" ]; then
  npx --no-install vite build --logLevel warn
fi
exec npx --no-install vitest run "$@"
