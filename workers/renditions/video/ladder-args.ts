import { join } from 'node:path'
import type { VideoProfile } from '#server/renditions/profiles'
import type { RungPlan, VideoPlan } from './plan-video.ts'

/** Which small pictures are taken: one in so many seconds, `frame` large to be looked at and `thumb` large on the sheet. */
export type StoryboardPlan = {
  everySeconds: number
  rows: number
  frame: { width: number; height: number }
  thumb: { width: number; height: number }
}

/** The sheet of a film: at most as many pictures as the profile says, and at least as many as a poster is chosen among. */
export function planStoryboard(plan: VideoPlan, profile: VideoProfile): StoryboardPlan {
  const { storyboard, poster } = profile
  const seconds = plan.durationMs / 1000
  // Nobody knows how long it is: one in ten seconds covers a quarter of an hour.
  const everySeconds = seconds
    ? Math.max(seconds / storyboard.frames, Math.min(storyboard.everySeconds, seconds / poster.frames))
    : 10
  const frames = seconds ? Math.min(storyboard.frames, Math.ceil(seconds / everySeconds)) : storyboard.frames
  const box = (longSide: number) => {
    const scale = Math.min(1, longSide / Math.max(plan.width, plan.height))
    const [width = 2, height = 2] = [plan.width, plan.height].map(
      side => Math.max(1, Math.round((side * scale) / 2)) * 2,
    )
    return { width, height }
  }
  return {
    everySeconds: Math.max(0.04, Math.ceil(everySeconds * 1000) / 1000),
    rows: Math.ceil(frames / storyboard.columns),
    frame: box(poster.longSide),
    thumb: box(storyboard.longSide),
  }
}

/** Where a step comes to lie. */
export const rungFile = (folder: string, rung: Pick<RungPlan, 'name'>): string => join(folder, `hls-${rung.name}.mp4`)
/** Where the sound of all steps comes to lie. */
export const soundFile = (folder: string): string => join(folder, 'hls-audio.mp4')
/** Where the storyboard's sheet comes to lie. */
export const sheetFile = (folder: string): string => join(folder, 'storyboard.jpg')
/** Where the raw frames of the storyboard come to lie: 4:2:0, one after the other. */
export const framesFile = (folder: string): string => join(folder, 'frames.yuv')

export type LadderArgs = { options: string[]; output: string }

/**
 * ffmpeg's arguments behind the input: one decode, each step scaled from the one above, all steps with a key frame at the same moments,
 * the sound once. Each output is one fragmented MP4 (CMAF, ISO/IEC 23000-19) with an index of its segments in front. With a
 * storyboard the same decode also gives its frames, raw in 4:2:0, among which a poster is chosen.
 */
export function ladderArgs(
  plan: VideoPlan,
  profile: VideoProfile,
  { folder, threads, storyboard }: { folder: string; threads: string; storyboard: StoryboardPlan | null },
): LadderArgs {
  const graph = [...pictureGraph(plan, storyboard), ...soundGraph(plan, profile)].join(';')
  const outputs = plan.rungs.map((rung, at) => [
    ...rungOptions(rung, at, plan, profile, threads),
    rungFile(folder, rung),
  ])
  if (storyboard) {
    const raw = ['-pix_fmt', 'yuv420p', '-c:v', 'rawvideo', '-fps_mode', 'passthrough', '-f', 'rawvideo']
    outputs.push(['-map', '[frames]', ...raw, framesFile(folder)])
  }
  if (plan.sound) outputs.push([...soundOptions(profile), soundFile(folder)])
  const options = ['-filter_complex', graph, ...outputs.flat()]
  return { output: options.pop() as string, options }
}

// Nothing that the source says of itself: a phone writes where it was. Bit-exact: the muxer does not sign.
const plain = ['-map_metadata', '-1', '-map_metadata:s', '-1', '-map_chapters', '-1', '-fflags', '+bitexact']
const fragmented = '+cmaf+empty_moov+global_sidx+skip_trailer'

