#!/usr/bin/env bash
# Puts the foreign readers that feeds are tried with in place: a feed parser, an OAI-PMH harvester and an XML checker of Debian's. Only
# tests need them: without them those tests are skipped, with CI=true they fail.
#   bash scripts/feed-readers.sh
set -euo pipefail

packages='python3-feedparser libhttp-oai-perl libxml2-utils'
missing=()
# Debian's package belongs to Debian's python, which need not be the first of the path.
{ /usr/bin/python3 -c 'import feedparser' || python3 -c 'import feedparser'; } >/dev/null 2>&1 || missing+=(python3-feedparser)
perl -MHTTP::OAI -e 1 >/dev/null 2>&1 || missing+=(libhttp-oai-perl)
command -v xmllint >/dev/null || missing+=(libxml2-utils)
[ ${#missing[@]} = 0 ] && exit 0
# In CI this is root on a bare Debian; elsewhere a person decides what is installed.
if [ "$(id -u)" = 0 ] && [ -n "${CI:-}" ] && command -v apt-get >/dev/null; then
  apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $packages
  exit 0
fi
echo "feed-readers: missing ${missing[*]}; install: $packages" >&2
exit 1
