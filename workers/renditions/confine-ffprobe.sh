#!/bin/sh
# What fluent-ffmpeg is told to be ffprobe. Its process is out of reach there, so the limits must end it: a minute of CPU.
exec env -i PATH="$PATH" LANG=C.UTF-8 "$(dirname "$0")/../../server/platform/confine.sh" 2097152 60 drop ffprobe "$@"
