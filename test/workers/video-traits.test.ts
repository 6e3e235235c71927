import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FilmMade, h264, makeFilm, probeFilm, source, withMadeVideo } from '../support/make-film.ts'

const run = promisify(execFile)
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'video-traits-test-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const aac = ['-c:a', 'aac']
let films = 0
/** Makes a film and what the worker makes of it. */
async function made<T>(ending: string, args: readonly string[], look: (film: FilmMade) => Promise<T>): Promise<T> {
  films += 1
  return withMadeVideo(await makeFilm(join(folder, `film-${films}.${ending}`), args), look)
}
const pictureOf = async ({ rendition }: FilmMade, name = 'hls-360') =>
  (await probeFilm(rendition(name).file)).streams[0]!

describe('the picture', () => {
  it('stands upright where the phone was held upright', async () => {
    const flat = await makeFilm(join(folder, 'flat.mp4'), [...source('320x180'), ...h264, ...aac])
    await made('mp4', ['-i', flat, '-c', 'copy', '-metadata:s:v:0', 'rotate=90'], async film => {
      expect(film.made.facts).toMatchObject({ width: 180, height: 320 })
      expect(await pictureOf(film)).toMatchObject({ width: 180, height: 320 })
      expect(film.rendition('poster')).toMatchObject({ width: 180, height: 320 })
    })
  })

  it('is as wide as it is shown, not as it is stored', async () => {
    await made('mkv', [...source('240x180'), '-vf', 'setsar=4/3', ...h264, ...aac], async film => {
      expect(film.made.facts).toMatchObject({ width: 320, height: 180 })
      expect(await pictureOf(film)).toMatchObject({ width: 320, height: 180, sample_aspect_ratio: '1:1' })
    })
  })

  it('has even sides', async () => {
    await made('avi', [...source('321x181'), '-c:v', 'mpeg4', '-an'], async film => {
      expect(await pictureOf(film)).toMatchObject({ width: 320, height: 180 })
    })
  })

  // Fields half a frame apart: combing where something moves, until they are made whole frames.
  const fields = ['-vf', 'interlace=scan=tff:lowpass=off', '-flags', '+ilme+ildct']

  it('has no combs where the film was recorded in fields', async () => {
    const args = [...source('320x180', { rate: '50' }), ...fields, '-c:v', 'mpeg2video', '-b:v', '4M', '-c:a', 'mp2']
    await made('ts', args, async film => {
      expect(film.made.facts.details).toMatchObject({ fps: 25 })
      const [whole, combed] = await Promise.all([
        combing(film.rendition('hls-360').file),
        combing(join(folder, `film-${films}.ts`)),
      ])
      expect(whole).toBeLessThan(combed * 0.7)
      expect(await pictureOf(film)).toMatchObject({ r_frame_rate: '25/1' })
    })
  })

  it('has none either where the file does not say so', async () => {
    // H.264 that is marked as whole frames nowhere and as fields nowhere, as cheap recorders write it.
    const args = [
      ...source('320x180', { rate: '50' }),
      ...fields.slice(0, 2),
      '-c:v',
      'mpeg4',
      '-q:v',
      '2',
      '-vtag',
      'XVID',
      '-an',
    ]
    const avi = await makeFilm(join(folder, 'unsaid.avi'), args)
    const said = (await probeFilm(avi)).streams[0]
    expect(said?.field_order).toBeUndefined()
    await withMadeVideo(avi, async film => {
      expect(await combing(film.rendition('hls-360').file)).toBeLessThan((await combing(avi)) * 0.7)
    })
  })

  it('has eight bits of ten', async () => {
    await made(
      'mkv',
      [...source('320x180'), '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p10le', '-an'],
      async film => {
        expect(film.made.facts.details).toMatchObject({ pixels: 'yuv420p10le', hdr: false })
        expect(await pictureOf(film)).toMatchObject({ pix_fmt: 'yuv420p' })
      },
    )
  })

  it.each([
    ['smpte2084', 'smpte2084'],
    ['HLG', 'arib-std-b67'],
  ])(
    'is mapped to an ordinary screen from %s',
    async (_, transfer) => {
      const colours = ['-color_primaries', 'bt2020', '-color_trc', transfer, '-colorspace', 'bt2020nc']
      const codec = [
        '-c:v',
        'libx265',
        '-preset',
        'ultrafast',
        '-x265-params',
        'log-level=none',
        '-pix_fmt',
        'yuv420p10le',
      ]
      await made('mp4', [...source('320x180', { seconds: 1 }), ...codec, ...colours, '-an'], async film => {
        expect(film.made.facts.details).toMatchObject({ hdr: true })
        expect(await pictureOf(film)).toMatchObject({
          pix_fmt: 'yuv420p',
          color_transfer: 'bt709',
          color_primaries: 'bt709',
        })
        const { channels } = await sharp(film.rendition('poster').file).stats()
        expect(Math.max(...channels.map(channel => channel.stdev))).toBeGreaterThan(20)
      })
    },
    60_000,
  )
})

