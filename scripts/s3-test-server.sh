#!/usr/bin/env bash
# Starts a real S3 server on loopback for the tests of the S3 store, and prints the variables that they read:
#   eval "$(bash scripts/s3-test-server.sh start)"; npx vitest run --project hub test/storage; bash scripts/s3-test-server.sh stop
# It is versitygw over a directory, built once with Go into S3_TEST_DIR (default: <tmp>/hub-s3-test); where Go is not there, Ceph's
# radosgw over one OSD in memory, from Debian's packages (with CI=true they are installed). S3_TEST_SERVER=versitygw|radosgw chooses.
set -euo pipefail

version=v1.8.0
directory=${S3_TEST_DIR:-${TMPDIR:-/tmp}/hub-s3-test}
port=${S3_TEST_PORT:-7171}
mon_port=${S3_TEST_MON_PORT:-$((port + 1))}
binary=$directory/bin-$version/versitygw
access_key=hub-test secret_key=hub-test-secret
packages='radosgw ceph-mon ceph-osd ceph-common curl'

fail() { echo "s3-test-server: $*" >&2; exit 1; }

has_ceph() { command -v radosgw >/dev/null && command -v ceph-mon >/dev/null && command -v ceph-osd >/dev/null; }

choose() {
  if [ -n "${S3_TEST_SERVER:-}" ]; then echo "$S3_TEST_SERVER"; return; fi
  if [ -x "$binary" ] || command -v go >/dev/null; then echo versitygw; return; fi
  if has_ceph || { [ "${CI:-}" = true ] && command -v apt-get >/dev/null; }; then echo radosgw; return; fi
  fail "Go is needed to build versitygw $version, or Debian's $packages"
}

# Prints the variables when the server answers at a path; what it wrote, when it does not.
await() {
  local path=$1 log=$2; shift 2
  for _ in $(seq 150); do
    if curl -fsS --max-time 2 "http://127.0.0.1:$port$path" >/dev/null 2>&1; then
      printf 'export %s\n' "S3_TEST_ENDPOINT=http://127.0.0.1:$port" "S3_TEST_ACCESS_KEY_ID=$access_key" \
        "S3_TEST_SECRET_ACCESS_KEY=$secret_key" S3_TEST_BUCKET=hub-test "$@"
      return
    fi
    kill -0 "$(tail -n 1 "$directory/pids")" 2>/dev/null || break
    sleep 0.2
  done
  tail -n 40 "$log" >&2
  fail 'the server did not start'
}

start_versitygw() {
  if [ ! -x "$binary" ]; then
    command -v go >/dev/null || fail "Go is needed to build versitygw $version"
    GOBIN=$(dirname "$binary") go install "github.com/versity/versitygw/cmd/versitygw@$version" >&2
  fi
  mkdir -p "$directory/objects"
  ROOT_ACCESS_KEY=$access_key ROOT_SECRET_KEY=$secret_key setsid "$binary" --port "127.0.0.1:$port" --health /health --quiet \
    posix "$directory/objects" >"$directory/log" 2>&1 </dev/null &
  echo $! >"$directory/pids"
  await /health "$directory/log" S3_TEST_SERVER=versitygw
}

ceph_config() {
  cat <<CONFIG
[global]
fsid = $1
mon host = [v2:127.0.0.1:$mon_port]
mon initial members = a
public addr = 127.0.0.1
cluster addr = 127.0.0.1
# One machine's loopback: nobody else reaches it. radosgw wants encryption, which goes with cephx only.
auth cluster required = none
auth service required = none
auth client required = none
ms mon client mode = crc
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd crush chooseleaf type = 0
mon allow pool size one = true
mon data avail crit = 1
mon data avail warn = 1
osd objectstore = memstore
memstore device bytes = 8589934592
mon data = $2/mon
osd data = $2/osd
rgw data = $2/rgw
run dir = $2
log file = $2/\$name.log
pid file = $2/\$name.pid
admin socket = $2/\$name.asok
rgw frontends = beast endpoint=127.0.0.1:$port
rgw enable usage log = false
CONFIG
}

start_radosgw() {
  if ! has_ceph; then
    [ "${CI:-}" = true ] || fail "not there: $packages (apt-get install --no-install-recommends)"
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $packages; } >&2
  fi
  local at=$directory/ceph fsid
  rm -rf "$at" && mkdir -p "$at/mon" "$at/osd" "$at/rgw"
  fsid=$(cat /proc/sys/kernel/random/uuid)
  ceph_config "$fsid" "$at" >"$at/ceph.conf"
  export CEPH_CONF=$at/ceph.conf
  {
    monmaptool --create --fsid "$fsid" --addv a "[v2:127.0.0.1:$mon_port]" "$at/monmap"
    ceph-authtool --create-keyring "$at/keyring" --gen-key -n mon. --cap mon 'allow *'
    ceph-mon --mkfs -i a --monmap "$at/monmap" --keyring "$at/keyring"
    ceph-mon -i a
    cat "$at/mon.a.pid" >"$directory/pids"
    ceph-osd -i 0 --mkfs --osd-uuid "$(cat /proc/sys/kernel/random/uuid)"
    timeout 30 ceph osd new "$(cat "$at/osd/fsid")" 0
    ceph-osd -i 0
    cat "$at/osd.0.pid" >>"$directory/pids"
    for _ in $(seq 150); do timeout 5 ceph osd stat | grep -q '1 up' && break; sleep 0.2; done
    timeout 60 radosgw-admin user create --uid=hub-test --display-name=hub-test --access-key="$access_key" --secret-key="$secret_key"
    radosgw -n client.admin
    cat "$at/client.admin.pid" >>"$directory/pids"
  } >"$directory/log" 2>&1 </dev/null || { cat "$directory/log" >&2; fail 'Ceph did not start'; }
  await / "$at/client.admin.log" S3_TEST_SERVER=radosgw
}

stop() {
  [ -f "$directory/pids" ] || return 0
  # The gateway first: it waits for its OSD otherwise.
  for pid in $(tac "$directory/pids"); do
    kill "$pid" 2>/dev/null || continue
    for _ in $(seq 50); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
    kill -9 "$pid" 2>/dev/null || true
  done
  rm -rf "$directory/pids" "$directory/objects" "$directory/ceph"
}

case "${1:-start}" in
  start)
    mkdir -p "$directory"
    # One that runs already would keep the port: starting twice must not leave two.
    stop
    "start_$(choose)"
    ;;
  stop) stop ;;
  *) echo 'usage: s3-test-server.sh start|stop' >&2; exit 2 ;;
esac