function rungOptions(rung: RungPlan, at: number, plan: VideoPlan, profile: VideoProfile, threads: string): string[] {
  const { segmentSeconds } = profile
  // A key frame nowhere else: every step then has its segments at the same moments.
  const most = Math.ceil((plan.rate.count / plan.rate.time) * segmentSeconds * 2)
  const keys = ['-force_key_frames', `expr:gte(t,n_forced*${segmentSeconds})`, '-g', String(most), '-sc_threshold', '0']
  const rate = ['-crf', `${rung.crf}`, '-maxrate', `${rung.kbitMax}k`, '-bufsize', `${rung.kbitMax * 2}k`]
  const codec = ['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', rung.h264, '-threads', threads]
  const form = ['-movflags', `${fragmented}+frag_keyframe`, '-f', 'mp4']
  return ['-map', `[v${at}]`, ...codec, ...rate, ...keys, ...plain, ...form]
}

function soundOptions({ sound, segmentSeconds }: VideoProfile): string[] {
  const codec = ['-c:a', 'aac', '-b:a', `${sound.kbit}k`, '-ar', String(sound.rate)]
  const form = ['-movflags', fragmented, '-frag_duration', String(segmentSeconds * 1_000_000), '-f', 'mp4']
  return ['-map', '[sound]', ...codec, ...plain, ...form]
}

/** From the decoder to `[v0]`, `[v1]` ...: upright comes by itself, then whole frames, an even rate, square pixels, eight bits. */
function pictureGraph(plan: VideoPlan, storyboard: StoryboardPlan | null): string[] {
  const { rungs, rate } = plan
  const steps = rungs.map(({ width, height }) => `scale=${width}:${height}:out_range=tv`)
  const first = [
    // Every frame, whatever its flags say: cameras forget them.
    ...(plan.interlaced === 'yes' ? ['bwdif=mode=send_frame:parity=auto:deint=all'] : []),
    // From zero on, so that picture and sound begin together.
    `fps=${rate.count}/${rate.time}:start_time=0`,
    steps[0],
    ...(plan.hdr ? [toneMap(plan.hdr)] : []),
    'setsar=1',
    'format=yuv420p',
  ].join(',')
  const graph: string[] = []
  let source = `[0:${plan.videoIndex}]${first}`
  for (const [at] of rungs.entries()) {
    const next = at + 1 < rungs.length || storyboard
    graph.push(next ? `${source},split=2[v${at}][s${at}]` : `${source}[v${at}]`)
    source = `[s${at}]${steps[at + 1] ?? ''}`
  }
  return storyboard ? [...graph, framesGraph(storyboard, `[s${rungs.length - 1}]`)] : graph
}

/** The first frame of each stretch, at once when it comes: ffmpeg says nothing of its progress before every output has begun. */
function framesGraph({ everySeconds, frame }: StoryboardPlan, source: string): string {
  const stretch = (time: string) => `floor(${time}/${everySeconds}+0.001)`
  const first = `isnan(prev_selected_t)+gt(${stretch('t')}\\,${stretch('prev_selected_t')})`
  return `${source}select='${first}',scale=${frame.width}:${frame.height}[frames]`
}

/** HDR (BT.2100) to what every screen shows (BT.709): to light, the bright parts rolled off, back to code. */
function toneMap(transfer: NonNullable<VideoPlan['hdr']>): string {
  const light = `zscale=tin=${transfer}:pin=bt2020:min=bt2020nc:rin=tv:t=linear:npl=100`
  const mapped = 'format=gbrpf32le,zscale=p=bt709,tonemap=tonemap=hable:desat=0'
  return `${light},${mapped},zscale=t=bt709:m=bt709:r=tv`
}

/** Two tracks of one channel become left and right; more than two channels are mixed down; one stays one, as it was that loud. */
function soundGraph({ sound }: VideoPlan, profile: VideoProfile): string[] {
  if (!sound) return []
  const sources = sound.indexes.map(index => `[0:${index}]`).join('')
  const joined = sound.indexes.length > 1 ? 'amerge=inputs=2,' : ''
  const layout = sound.channels === 1 ? 'mono' : 'stereo'
  // Silence where it begins late or has holes, so that it stays with the picture.
  const form = `aresample=${profile.sound.rate}:async=1:first_pts=0,aformat=channel_layouts=${layout}`
  return [`${sources}${joined}${form}[sound]`]
}
