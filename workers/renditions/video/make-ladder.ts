import { open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PlaybackKind } from '#server/renditions/playback-files'
import { playbackAddress } from '#server/renditions/playback-files'
import { digestOf } from '../digest-of.ts'
import type { MadeRendition } from '../made.ts'
import { framesASecond } from './frame-rate.ts'
import { rungFile, soundFile } from './ladder-args.ts'
import type { VideoPlan } from './plan-video.ts'
import { bitRates, masterPlaylist, mediaPlaylist, type SoundVariant, type Variant } from './playlists.ts'
import { indexBytes, readSegmentIndex, type SegmentIndex } from './segment-index.ts'

export type Ladder = { renditions: MadeRendition[]; durationMs: number }

/**
 * Reads what one run of ffmpeg left (ladder-args.ts) and writes the playlists over it. Each address in them holds the digest of what
 * it leads to: a player that began before a renewal goes on with the bytes that its playlist means.
 */
export async function readLadder(plan: VideoPlan, folder: string): Promise<Ladder> {
  const renditions: MadeRendition[] = []
  const variants: Variant[] = []
  let durationMs = 0
  for (const rung of plan.rungs) {
    const { width, height } = rung
    const step = await readStep(`hls-${rung.name}`, rungFile(folder, rung), folder, { width, height })
    durationMs = Math.max(durationMs, step.durationMs)
    renditions.push(...step.renditions)
    const rates = bitRates(step.index.segments)
    variants.push({
      ...rates,
      uri: step.uri,
      width,
      height,
      codec: step.index.codec,
      framesASecond: framesASecond(plan.rate),
    })
  }
  const sound = plan.sound
    ? await readStep('hls-audio', soundFile(folder), folder, { width: null, height: null })
    : null
  if (sound) renditions.push(...sound.renditions)
  const heard: SoundVariant | null = sound && {
    ...bitRates(sound.index.segments),
    uri: sound.uri,
    codec: sound.index.codec,
    channels: plan.sound?.channels === 1 ? 1 : 2,
  }
  const master = join(folder, 'hls.m3u8')
  await writeFile(master, masterPlaylist(variants, heard))
  renditions.push(playback('hls', 'playlist', master, { width: null, height: null }, durationMs))
  return { renditions, durationMs }
}

type Size = { width: number | null; height: number | null }

async function readStep(
  name: string,
  file: string,
  folder: string,
  size: Size,
): Promise<{ uri: string; index: SegmentIndex; durationMs: number; renditions: MadeRendition[] }> {
  const index = readSegmentIndex(await readHead(file))
  const durationMs = Math.round(index.segments.reduce((sum, each) => sum + each.seconds, 0) * 1000)
  const list = join(folder, `${name}.m3u8`)
  const sha256 = await digestOf(file)
  const text = mediaPlaylist(index, playbackAddress(name, sha256))
  await writeFile(list, text)
  return {
    ...{ index, durationMs },
    uri: playbackAddress(`${name}-list`, await digestOf(list)),
    renditions: [
      { ...playback(name, 'media', file, size, durationMs), sha256 },
      playback(`${name}-list`, 'playlist', list, size, durationMs),
    ],
  }
}

const types: Record<PlaybackKind, string> = {
  media: 'video/mp4',
  playlist: 'application/vnd.apple.mpegurl',
  picture: 'image/jpeg',
  track: 'text/vtt',
}

/** A rendition for the player, which lies in the work folder. */
export function playback(
  name: string,
  kind: PlaybackKind,
  file: string,
  size: Size,
  durationMs: number,
): MadeRendition {
  const contentType = name === 'hls-audio' ? 'audio/mp4' : types[kind]
  return { name, file, contentType, ...size, durationMs }
}

async function readHead(file: string): Promise<Buffer> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(indexBytes), 0, indexBytes, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}
