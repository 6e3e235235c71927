import { execFile } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPlaybackAddress } from '#server/renditions/playback-files'
import {
  type FilmMade,
  h264,
  keyTimes,
  lumaAt,
  makeFilm,
  probeFilm,
  source,
  withMadeVideo,
} from '../support/make-film.ts'

const run = promisify(execFile)
let folder: string
let film: string
let made: FilmMade
let calls: string[]
let release: () => void = () => {}
let done: Promise<void>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'video-ladder-test-'))
  // Black for two seconds, then the picture: ten seconds at ten frames, so that nothing here takes long.
  const args = source('1280x720', { seconds: 10, rate: '10' })
  const black = ['-vf', "drawbox=color=black:t=fill:enable='lt(t,2)'"]
  const said = ['-metadata', 'location=+11.3800+106.1700/', '-metadata:s:a:0', 'title=Bí mật']
  film = await makeFilm(join(folder, 'film.mp4'), [...args, ...black, ...h264, '-c:a', 'aac', ...said])
  await underWatch(async () => {
    await new Promise<void>((ready, fail) => {
      const held = new Promise<void>(resolve => {
        release = resolve
      })
      done = withMadeVideo(film, async found => {
        made = found
        ready()
        await held
      })
      done.catch(fail)
    })
  })
}, 120_000)
afterAll(async () => {
  release()
  await done
  await rm(folder, { recursive: true, force: true })
})

/** Puts a double in front of ffmpeg that writes down what is asked of it, while `work` runs. */
async function underWatch(work: () => Promise<void>): Promise<void> {
  const log = join(folder, 'calls')
  const real = (await run('sh', ['-c', 'command -v ffmpeg'])).stdout.trim()
  await writeFile(join(folder, 'ffmpeg'), `#!/bin/sh\nprintf '%s\\n' "$*" >> ${log}\nexec ${real} "$@"\n`)
  await writeFile(log, '')
  await Promise.all([chmod(folder, 0o755), chmod(join(folder, 'ffmpeg'), 0o755), chmod(log, 0o666)])
  const path = process.env.PATH
  process.env.PATH = `${folder}${delimiter}${path}`
  try {
    await work()
  } finally {
    process.env.PATH = path
  }
  calls = (await readFile(log, 'utf8')).split('\n').filter(line => line.includes('-i '))
}

type Variant = { attributes: Record<string, string>; name: string }
type List = { init: number; segments: { seconds: number; start: number; length: number }[]; media: string }

/** A playlist of ours as RFC 8216 reads it. */
async function readMaster({ rendition }: FilmMade): Promise<{ variants: Variant[]; sound: string }> {
  const lines = (await readFile(rendition('hls').file, 'utf8')).split('\n')
  expect(lines[0]).toBe('#EXTM3U')
  const variants = lines.flatMap((line, at) => {
    if (!line.startsWith('#EXT-X-STREAM-INF:')) return []
    const pairs = [...line.matchAll(/([A-Z-]+)=("[^"]*"|[^,]*)/g)].map(([, key, value]) => [
      key,
      value?.replaceAll('"', ''),
    ])
    return [{ attributes: Object.fromEntries(pairs), name: readPlaybackAddress(lines[at + 1] ?? '')?.name ?? '' }]
  })
  const media = lines.find(line => line.startsWith('#EXT-X-MEDIA:')) ?? ''
  return { variants, sound: readPlaybackAddress(/URI="([^"]*)"/.exec(media)?.[1] ?? '')?.name ?? '' }
}

async function readList({ rendition }: FilmMade, name: string): Promise<List> {
  const text = await readFile(rendition(name).file, 'utf8')
  const segments = [...text.matchAll(/#EXTINF:([\d.]+),\n#EXT-X-BYTERANGE:(\d+)@(\d+)\n(\S+)/g)].map(found => {
    return { seconds: Number(found[1]), length: Number(found[2]), start: Number(found[3]), media: found[4] }
  })
  const media = new Set(segments.map(each => each.media))
  expect(media.size).toBe(1)
  expect(text).toContain(`#EXT-X-MAP:URI="${[...media][0]}"`)
  const init = Number(/BYTERANGE="(\d+)@0"/.exec(text)?.[1])
  return { init, segments, media: readPlaybackAddress([...media][0] ?? '')?.name ?? '' }
}

