import { writeFile } from 'node:fs/promises'
import { profiles, stillType } from '#server/renditions/profiles'
import { type AudioPlan, planAudio, type SoundProbe } from './audio-plan.ts'
import { blameFfmpeg } from './blame-ffmpeg.ts'
import { type Peaks, peakCounter } from './count-peaks.ts'
import { ffmpegGuard } from './ffmpeg-guard.ts'
import { makeStillsApart } from './image/image-pool.ts'
import type { StillResult } from './image/still.ts'
import type { Made, MadeRendition, Task } from './made.ts'
import { requireTools } from './missing-tools.ts'
import { PermanentFault } from './permanent-fault.ts'
import { type Loudness, readLoudness } from './read-loudness.ts'
import { runTool } from './run-tool.ts'
import { waveformSvg } from './waveform-svg.ts'

const limits = { memoryKib: 2_097_152, cpuSeconds: 60, wallMs: 120_000, outputBytes: 4_194_304 }
const dayMs = 86_400_000
// A slow machine may take as long as the sound itself; what takes longer than three hours stops for good.
const mostMs = 10_800_000

/** Makes the MP3 proxy, the peaks and the face of a sound, and measures how loud it is. Throws PermanentFault, ToolMissing. */
export async function makeAudio(task: Task): Promise<Made> {
  requireTools(['ffmpeg', 'ffprobe'])
  const plan = planAudio(await probe(task))
  if (!plan) throw new PermanentFault('no-sound', 'ffprobe found no sound')
  if (plan.durationMs > dayMs) throw new PermanentFault('took-too-long', `says that it lasts ${plan.durationMs} ms`)
  task.progress(3)
  const heard = await hear(task, plan)
  const cover = plan.coverIndex === null ? null : await makeCover(task, plan.coverIndex)
  const face = cover ?? (await drawSound(task, heard.peaks))
  const stills = face.stills.map(still => ({ ...still, contentType: stillType, durationMs: null }))
  const details = { ...plan.details, loudness: heard.loudness, cover: cover !== null }
  const { durationMs } = heard.proxy
  const facts = { width: null, height: null, durationMs, pageCount: null, thumbhash: face.thumbhash, details }
  return { renditions: [...stills, heard.proxy, await writePeaks(task, heard.peaks)], facts, texts: [] }
}

async function probe(task: Task): Promise<SoundProbe> {
  // No tags: they are the file's words, of any length.
  const wanted =
    'format=duration,format_name:stream=index,codec_type,codec_name,channels,sample_rate:stream_disposition=attached_pic'
  const args = ['-v', 'error', ...ffmpegGuard, '-show_entries', wanted, '-of', 'json', '-i', task.input]
  const { code, stdout, stderr } = await runTool('ffprobe', args, { ...task, limits })
  if (code !== 0) throw blameFfmpeg(stderr)
  return JSON.parse(stdout.toString('utf8')) as SoundProbe
}

type Heard = { proxy: MadeRendition & { durationMs: number }; peaks: Peaks; loudness: Loudness | null }

/** One decode for all: the proxy into a file, samples for the peaks through a pipe, loudness in what ffmpeg prints at the end. */
async function hear(task: Task, plan: AudioPlan): Promise<Heard> {
  const { proxy, peaks: shape } = profiles.audio
  const file = `${task.folder}/${proxy.name}.mp3`
  const counter = peakCounter(shape.most, shape.rate)
  const wallMs = Math.min(mostMs, Math.max(600_000, plan.durationMs))
  // The end of what it prints holds the loudness, however much a torn file makes it say before.
  let words = ''
  const { code } = await runTool('ffmpeg', hearingArgs(task.input, plan, file), {
    ...task,
    limits: { ...limits, cpuSeconds: mostMs / 1000, wallMs },
    onStderr: chunk => {
      words = (words + chunk.toString('utf8')).slice(-16_384)
    },
    onStdout: chunk => {
      counter.take(chunk)
      const ms = (counter.samples() / shape.rate) * 1000
      task.progress(3 + 87 * Math.min(1, ms / (plan.durationMs || ms)))
    },
  })
  if (code !== 0) throw blameFfmpeg(words)
  const durationMs = Math.round((counter.samples() / shape.rate) * 1000)
  if (durationMs === 0) throw new PermanentFault('no-sound', 'nothing could be decoded')
  return {
    proxy: { name: proxy.name, file, contentType: proxy.contentType, width: null, height: null, durationMs },
    peaks: counter.end(),
    loudness: readLoudness(words),
  }
}

function hearingArgs(input: string, plan: AudioPlan, file: string): string[] {
  const { proxy, peaks } = profiles.audio
  const mono = plan.channels === 1
  const graph = [
    `[0:${plan.audioIndex}]asplit=3[listen][measure][shape]`,
    // Frames at `verbose` are not printed, the summary is.
    '[measure]ebur128=peak=true:framelog=verbose[measured]',
    `[shape]aformat=sample_fmts=s16:sample_rates=${peaks.rate}:channel_layouts=mono[samples]`,
  ].join(';')
  // No metadata of the source: a phone writes where it was. A day at most, whatever the file says of itself.
  const clean = ['-map_metadata', '-1', '-map_chapters', '-1', '-t', String(dayMs / 1000)]
  const bits = ['-ac', mono ? '1' : '2', '-b:a', `${mono ? proxy.kbitMono : proxy.kbit}k`]
  return [
    ...['-nostdin', '-nostats', '-hide_banner', '-v', 'info', ...ffmpegGuard, '-vn', '-sn', '-dn', '-i', input],
    ...['-filter_complex', graph],
    ...['-map', '[listen]', '-c:a', 'libmp3lame', ...bits, ...clean, '-id3v2_version', '0', '-f', 'mp3', file],
    ...['-map', '[samples]', '-c:a', 'pcm_s16le', ...clean, '-f', 's16le', 'pipe:1'],
    ...['-map', '[measured]', ...clean, '-f', 'null', '-'],
  ]
}

/** The cover inside the file, by the pool that opens every hostile picture; null where it cannot be read. */
async function makeCover(task: Task, index: number): Promise<StillResult | null> {
  const file = `${task.folder}/cover`
  const output = ['-map', `0:${index}`, '-c', 'copy', '-frames:v', '1', '-f', 'image2', '-update', '1', file]
  const args = ['-nostdin', '-v', 'error', ...ffmpegGuard, '-i', task.input, ...output]
  const { code } = await runTool('ffmpeg', args, { ...task, limits })
  if (code !== 0) return null
  try {
    return await makeStillsApart({ file, sizes: profiles.audio.sizes, folder: task.folder }, task.signal)
  } catch (error) {
    // A spoilt cover spoils no sound.
    if (error instanceof PermanentFault) return null
    throw error
  }
}

async function drawSound(task: Task, peaks: Peaks): Promise<StillResult> {
  const file = `${task.folder}/waveform.svg`
  await writeFile(file, waveformSvg(peaks))
  return makeStillsApart({ file, opener: 'svg', sizes: profiles.audio.sizes, folder: task.folder }, task.signal)
}

async function writePeaks(task: Task, peaks: Peaks): Promise<MadeRendition> {
  const { name, contentType } = profiles.audio.peaks
  const file = `${task.folder}/${name}.json`
  await writeFile(file, JSON.stringify(peaks))
  return { name, file, contentType, width: null, height: null, durationMs: null }
}
