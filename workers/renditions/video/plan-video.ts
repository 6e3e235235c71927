import type { VideoProfile } from '#server/renditions/profiles'
import { chooseRate, type FrameRate, framesASecond, readRate } from './frame-rate.ts'
import { type AudioTrack, planSound, type SoundPlan } from './plan-sound.ts'
import type { Probe, ProbedStream } from './probe.ts'

/** One step of the ladder: even sides, never above the source. */
export type RungPlan = {
  name: string
  width: number
  height: number
  crf: number
  kbitMax: number
  h264: 'high' | 'main'
}

/** How a video is to be shown and made. `width`, `height`: of the source as a person sees it (upright, square pixels). */
export type VideoPlan = {
  videoIndex: number
  sound: SoundPlan | null
  width: number
  height: number
  /** 0 where the file does not say. */
  durationMs: number
  rate: FrameRate
  /** `unknown`: the file does not say, and comes from where fields are common. */
  interlaced: 'yes' | 'no' | 'unknown'
  hdr: 'smpte2084' | 'arib-std-b67' | null
  /** Largest first. */
  rungs: RungPlan[]
  details: VideoDetails
}
export type VideoDetails = {
  format: string
  videoCodec: string
  audioCodec: string | null
  fps: number | null
  pixels: string | null
  hdr: boolean
  streams: number
  audioTracks: AudioTrack[]
}

/** Plans a ladder that is never larger than its source. Null where nothing moves in the file: no video but perhaps a cover picture. */
export function planVideo(probe: Probe, profile: VideoProfile): VideoPlan | null {
  const video = probe.streams.find(stream => stream.codec_type === 'video' && !stream.disposition?.attached_pic)
  if (!video?.width || !video.height) return null
  const { width, height } = displaySize(video, video.width, video.height)
  const interlaced = fieldsOf(video, probe.format.format_name ?? '')
  const average = readRate(video.avg_frame_rate)
  const rate = chooseRate(average, readRate(video.r_frame_rate), {
    most: profile.maxFps,
    interlaced: interlaced === 'yes',
  })
  const seconds = Number(probe.format.duration ?? video.duration)
  const hdr = hdrOf(video)
  const { sound, tracks } = planSound(probe)
  return {
    videoIndex: video.index,
    sound,
    ...{ width, height, rate, interlaced, hdr },
    durationMs: Number.isFinite(seconds) && seconds > 0 ? Math.round(seconds * 1000) : 0,
    rungs: planRungs(width, height, profile.ladder),
    details: {
      format: probe.format.format_name ?? 'unknown',
      videoCodec: video.codec_name ?? 'unknown',
      audioCodec: tracks.find(track => track.used)?.codec ?? null,
      fps: average ? framesASecond(average) : null,
      pixels: video.pix_fmt ?? null,
      hdr: hdr !== null,
      streams: probe.streams.length,
      audioTracks: tracks,
    },
  }
}

/**
 * The steps that a source of this size fills. Those that would be larger become one of its own size, named for the smallest of them; one
 * that is hardly smaller than the step above is left out.
 */
export function planRungs(width: number, height: number, ladder: VideoProfile['ladder']): RungPlan[] {
  const rungs: RungPlan[] = []
  for (const { name, longSide, shortSide, crf, kbitMax, h264 } of ladder) {
    const scale = Math.min(1, longSide / Math.max(width, height), shortSide / Math.min(width, height))
    const side = scale < 1 ? (full: number) => Math.max(2, Math.round((full * scale) / 2) * 2) : even
    const rung = { name, width: side(width), height: side(height), crf, kbitMax, h264 }
    const above = rungs.at(-1)
    const own = scale === 1
    if (own && above) rungs.pop()
    const larger = rungs.at(-1)
    if (larger && rung.width * rung.height > 0.8 * larger.width * larger.height) continue
    rungs.push(rung)
  }
  return rungs
}

function displaySize(video: ProbedStream, codedWidth: number, codedHeight: number): { width: number; height: number } {
  const aspect = /^(\d+):(\d+)$/.exec(video.sample_aspect_ratio ?? '')
  const pixel = aspect && Number(aspect[1]) > 0 && Number(aspect[2]) > 0 ? Number(aspect[1]) / Number(aspect[2]) : 1
  // A pixel a hundred times as wide as high is a lie.
  const width = Math.round(codedWidth * (pixel > 0.1 && pixel < 10 ? pixel : 1))
  const turn = video.side_data_list?.find(data => data.rotation !== undefined)?.rotation ?? video.tags?.rotate ?? 0
  const onItsSide = Math.abs(Math.round(Number(turn))) % 180 === 90
  return onItsSide ? { width: codedHeight, height: width } : { width, height: codedHeight }
}

function fieldsOf(video: ProbedStream, format: string): VideoPlan['interlaced'] {
  if (['tt', 'bb', 'tb', 'bt'].includes(video.field_order ?? '')) return 'yes'
  if (video.field_order === 'progressive') return 'no'
  // What broadcasters, camcorders and capture cards write.
  return /mpegts|mpeg|mxf|avi|asf/.test(format) ? 'unknown' : 'no'
}

function hdrOf({ color_transfer: transfer }: ProbedStream): VideoPlan['hdr'] {
  return transfer === 'smpte2084' || transfer === 'arib-std-b67' ? transfer : null
}

// H.264 in 4:2:0 has no odd sides. Rounded down, so that it never passes the source.
function even(side: number): number {
  return Math.max(2, Math.floor(side / 2) * 2)
}
