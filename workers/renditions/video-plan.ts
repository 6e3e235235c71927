import type { profiles } from '#server/renditions/profiles'

/** What ffprobe says of a stream, as far as it matters here; fluent-ffmpeg gives side data (rotation) on the stream itself. */
export type ProbedStream = {
  index: number
  codec_type?: string
  codec_name?: string
  width?: number
  height?: number
  sample_aspect_ratio?: string
  avg_frame_rate?: string
  r_frame_rate?: string
  duration?: string | number
  rotation?: string | number
  channels?: number
  disposition?: { attached_pic?: number }
}
export type Probe = { streams: readonly ProbedStream[]; format: { duration?: string | number; format_name?: string } }

/** How a video is to be shown and made. `width`, `height`: of the source as a person sees it (upright, square pixels). */
export type VideoPlan = {
  videoIndex: number
  audioIndex: number | null
  audioChannels: number
  width: number
  height: number
  durationMs: number
  proxy: { width: number; height: number; fps: number | null }
  details: { format: string; videoCodec: string; audioCodec: string | null; fps: number | null }
}

/** Plans a proxy that is never larger than its source. Null where nothing moves in the file: no video but perhaps a cover picture. */
export function planVideo(probe: Probe, profile: (typeof profiles.video)['proxy']): VideoPlan | null {
  const video = probe.streams.find(stream => stream.codec_type === 'video' && !stream.disposition?.attached_pic)
  if (!video?.width || !video.height) return null
  const audio = probe.streams.find(stream => stream.codec_type === 'audio')
  const { width, height } = displaySize(video, video.width, video.height)
  const fps = rate(video.avg_frame_rate) ?? rate(video.r_frame_rate)
  const scale = Math.min(1, profile.longSide / Math.max(width, height), profile.shortSide / Math.min(width, height))
  const seconds = Number(probe.format.duration ?? video.duration)
  return {
    videoIndex: video.index,
    audioIndex: audio?.index ?? null,
    audioChannels: audio?.channels ?? 0,
    width,
    height,
    durationMs: Number.isFinite(seconds) && seconds > 0 ? Math.round(seconds * 1000) : 0,
    proxy: {
      width: even(width * scale),
      height: even(height * scale),
      fps: fps && fps > profile.maxFps ? profile.maxFps : null,
    },
    details: {
      format: probe.format.format_name ?? 'unknown',
      videoCodec: video.codec_name ?? 'unknown',
      audioCodec: audio?.codec_name ?? null,
      fps,
    },
  }
}

function displaySize(video: ProbedStream, codedWidth: number, codedHeight: number): { width: number; height: number } {
  const aspect = /^(\d+):(\d+)$/.exec(video.sample_aspect_ratio ?? '')
  const pixel = aspect && Number(aspect[1]) > 0 && Number(aspect[2]) > 0 ? Number(aspect[1]) / Number(aspect[2]) : 1
  const width = Math.round(codedWidth * pixel)
  const onItsSide = Math.abs(Number(video.rotation ?? 0)) % 180 === 90
  return onItsSide ? { width: codedHeight, height: width } : { width, height: codedHeight }
}

/** Frames a second of `30000/1001`; null for `0/0`. */
function rate(fraction: string | undefined): number | null {
  const [count, time] = (fraction ?? '').split('/').map(Number)
  return count && time ? Math.round((count / time) * 1000) / 1000 : null
}

// H.264 in 4:2:0 has no odd sides. Rounded down, so that it never passes the source.
function even(side: number): number {
  return Math.max(2, Math.floor(side / 2 + 0.01) * 2)
}
