#!/usr/bin/env bash
# Installs the foreign readers that the feeds are tried with: a feed parser and an OAI-PMH harvester of Debian's. Tests alone need them.
set -euo pipefail
if ! command -v apt-get > /dev/null; then
  echo 'No apt-get: install python3-feedparser and libhttp-oai-perl by other means, or their tests are skipped.'
  exit 0
fi
export DEBIAN_FRONTEND=noninteractive
apt-get install -y --no-install-recommends python3-feedparser libhttp-oai-perl libxml2-utils
