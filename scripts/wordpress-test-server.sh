#!/usr/bin/env bash
# Starts a real WordPress (Debian's wordpress, mariadb-server, php-cli, php-mysql; everything below one temporary folder, on loopback)
# for test/channels/wordpress.test.ts, and prints the variables that the test reads:
#   eval "$(bash scripts/wordpress-test-server.sh start)"; npx vitest run --project hub test/channels/wordpress.test.ts
#   bash scripts/wordpress-test-server.sh stop
# WORDPRESS_TEST_DIR (default: <tmp>/hub-wordpress-test) and WORDPRESS_TEST_PORT (7172) say where.
set -euo pipefail

directory=${WORDPRESS_TEST_DIR:-${TMPDIR:-/tmp}/hub-wordpress-test}
port=${WORDPRESS_TEST_PORT:-7172}
site=$directory/site
data=$directory/database
socket=$directory/run/db.sock
packages='wordpress mariadb-server php-cli php-mysql php-gd php-xml'

need() {
  local missing=()
  [ -f /usr/share/wordpress/wp-load.php ] || missing+=(wordpress)
  command -v mariadbd >/dev/null || missing+=(mariadb-server)
  command -v php >/dev/null || missing+=(php-cli)
  [ ${#missing[@]} = 0 ] && return
  # In CI this is root on a bare Debian; elsewhere a person decides what is installed.
  if [ "$(id -u)" = 0 ] && [ -n "${CI:-}" ] && command -v apt-get >/dev/null; then
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $packages; } >&2 && return
  fi
  echo "wordpress-test-server: missing ${missing[*]}; install: $packages" >&2
  exit 1
}

as_user() { # MariaDB will not run as root.
  if [ "$(id -u)" = 0 ]; then chown -R mysql: "$data" "$directory/run"; echo --user=mysql; fi
}

database() {
  mkdir -p "$data" "$directory/run"
  chmod 755 "$directory" "$directory/run"
  local user; user=$(as_user)
  mariadb-install-db --no-defaults $user --datadir="$data" --auth-root-authentication-method=normal --skip-test-db >"$directory/install.log" 2>&1
  setsid mariadbd --no-defaults $user --datadir="$data" --socket="$socket" --pid-file="$directory/run/db.pid" --skip-networking \
    --innodb-flush-log-at-trx-commit=2 --innodb-buffer-pool-size=32M >"$directory/database.log" 2>&1 </dev/null &
  echo $! >"$directory/database.pid"
  for _ in $(seq 300); do
    if mariadb --no-defaults -uroot --socket="$socket" -e \
      "create database if not exists wp; create user if not exists 'wp'@'localhost' identified by 'wp'; grant all on wp.* to 'wp'@'localhost'" \
      2>"$directory/create.log"; then return; fi
    sleep 0.1
  done
  fail "the database did not start"
}

config() {
  cat >"$site/wp-config.php" <<PHP
<?php
define('DB_NAME', 'wp'); define('DB_USER', 'wp'); define('DB_PASSWORD', 'wp'); define('DB_HOST', 'localhost:$socket');
define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_HOME', 'http://127.0.0.1:$port'); define('WP_SITEURL', WP_HOME);
// Application passwords over plain http are for local sites only.
define('WP_ENVIRONMENT_TYPE', 'local');
define('WP_HTTP_BLOCK_EXTERNAL', true); define('DISABLE_WP_CRON', true); define('AUTOMATIC_UPDATER_DISABLED', true);
foreach (['AUTH_KEY','SECURE_AUTH_KEY','LOGGED_IN_KEY','NONCE_KEY','AUTH_SALT','SECURE_AUTH_SALT','LOGGED_IN_SALT','NONCE_SALT'] as \$k) define(\$k, 'test-'.\$k);
\$table_prefix = 'wp_';
define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
PHP
  cat >"$directory/install.php" <<'PHP'
<?php
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = '127.0.0.1'; $_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
require $argv[1] . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
function wp_new_blog_notification() {}
wp_install('Cổng thử', 'admin', 'admin@hub.test', true, '', 'admin-test');
update_option('timezone_string', 'Asia/Ho_Chi_Minh');
$author = wp_insert_user(['user_login' => 'hub', 'user_pass' => wp_generate_password(), 'user_email' => 'hub@hub.test', 'role' => 'author']);
[$password] = WP_Application_Passwords::create_new_application_password($author, ['name' => 'hub']);
$reader = wp_insert_user(['user_login' => 'reader', 'user_pass' => wp_generate_password(), 'user_email' => 'reader@hub.test', 'role' => 'subscriber']);
[$readers] = WP_Application_Passwords::create_new_application_password($reader, ['name' => 'hub']);
[$admins] = WP_Application_Passwords::create_new_application_password(1, ['name' => 'hub']);
echo "export WORDPRESS_TEST_PASSWORD=$password\nexport WORDPRESS_TEST_READER_PASSWORD=$readers\nexport WORDPRESS_TEST_ADMIN_PASSWORD=$admins\n";
PHP
}

start() {
  need
  stop
  mkdir -p "$directory"
  database
  # Debian's files are links into /etc and /var: the copy is of what they mean.
  cp -rL /usr/share/wordpress "$site" 2>/dev/null || [ -f "$site/wp-load.php" ] || fail 'the files of WordPress could not be copied'
  mkdir -p "$site/wp-content/uploads"
  config
  php -d display_errors=0 "$directory/install.php" "$site" >"$directory/passwords" 2>"$directory/wordpress.log" || fail 'WordPress was not installed'
  PHP_CLI_SERVER_WORKERS=4 setsid php -d post_max_size=32M -d upload_max_filesize=32M -d display_errors=0 -S "127.0.0.1:$port" -t "$site" \
    >"$directory/php.log" 2>&1 </dev/null &
  echo $! >"$directory/php.pid"
  for _ in $(seq 100); do
    if curl -fsS -o "$directory/answer" "http://127.0.0.1:$port/?rest_route=/" 2>"$directory/curl.log"; then
      printf 'export %s\n' "WORDPRESS_TEST_ADDRESS=http://127.0.0.1:$port" WORDPRESS_TEST_USER=hub
      cat "$directory/passwords"
      return
    fi
    sleep 0.1
  done
  fail 'WordPress does not answer'
}

fail() {
  echo "wordpress-test-server: $1:" >&2
  tail -n 20 "$directory"/*.log >&2 || true
  stop
  exit 1
}

# The group: PHP's workers are its children.
end() {
  local pid_file=$1
  [ -f "$pid_file" ] || return 0
  local pid; pid=$(cat "$pid_file")
  kill -- "-$pid" 2>/dev/null || kill "$pid" 2>/dev/null || true
  for _ in $(seq 100); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
  rm -f "$pid_file"
}

stop() {
  end "$directory/php.pid"
  end "$directory/database.pid"
  rm -rf "$directory"
}

case "${1:-start}" in
  start) start ;;
  stop) stop ;;
  *) echo 'usage: wordpress-test-server.sh start|stop' >&2; exit 2 ;;
esac