describe('the rate of frames', () => {
  it.each(['24000/1001', '50/1', '60000/1001'])('stays %s', async rate => {
    await made('mp4', [...source('320x180', { rate, seconds: 1 }), ...h264, ...aac], async film => {
      expect((await pictureOf(film)).r_frame_rate).toBe(rate)
      const master = await readFile(film.rendition('hls').file, 'utf8')
      const [count, time] = rate.split('/').map(Number)
      expect(master).toContain(`FRAME-RATE=${(count! / time!).toFixed(3)}`)
    })
  })

  it('is sixty at most', async () => {
    await made('mp4', [...source('320x180', { rate: '120', seconds: 1 }), ...h264, ...aac], async film => {
      expect((await pictureOf(film)).r_frame_rate).toBe('60/1')
    })
  })

  it('is even where a phone’s was not, and the film lasts as long', async () => {
    // Every third frame is lost in the first second.
    const uneven = ['-vf', "select='gt(t,1)+mod(n,3)'", '-vsync', 'vfr']
    await made('mp4', [...source('320x180', { rate: '30' }), ...uneven, ...h264, ...aac], async film => {
      expect((await pictureOf(film)).r_frame_rate).toBe('30/1')
      expect(Math.abs(film.made.facts.durationMs! - 2000)).toBeLessThan(100)
    })
  })
})

describe('the sound', () => {
  it('is left out where there is none, also of the playlist', async () => {
    await made('mp4', [...source('320x180'), ...h264, '-an'], async film => {
      expect(film.made.renditions.map(each => each.name)).not.toContain('hls-audio')
      expect(await readFile(film.rendition('hls').file, 'utf8')).not.toContain('mp4a')
      expect((await probeFilm(film.rendition('video').file)).streams).toHaveLength(1)
    })
  })

  it('is that of the track that is marked as default; the others are named', async () => {
    const maps = ['-map', '0:v', '-map', '1:a', '-map', '1:a', ...h264, ...aac]
    const marks = ['-disposition:a:0', '0', '-disposition:a:1', 'default', '-metadata:s:a:1', 'language=vie']
    const loud = ['-filter:a:0', 'volume=0']
    await made('mkv', [...source('320x180'), ...maps, ...marks, ...loud], async film => {
      expect(film.made.facts.details).toMatchObject({
        audioTracks: [
          { codec: 'aac', used: false },
          { codec: 'aac', language: 'vie', used: true },
        ],
      })
      expect(await loudness(film)).toBeGreaterThan(-30)
    })
  })

  it('is left and right of a broadcast file, whose channels are tracks', async () => {
    const maps = ['-map', '0:v', '-map', '1:a', '-map', '1:a', '-c:v', 'mpeg2video', '-c:a', 'pcm_s16le', '-ac', '1']
    await made('mxf', [...source('320x180'), ...maps], async film => {
      expect((await probeFilm(film.rendition('hls-audio').file)).streams[0]).toMatchObject({ channels: 2 })
    })
  })

  it('is mixed down from six channels to two', async () => {
    await made('mkv', [...source('320x180'), ...h264, '-c:a', 'ac3', '-ac', '6'], async film => {
      expect((await probeFilm(film.rendition('hls-audio').file)).streams[0]).toMatchObject({ channels: 2 })
      expect(await readFile(film.rendition('hls').file, 'utf8')).toContain('CHANNELS="2"')
    })
  })

  it('stays with the picture where it begins later', async () => {
    const late = ['-itsoffset', '0.5']
    const inputs = source('320x180')
    const args = [...inputs.slice(0, 4), ...late, ...inputs.slice(4), ...h264, ...aac]
    await made('mkv', args, async film => {
      const { streams } = await probeFilm(film.rendition('video').file)
      const [picture, sound] = streams.map(stream => Number(stream.start_time))
      expect(Math.abs(picture! - sound!)).toBeLessThan(0.05)
      expect(await silence(film)).toBeCloseTo(0.5, 1)
    })
  })
})

