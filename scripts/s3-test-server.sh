#!/usr/bin/env bash
# Starts a real S3 server (versitygw over a directory, on loopback) for test/storage/s3-*.test.ts, and prints the variables that
# the test reads:
#   eval "$(bash scripts/s3-test-server.sh start)"; npx vitest run --project hub test/storage; bash scripts/s3-test-server.sh stop
# It needs Go, and builds the server once into S3_TEST_DIR (default: <tmp>/hub-s3-test).
set -euo pipefail

version=v1.8.0
directory=${S3_TEST_DIR:-${TMPDIR:-/tmp}/hub-s3-test}
port=${S3_TEST_PORT:-7171}
binary=$directory/bin-$version/versitygw
pid_file=$directory/pid

start() {
  mkdir -p "$directory/objects"
  # One that runs already is the one to use: starting twice must not leave two.
  if [ -f "$pid_file" ] && kill -0 "$(cat "$pid_file")" 2>/dev/null; then stop; mkdir -p "$directory/objects"; fi
  if [ ! -x "$binary" ]; then
    command -v go >/dev/null || { echo "s3-test-server: Go is needed to build versitygw $version" >&2; exit 1; }
    GOBIN=$(dirname "$binary") go install "github.com/versity/versitygw/cmd/versitygw@$version" >&2
  fi
  ROOT_ACCESS_KEY=hub-test ROOT_SECRET_KEY=hub-test-secret setsid "$binary" --port "127.0.0.1:$port" --health /health --quiet \
    posix "$directory/objects" >"$directory/log" 2>&1 </dev/null &
  echo $! >"$pid_file"
  for _ in $(seq 100); do
    if curl -fsS "http://127.0.0.1:$port/health" >/dev/null 2>&1; then
      printf 'export %s\n' "S3_TEST_ENDPOINT=http://127.0.0.1:$port" S3_TEST_ACCESS_KEY_ID=hub-test \
        S3_TEST_SECRET_ACCESS_KEY=hub-test-secret S3_TEST_BUCKET=hub-test
      return
    fi
    kill -0 "$(cat "$pid_file")" 2>/dev/null || break
    sleep 0.1
  done
  echo 's3-test-server: the server did not start:' >&2
  cat "$directory/log" >&2
  exit 1
}

stop() {
  [ -f "$pid_file" ] || return 0
  kill "$(cat "$pid_file")" 2>/dev/null || true
  rm -rf "$pid_file" "$directory/objects"
}

case "${1:-start}" in
  start) start ;;
  stop) stop ;;
  *) echo 'usage: s3-test-server.sh start|stop' >&2; exit 2 ;;
esac
