#!/bin/sh
# Runs one decoder where a hostile file can do little harm:
#   confine.sh <KiB of address space, or unlimited> <seconds of CPU, or unlimited> <drop|keep> <tool> [argument...]
# An own session (so that the process group can be killed whole), no core dumps, no new privileges, no network where the kernel
# allows it, an early death with the worker, and under root another user (`hubmedia` where it exists). `keep` leaves the user as it
# is, for the image pool: its child must read its own code first, which may lie below a folder that only root enters.
set -eu
memory=$1 cpu=$2 user=$3
shift 3
ulimit -c 0
ulimit -v "$memory"
# The soft limit: the tool gets SIGXCPU, which tells why it ended.
ulimit -S -t "$cpu"

if command -v setpriv > /dev/null; then
  if [ "$(id -u)" = 0 ] && [ "$user" = drop ]; then
    account=hubmedia
    id -u "$account" > /dev/null 2>&1 || account=nobody
    set -- --reuid="$(id -u "$account")" --regid="$(id -g "$account")" --clear-groups "$@"
  fi
  set -- setpriv --no-new-privs --pdeathsig KILL "$@"
fi

if [ "$(id -u)" = 0 ]; then
  if unshare --net true 2> /dev/null; then set -- unshare --net "$@"; fi
elif unshare --user --map-current-user --net true 2> /dev/null; then
  set -- unshare --user --map-current-user --net "$@"
fi

if command -v setsid > /dev/null; then set -- setsid "$@"; fi
exec "$@"
