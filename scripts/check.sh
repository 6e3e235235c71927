#!/usr/bin/env bash
# Types, lint and form, dead code, boundaries, known holes in packages. Runs every step, whatever the others say, and fails if any failed.
set -uo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/node_modules/.bin:$PATH"

failed=()
step() {
  local name=$1
  shift
  printf '\n== %s: %s\n' "$name" "$*"
  "$@" || failed+=("$name")
}

step types tsc -p . --noEmit
step biome biome ci .
step knip knip --no-progress
step boundaries vitest run --project unit test/boundaries.test.ts
step audit bash scripts/audit.sh

if [ ${#failed[@]} -gt 0 ]; then
  printf '\ncheck: failed: %s\n' "${failed[*]}"
  exit 1
fi
printf '\ncheck: types, biome, knip, boundaries and audit are well\n'
