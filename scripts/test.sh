#!/usr/bin/env bash
# Every test but those of other machines; `npm test -- --project unit` runs one part. The web is built when it is not yet.
set -euo pipefail
cd "$(dirname "$0")/.."
[ -f dist/index.html ] || npx --no-install vite build --logLevel warn
exec npx --no-install vitest run "$@"
