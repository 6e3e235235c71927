#!/bin/sh
# What fluent-ffmpeg is told to be ffmpeg: the real one, confined, without the worker's environment (it holds secrets), and behind
# the decoders of pictures, which somebody waits for.
# 4 GiB of addresses hold the decoding of 8K and x264; the CPU limit is a last net below the watchdog of video/ffmpeg.ts: 12 hours.
exec env -i PATH="$PATH" LANG=C.UTF-8 HUB_DECODER_NET="${HUB_DECODER_NET:-}" nice -n 5 "$(dirname "$0")/../../server/platform/confine.sh" 4194304 43200 drop ffmpeg "$@"
