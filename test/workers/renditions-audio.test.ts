import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLog } from '#server/platform/log'
import { openFilesystemStore } from '#server/storage/filesystem-store'
import { accept } from '#server/uploads/accept'
import type { Peaks } from '#workers/renditions/count-peaks'
import { makeAudioRendition, makeVideoRendition, type RenditionContext } from '#workers/renditions/make-rendition'
import { makeJpeg } from '../support/media.ts'
import { type MediaAsset, putMediaAsset } from '../support/media-asset.ts'
import { makeAmr } from '../support/raw-media.ts'
import { makeSound } from '../support/sound.ts'
import { type TestDatabase, testDatabase } from '../support/test-database.ts'

const run = promisify(execFile)
let database: TestDatabase
let folder: string
let context: RenditionContext

beforeAll(async () => {
  database = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), 'renditions-audio-test-'))
  const log = createLog('silent', 'test')
  const store = await openFilesystemStore(join(folder, 'store'))
  context = { db: database.db, store, log, lastAttempt: false, signal: new AbortController().signal }
})
afterAll(async () => {
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

const at = (name: string) => join(folder, name)
const assetOf = ({ assetId }: MediaAsset) => context.db.asset.findUniqueOrThrow({ where: { id: assetId } })
const objectOf = ({ objectId }: MediaAsset) => context.db.storedObject.findUniqueOrThrow({ where: { id: objectId } })
const namesOf = async ({ objectId }: MediaAsset) =>
  (await context.db.rendition.findMany({ where: { objectId }, orderBy: { name: 'asc' } })).map(row => row.name)

async function audio(bytes: Buffer, contentType?: string): Promise<MediaAsset> {
  const accepted = await accept(bytes.subarray(0, 4100))
  if ('refused' in accepted) throw new Error(accepted.refused)
  const asset = await putMediaAsset(context, bytes, { kind: 'audio', contentType: contentType ?? accepted.contentType })
  await makeAudioRendition(asset, context)
  return asset
}

async function fetchRendition({ objectId }: MediaAsset, name: string) {
  const row = await context.db.rendition.findFirstOrThrow({ where: { objectId, name } })
  const bytes = await buffer(await context.store.get(row.key))
  await writeFile(at(`${objectId}-${name}`), bytes)
  return { ...row, bytes, file: at(`${objectId}-${name}`) }
}

async function probe(file: string) {
  const { stdout } = await run('ffprobe', ['-v', 'error', '-show_streams', '-show_format', '-of', 'json', file])
  return JSON.parse(stdout) as {
    streams: Record<string, string | number>[]
    format: { duration: string; tags?: Record<string, string> }
  }
}

const formats: [string, string, string[]][] = [
  ['a.mp3', 'audio/mpeg', ['-c:a', 'libmp3lame']],
  ['a.m4a', 'audio/mp4', ['-c:a', 'aac']],
  ['alac.m4a', 'audio/mp4', ['-c:a', 'alac']],
  ['a.aac', 'audio/aac', ['-c:a', 'aac']],
  ['a.wav', 'audio/wav', ['-c:a', 'pcm_s24le']],
  ['rf64.wav', 'audio/wav', ['-c:a', 'pcm_s16le', '-rf64', 'always']],
  ['a.flac', 'audio/flac', ['-c:a', 'flac']],
  ['a.ogg', 'audio/ogg', ['-c:a', 'libvorbis']],
  ['a.opus', 'audio/ogg', ['-c:a', 'libopus']],
  ['a.aiff', 'audio/aiff', ['-c:a', 'pcm_s16be']],
  ['a.wma', 'audio/x-ms-asf', ['-c:a', 'wmav2', '-f', 'asf']],
]

describe('sounds', () => {
  it.each(formats)(
    'takes %s in by its first bytes and makes proxy, peaks and face of it',
    async (name, type, codec) => {
      const bytes = await makeSound(at(name), { codec })
      expect(await accept(bytes.subarray(0, 4100))).toEqual({ kind: 'audio', contentType: type })
      const asset = await audio(bytes)
      expect(await assetOf(asset)).toMatchObject({ file: 'ready', progress: 100 })
      expect(await namesOf(asset)).toEqual(['audio', 'peaks', 'preview', 'thumb'])
      const proxy = await fetchRendition(asset, 'audio')
      expect(proxy.contentType).toBe('audio/mpeg')
      expect(Math.abs(proxy.durationMs! - 2000)).toBeLessThan(120)
      expect((await probe(proxy.file)).streams).toMatchObject([{ codec_name: 'mp3', channels: 2 }])
      expect((await objectOf(asset)).durationMs).toBe(proxy.durationMs)
    },
  )

  it('takes AMR, which ffmpeg reads and does not write, in as the others', async () => {
    const asset = await audio(makeAmr(3), undefined)
    expect(await assetOf(asset)).toMatchObject({ file: 'ready', failure: null })
    const { contentType, durationMs } = await objectOf(asset)
    expect([contentType, durationMs]).toEqual(['audio/amr', 3000])
    expect(await namesOf(asset)).toEqual(['audio', 'peaks', 'preview', 'thumb'])
  })

  it('measures a tone of 1 kHz at -23 dBFS in both channels at -23 LUFS, as EBU Tech 3341 (case 1) asks', async () => {
    const tone = `${10 ** (-23 / 20)}*sin(2*PI*1000*t)`
    const asset = await audio(
      await makeSound(at('reference.wav'), { source: `aevalsrc='${tone}|${tone}':s=48000:d=20` }),
    )
    const { loudness } = (await objectOf(asset)).details as { loudness: { integrated: number; truePeak: number } }
    expect(Math.abs(loudness.integrated + 23)).toBeLessThanOrEqual(0.1)
    expect(Math.abs(loudness.truePeak + 23)).toBeLessThanOrEqual(0.3)
  })

  it('tells silence from sound: no loudness, a flat shape, still playable', async () => {
    const asset = await audio(
      await makeSound(at('silence.wav'), { source: 'anullsrc=r=44100:cl=mono:d=2', channels: 1 }),
    )
    expect((await objectOf(asset)).details).toMatchObject({ loudness: { integrated: null, truePeak: null } })
    const peaks = JSON.parse(String((await fetchRendition(asset, 'peaks')).bytes)) as Peaks
    expect(new Set(peaks.data)).toEqual(new Set([0]))
    expect(await assetOf(asset)).toMatchObject({ file: 'ready' })
  })

  it('shapes the peaks as the sound is: quiet first, loud after', async () => {
    const source = "aevalsrc='if(lt(t,1),0.1,0.9)*sin(2*PI*300*t)':s=44100:d=2"
    const asset = await audio(await makeSound(at('shape.flac'), { source, channels: 1 }))
    const row = await fetchRendition(asset, 'peaks')
    expect(row.contentType).toBe('application/json')
    const peaks = JSON.parse(String(row.bytes)) as Peaks
    expect(peaks).toMatchObject({ version: 2, channels: 1, bits: 8, sample_rate: 8000 })
    expect(peaks.data).toHaveLength(peaks.length * 2)
    const half = peaks.length
    const highest = (part: number[]) => Math.max(...part)
    expect(highest(peaks.data.slice(0, half - 10))).toBeLessThan(20)
    expect(highest(peaks.data.slice(half + 10))).toBeGreaterThan(100)
    expect(Math.abs((peaks.samples_per_pixel * peaks.length) / peaks.sample_rate - 2)).toBeLessThan(0.1)
  })

  it('shows the cover that the file carries, and the sound itself where there is none', async () => {
    await writeFile(
      at('cover.jpg'),
      await sharp(await makeJpeg({ width: 640, height: 640 }))
        .jpeg()
        .toBuffer(),
    )
    const withCover = await audio(await makeSound(at('cover.mp3'), { cover: at('cover.jpg') }))
    const face = await fetchRendition(withCover, 'preview')
    expect([face.width, face.height]).toEqual([640, 640])
    // The test picture is red in its first corner.
    const corner = await sharp(face.bytes).extract({ left: 40, top: 40, width: 1, height: 1 }).raw().toBuffer()
    expect([...corner].map(value => Math.round(value / 255))).toEqual([1, 0, 0])
    const without = await audio(await makeSound(at('bare.mp3'), { seconds: 3 }))
    expect(await fetchRendition(without, 'preview')).toMatchObject({ width: 1024, height: 819 })
    expect((await objectOf(without)).thumbhash).not.toBeNull()
  })

  it('spoils no sound by a spoilt cover', async () => {
    await writeFile(at('whole.jpg'), await makeJpeg({ width: 640, height: 640 }))
    const bytes = await makeSound(at('spoilt.mp3'), { cover: at('whole.jpg') })
    const jpeg = bytes.indexOf(Buffer.from([0xff, 0xd8, 0xff]))
    bytes.fill(0x41, jpeg + 20, jpeg + 3000)
    const asset = await audio(bytes)
    expect(await assetOf(asset)).toMatchObject({ file: 'ready' })
    expect((await objectOf(asset)).details).toMatchObject({ cover: false })
  })

  it('leaves the words and the place of the source out of the proxy', async () => {
    const codec = ['-metadata', 'title=Bí mật', '-metadata', 'location=+11.38+106.17/']
    const asset = await audio(await makeSound(at('tags.m4a'), { codec }))
    const { format } = await probe((await fetchRendition(asset, 'audio')).file)
    expect(format.tags ?? {}).not.toHaveProperty('title')
    expect(JSON.stringify(format.tags ?? {})).not.toContain('106.17')
  })

  it('mixes six channels down to two, and leaves one as one', async () => {
    const six = await audio(
      await makeSound(at('six.flac'), { source: 'anoisesrc=d=1,aformat=channel_layouts=mono', codec: ['-ac', '6'] }),
    )
    expect((await probe((await fetchRendition(six, 'audio')).file)).streams[0]).toMatchObject({ channels: 2 })
    const one = await audio(await makeSound(at('one.wav'), { channels: 1 }))
    expect((await probe((await fetchRendition(one, 'audio')).file)).streams[0]).toMatchObject({ channels: 1 })
  })

  it('makes the same again of the same, and tells nothing twice', async () => {
    const asset = await audio(await makeSound(at('again.wav'), { seconds: 1 }))
    await makeAudioRendition(asset, context)
    expect(await namesOf(asset)).toEqual(['audio', 'peaks', 'preview', 'thumb'])
  })
})

describe('sound in the dress of a film', () => {
  it('becomes an audio where it is the first file of its asset', async () => {
    const bytes = await makeSound(at('talk.mp4'), { codec: ['-c:a', 'aac'] })
    const asset = await putMediaAsset(context, bytes, { kind: 'video', contentType: 'video/mp4' })
    await makeVideoRendition(asset, context)
    expect(await assetOf(asset)).toMatchObject({ kind: 'audio', file: 'processing' })
    await makeAudioRendition(asset, context)
    expect(await assetOf(asset)).toMatchObject({ kind: 'audio', file: 'ready' })
    expect(await namesOf(asset)).toEqual(['audio', 'peaks', 'preview', 'thumb'])
  })

  it('is refused as a new version of a film, whose kind people know', async () => {
    const bytes = await makeSound(at('talk2.mp4'), { seconds: 1, codec: ['-c:a', 'aac'] })
    const asset = await putMediaAsset(context, bytes, { kind: 'video', contentType: 'video/mp4' })
    const first = await context.db.assetVersion.findUniqueOrThrow({ where: { id: asset.versionId } })
    const second = { ...first, id: crypto.randomUUID(), number: 2 }
    await context.db.assetVersion.create({ data: second })
    await makeVideoRendition({ ...asset, versionId: second.id }, context)
    expect(await assetOf(asset)).toMatchObject({ kind: 'video', file: 'failed', failure: 'no-video-stream' })
  })
})

describe('sounds at fault', () => {
  it('asks nobody and reads no other file for a playlist dressed as a sound', async () => {
    const asked: string[] = []
    const canary = createServer((req, res) => {
      asked.push(req.url ?? '')
      res.end()
    })
    await new Promise<void>(resolve => canary.listen(0, '127.0.0.1', resolve))
    try {
      const { port } = canary.address() as AddressInfo
      await makeSound(at('secret.wav'))
      const lists = [
        `#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:${port}/a.ts\n#EXT-X-ENDLIST\n`,
        `ffconcat version 1.0\nfile ${at('secret.wav')}\nfile http://127.0.0.1:${port}/b\n`,
        `v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio ${port} RTP/AVP 0\n`,
      ]
      for (const list of lists) {
        const asset = await putMediaAsset(context, Buffer.from(list), { kind: 'audio', contentType: 'audio/mpeg' })
        await makeAudioRendition(asset, context)
        expect(await assetOf(asset)).toMatchObject({ file: 'failed' })
        expect(await namesOf(asset)).toEqual([])
      }
      expect(asked).toEqual([])
    } finally {
      await new Promise(resolve => canary.close(resolve))
    }
  })

  it('says that a file without sound has none', async () => {
    await run('ffmpeg', [
      '-nostdin',
      '-v',
      'error',
      '-f',
      'lavfi',
      '-i',
      'testsrc=d=1',
      '-pix_fmt',
      'yuv420p',
      at('mute.mp4'),
    ])
    const asset = await putMediaAsset(context, await readFile(at('mute.mp4')), {
      kind: 'audio',
      contentType: 'audio/mp4',
    })
    await makeAudioRendition(asset, context)
    expect(await assetOf(asset)).toMatchObject({ file: 'failed', failure: 'no-sound' })
  })

  it('ends a torn file as failed', async () => {
    const whole = await makeSound(at('torn.m4a'), { codec: ['-c:a', 'aac'] })
    const asset = await audio(whole.subarray(0, Math.floor(whole.length / 2)), 'audio/mp4')
    expect(await assetOf(asset)).toMatchObject({ file: 'failed', failure: 'file-corrupt' })
  })

  it('opens no sound that says it lasts 10^9 seconds', async () => {
    const bytes = await makeSound(at('long.m4a'), { codec: ['-c:a', 'aac'] })
    // Every box that says how long: movie, track, media; version 0 (ISO/IEC 14496-12).
    bytes.writeUInt32BE(1, bytes.indexOf('mvhd') + 16)
    bytes.writeUInt32BE(1_000_000_000, bytes.indexOf('mvhd') + 20)
    bytes.writeUInt32BE(1_000_000_000, bytes.indexOf('tkhd') + 24)
    bytes.writeUInt32BE(1, bytes.indexOf('mdhd') + 16)
    bytes.writeUInt32BE(1_000_000_000, bytes.indexOf('mdhd') + 20)
    const asset = await audio(bytes)
    expect(await assetOf(asset)).toMatchObject({ file: 'failed', failure: 'took-too-long' })
  })
})

const sample = join(import.meta.dirname, '../../../shared/samples/audio/sample.m4a')
const there = existsSync(sample)
describe.skipIf(!there)(
  `a real recording${there ? '' : ' (skipped: ../shared/samples is not beside this checkout)'}`,
  () => {
    it('is made usable: Apple Lossless of eleven seconds', async () => {
      const asset = await audio(await readFile(sample))
      expect(await assetOf(asset)).toMatchObject({ file: 'ready' })
      const object = await objectOf(asset)
      expect(Math.abs(object.durationMs! - 11_288)).toBeLessThan(100)
      expect(object.details).toMatchObject({
        audioCodec: 'alac',
        channels: 2,
        loudness: { integrated: expect.any(Number) },
      })
    })
  },
)
