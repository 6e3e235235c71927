#!/usr/bin/env bash
# Generates the Prisma client, offline: the CLI only checks that an engine file is there, so node itself will do.
set -euo pipefail
cd "$(dirname "$0")/.."
PRISMA_SCHEMA_ENGINE_BINARY="$(command -v node)" PRISMA_HIDE_UPDATE_MESSAGE=1 CHECKPOINT_DISABLE=1 \
  npx --no-install prisma generate >/dev/null