describe('the ladder', () => {
  it('has three steps of a 720p film, cut at the same moments, each as the playlist says', async () => {
    const { variants } = await readMaster(made)
    expect(variants.map(each => each.name)).toEqual(['hls-360-list', 'hls-480-list', 'hls-720-list'])
    for (const { name, attributes } of variants) {
      const { media, segments, init } = await readList(made, name)
      const { file } = made.rendition(media)
      expect(segments.map(each => each.seconds)).toEqual([4, 4, 2])
      expect(await keyTimes(file)).toHaveLength(3)
      // Each range is a movie fragment, and together with what opens the file they are all of it but its index.
      const bytes = await readFile(file)
      expect(bytes.toString('latin1', 4, 8)).toBe('ftyp')
      for (const { start } of segments) expect(bytes.toString('latin1', start + 4, start + 8)).toBe('moof')
      const last = segments.at(-1)!
      expect(last.start + last.length).toBe(bytes.length)
      expect(bytes.toString('latin1', init + 4, init + 8)).toBe('sidx')

      const [stream] = (await probeFilm(file)).streams
      const { profile, width, height, level } = stream!
      expect(attributes).toMatchObject({ RESOLUTION: `${width}x${height}`, 'FRAME-RATE': '10.000', AUDIO: 'sound' })
      const idc = { Main: '4D', High: '64' }[profile ?? '']
      expect(attributes.CODECS?.toUpperCase()).toMatch(
        new RegExp(`^AVC1\\.${idc}..${Number(level).toString(16)},MP4A\\.40\\.2$`, 'i'),
      )
      const average = (segments.reduce((sum, each) => sum + each.length, 0) * 8) / 10
      expect(Number(attributes['AVERAGE-BANDWIDTH'])).toBeGreaterThanOrEqual(average)
      expect(Number(attributes.BANDWIDTH)).toBeGreaterThanOrEqual(Number(attributes['AVERAGE-BANDWIDTH']))
    }
  })

  it('carries the sound once, beside the picture and as long', async () => {
    const { sound } = await readMaster(made)
    const { media, segments } = await readList(made, sound)
    expect(media).toBe('hls-audio')
    expect(segments.reduce((sum, each) => sum + each.seconds, 0)).toBeCloseTo(10, 0)
    const { streams } = await probeFilm(made.rendition(media).file)
    expect(streams).toMatchObject([{ codec_name: 'aac', sample_rate: '48000', channels: 1 }])
    expect((await probeFilm(made.rendition('hls-720').file)).streams).toHaveLength(1)
  })

  it('gives the MP4 the pictures of the 720p step, byte for byte, its index in front', async () => {
    const { rendition } = made
    const { file } = rendition('video')
    const hash = ['-map', '0:v', '-c', 'copy', '-f', 'md5', '-']
    const [step, mp4] = await Promise.all(
      [rendition('hls-720').file, file].map(
        async each => (await run('ffmpeg', ['-v', 'error', '-i', each, ...hash])).stdout,
      ),
    )
    expect(mp4).toBe(step)
    const bytes = await readFile(file)
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'))
    const { streams } = await probeFilm(file)
    for (const stream of streams) expect(Math.abs(Number(stream.start_time))).toBeLessThan(0.03)
  })

  it('keeps nothing of what the source says of itself', async () => {
    for (const { file } of made.made.renditions) {
      const bytes = await readFile(file)
      for (const secret of ['+11.38', '106.17', 'Bí mật']) expect.soft(bytes.includes(secret), file).toBe(false)
    }
  })

  it('takes a poster with a picture on it, and not the black start', async () => {
    const { rendition } = made
    const { posterAtMs } = made.made.facts.details as { posterAtMs: number }
    expect(posterAtMs).toBeGreaterThan(2000)
    const { channels } = await sharp(rendition('poster').file).stats()
    expect(Math.max(...channels.map(channel => channel.mean))).toBeGreaterThan(60)
  })

  it('shows the moment of the film at each place of the storyboard', async () => {
    const { rendition } = made
    const track = await readFile(rendition('storyboard-track').file, 'utf8')
    const cues = [...track.matchAll(/(\S+) --> (\S+)\n(\S+)#xywh=(\d+),(\d+),(\d+),(\d+)/g)]
    // Ten seconds by a twelfth each.
    expect(cues).toHaveLength(12)
    expect(cues[0]?.[1]).toBe('00:00:00.000')
    const { durationMs } = made.made.facts
    expect(cues.at(-1)?.[2]).toBe(`00:00:${(durationMs! / 1000).toFixed(3)}`)
    expect(readPlaybackAddress(cues[0]?.[3] ?? '')?.name).toBe('storyboard')
    for (const at of [0, 5, 11]) {
      const [left, top, width, height] = cues[at]!.slice(4).map(Number)
      expect([width, height]).toEqual([160, 90])
      const area = { left: left!, top: top!, width: width!, height: height! }
      const shown = lumaOf(await sharp(rendition('storyboard').file).extract(area).raw().toBuffer())
      // The first frame of the stretch; there are ten in a second.
      const start = Number(cues[at]![1]!.slice(6))
      const real = await lumaAt(film, Math.max(0, Math.ceil(start * 10) / 10 - 0.02), 160, 90)
      expect(difference(shown, real), `cue ${at}`).toBeLessThan(14)
    }
  })

  it('decodes the source once, and encodes once', () => {
    const opened = calls.filter(line => line.includes(`-i ${join(made.folder, 'original')}`))
    expect(opened).toHaveLength(1)
    expect(opened[0]?.match(/libx264/g)).toHaveLength(3)
    expect(calls.filter(line => line.includes('libx264'))).toHaveLength(1)
  })
})

/** Mean absolute difference of two grey pictures, 0 to 255. */
function difference(a: Buffer, b: Buffer): number {
  expect(a.length).toBe(b.length)
  return a.reduce((sum, value, at) => sum + Math.abs(value - b[at]!), 0) / a.length
}

/** BT.601 luma of RGB, as ffmpeg makes it; sharp's grey is another. */
function lumaOf(rgb: Buffer): Buffer {
  const luma = (at: number) => 0.299 * rgb[at]! + 0.587 * rgb[at + 1]! + 0.114 * rgb[at + 2]!
  return Buffer.from(Array.from({ length: rgb.length / 3 }, (_, at) => luma(at * 3)))
}
