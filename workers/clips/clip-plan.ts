import type { SoundProbe } from '../renditions/audio-plan.ts'

type ClipStream = NonNullable<SoundProbe['streams']>[number] & { width?: number; height?: number }
export type ClipProbe = { streams?: readonly ClipStream[] }
export type ClipPlan = {
  videoIndex: number | null
  audioIndex: number | null
  /** What the streams may be put into as they are: MP4 plays H.264 and AAC everywhere. */
  copyable: boolean
  /** FLAC for what has lost nothing yet, else AAC. */
  lossless: boolean
}

const losslessCodecs = /^(?:pcm_|flac$|alac$|wavpack$)/

/** What of a file goes into a clip; null where there is neither picture nor sound. Pure. */
export function planClip({ streams = [] }: ClipProbe, kind: string): ClipPlan | null {
  const pictures = streams.filter(each => each.codec_type === 'video' && !each.disposition?.attached_pic && each.width)
  const video = kind === 'video' ? pictures[0] : undefined
  const audio = streams.find(each => each.codec_type === 'audio' && (each.channels ?? 0) > 0)
  if (!video && !audio) return null
  const known = (!video || video.codec_name === 'h264') && (!audio || audio.codec_name === 'aac')
  return {
    videoIndex: video?.index ?? null,
    audioIndex: audio?.index ?? null,
    // Of a sound alone each packet is a key: copying would round to packets, and coding it anew costs a moment.
    copyable: video !== undefined && known,
    lossless: !video && losslessCodecs.test(audio?.codec_name ?? ''),
  }
}

/**
 * ffmpeg's options behind `-i`. Nothing of the source's own words goes along: what is said of the clip stands in the hub. H.264 at crf
 * 18 is what an eye takes for the source; frames keep their rate, interlaced ones are made whole, odd sides lose a line.
 */
export function clipOptions(plan: ClipPlan, copy: boolean, seconds: string): { options: string[]; extension: string } {
  const clean = ['-map_metadata', '-1', '-map_chapters', '-1', '-sn', '-dn', '-fflags', '+bitexact', '-t', seconds]
  const maps = [plan.videoIndex, plan.audioIndex].flatMap(index => (index === null ? [] : ['-map', `0:${index}`]))
  const mp4 = ['-movflags', '+faststart', '-max_muxing_queue_size', '1024', '-f', 'mp4']
  if (copy)
    return { options: [...maps, '-c', 'copy', '-avoid_negative_ts', 'make_zero', ...clean, ...mp4], extension: 'mp4' }
  if (plan.videoIndex === null && plan.lossless)
    return { options: [...maps, '-c:a', 'flac', ...clean, '-f', 'flac'], extension: 'flac' }
  const sound = ['-c:a', 'aac', '-b:a', '192k']
  if (plan.videoIndex === null)
    return { options: [...maps, ...sound, ...clean, '-movflags', '+faststart', '-f', 'ipod'], extension: 'm4a' }
  const filter = 'bwdif=mode=send_frame:deint=interlaced,scale=trunc(iw/2)*2:trunc(ih/2)*2,format=yuv420p'
  const picture = ['-vf', filter, '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '18', '-profile:v', 'high']
  return { options: [...maps, ...picture, ...sound, ...clean, ...mp4], extension: 'mp4' }
}
