#!/bin/sh
# What fluent-ffmpeg is told to be ffprobe. Its process is out of reach there, so the limits must end it: a minute of CPU, two in all.
if command -v timeout > /dev/null; then set -- timeout -s KILL 120 "$(dirname "$0")/../../server/platform/confine.sh" 2097152 60 drop ffprobe "$@"
else set -- "$(dirname "$0")/../../server/platform/confine.sh" 2097152 60 drop ffprobe "$@"; fi
exec env -i PATH="$PATH" LANG=C.UTF-8 HUB_DECODER_NET="${HUB_DECODER_NET:-}" "$@"
