#!/bin/sh
# Runs one decoder where a hostile file can do little harm:
#   confine.sh <KiB of address space, or unlimited> <seconds of CPU, or unlimited> <drop|keep> <tool> [argument...]
# An own session (so that the process group can be killed whole), no core dumps, no new privileges, no network where the kernel
# allows it, behind the server for the CPU, an early death with the worker, and under root another user (`hubmedia` where it exists).
# `keep` leaves the user as it is, for the image pool: its child must read its own code first, which may lie below a folder that only
# root enters. HUB_DECODER_NET says what the kernel allows (`own`, `user`, `none`); where it is not said, it is tried.
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

net=${HUB_DECODER_NET:-}
unset HUB_DECODER_NET
if [ -z "$net" ]; then
  net=none
  if [ "$(id -u)" = 0 ]; then
    if unshare --net true 2> /dev/null; then net=own; fi
  elif unshare --user --map-current-user --net true 2> /dev/null; then
    net=user
  fi
fi
if [ "$net" = own ]; then set -- unshare --net "$@"; fi
if [ "$net" = user ]; then set -- unshare --user --map-current-user --net "$@"; fi

if command -v nice > /dev/null; then set -- nice -n 5 "$@"; fi
if command -v setsid > /dev/null; then set -- setsid "$@"; fi
exec "$@"