describe('what else a file may hold', () => {
  it('is left where it is: a cover, subtitles, data', async () => {
    const cover = join(folder, 'cover.png')
    await writeFile(
      cover,
      await sharp({ create: { width: 64, height: 64, channels: 3, background: '#f00' } })
        .png()
        .toBuffer(),
    )
    const words = join(folder, 'words.srt')
    await writeFile(words, '1\n00:00:00,000 --> 00:00:01,000\nXin chào\n')
    const maps = ['-i', cover, '-i', words, '-map', '2:v', '-map', '0:v', '-map', '1:a', '-map', '3:s']
    const codecs = ['-c:v:0', 'png', '-c:v:1', 'libx264', '-preset:v:1', 'ultrafast', '-c:a', 'aac', '-c:s', 'mov_text']
    const marks = ['-disposition:v:0', 'attached_pic', '-timecode', '10:00:00:00']
    await made('mp4', [...source('320x180'), ...maps, ...codecs, ...marks, '-pix_fmt:v:1', 'yuv420p'], async film => {
      expect(film.made.facts).toMatchObject({ width: 320, height: 180 })
      expect((await probeFilm(film.rendition('video').file)).streams.map(each => each.codec_name)).toEqual([
        'h264',
        'aac',
      ])
    })
  })

  it('is no length: then its packets say how long it is', async () => {
    const live = ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-an', '-f', 'webm', '-live', '1']
    await made('webm', [...source('320x180', { seconds: 3 }), ...live], async film => {
      expect(Math.abs(film.made.facts.durationMs! - 3000)).toBeLessThan(200)
      const track = await readFile(film.rendition('storyboard-track').file, 'utf8')
      expect(track.match(/-->/g)?.length).toBeGreaterThanOrEqual(10)
    })
  })

  it('is too many streams: then it is at fault, and the worker is not', async () => {
    const many = Array.from({ length: 200 }, () => ['-map', '1:a']).flat()
    const args = [
      ...source('64x36', { seconds: 1 }),
      '-map',
      '0:v',
      ...many,
      ...h264,
      '-c:a',
      'pcm_s16le',
      '-ar',
      '8000',
    ]
    const file = await makeFilm(join(folder, 'many.mkv'), args)
    await expect(withMadeVideo(file, async () => {})).rejects.toMatchObject({ failure: 'file-corrupt' })
  })
})

/** How much neighbouring lines differ beyond those two apart: high where two fields of different moments are woven together. */
async function combing(file: string): Promise<number> {
  const [width, height] = [320, 180]
  const frame = await lumaFrames(file, width, height)
  let woven = 0
  for (let at = 0; at + 2 * width < frame.length; at += 1) {
    if (Math.floor(at / width) % height >= height - 2) continue
    const [a, b, c] = [frame[at]!, frame[at + width]!, frame[at + 2 * width]!]
    woven += Math.max(0, Math.abs(2 * b - a - c) - Math.abs(a - c))
  }
  return woven / frame.length
}

/** Luma of a second of a film, unscaled. */
async function lumaFrames(file: string, width: number, height: number): Promise<Buffer> {
  const form = ['-frames:v', '10', '-an', '-pix_fmt', 'gray', '-f', 'rawvideo', '-']
  const { stdout } = await run('ffmpeg', ['-nostdin', '-v', 'error', '-ss', '0.5', '-i', file, ...form], {
    encoding: 'buffer',
    maxBuffer: width * height * 20,
  })
  return stdout
}

/** Mean level of a film's sound in dB. */
async function loudness({ rendition }: FilmMade): Promise<number> {
  const args = ['-nostdin', '-i', rendition('hls-audio').file, '-af', 'volumedetect', '-f', 'null', '-']
  const { stderr } = await run('ffmpeg', args)
  return Number(/mean_volume: (-?[\d.]+) dB/.exec(stderr)?.[1] ?? -91)
}

/** Seconds of silence at the start of the MP4's sound. */
async function silence({ rendition }: FilmMade): Promise<number> {
  const args = [
    '-nostdin',
    '-i',
    rendition('video').file,
    '-vn',
    '-af',
    'silencedetect=n=-40dB:d=0.1',
    '-f',
    'null',
    '-',
  ]
  const { stderr } = await run('ffmpeg', args)
  return Number(/silence_end: ([\d.]+)/.exec(stderr)?.[1] ?? 0)
}
