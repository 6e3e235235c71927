import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Asset, AssetMetadata } from '#contracts/asset'
import { tagsOf } from '../support/embed.ts'
import { makeDocx, paragraph } from '../support/make-office.ts'
import { makeJpeg, makeMp4 } from '../support/media.ts'
import { makeBmp, makeDng, makePsd, makeSvg } from '../support/more-media.ts'
import { makeRaw } from '../support/raw-media.ts'
import { makeSound } from '../support/sound.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

const run = promisify(execFile)
const statement = 'http://rightsstatements.org/vocab/InC/1.0/'
const said: AssetMetadata = {
  ...{ visibility: 'hub', title: 'Lễ hội Xuân', creator: 'Đặng Thái', credit: 'Báo Tây Ninh', date: '2026-02-17' },
  rights: { statement, holder: 'Báo và Đài Tây Ninh', grant: 'Hợp đồng 12/2026' },
}
/** What the file says of itself before it comes in. */
const own = ['title=Tên trong máy quay', 'artist=Người quay cũ', 'copyright=© 2020 Ai đó'].flatMap(each => [
  '-metadata',
  each,
])

// perl, ffmpeg and renditions on a machine that others use as well.
describe('the words in sounds and films, from the upload to the download', { timeout: 180_000 }, () => {
  let hub: TestHub
  let folder: string
  let editor: TestClient
  let other: TestClient
  beforeAll(async () => {
    hub = await startTestHub({ worker: true })
    folder = await mkdtemp(join(tmpdir(), 'metadata-sound-'))
    editor = await hub.person('Mai', { memberships: [{ unit: 'bao', role: 'editor' }] })
    other = await hub.person('Lan', { memberships: [{ unit: 'svhttdl', role: 'contributor' }] })
  })
  afterAll(async () => {
    await hub.close()
    await rm(folder, { recursive: true, force: true })
  })

  const at = (name: string) => join(folder, name)
  const makes: Record<string, () => Promise<Buffer>> = {
    mp3: () => makeSound(at('a.mp3'), { codec: ['-c:a', 'libmp3lame', ...own] }),
    m4a: () => makeSound(at('a.m4a'), { codec: ['-c:a', 'aac', ...own] }),
    wav: () => makeSound(at('a.wav'), { codec: own }),
    mov: async () => {
      await makeMp4(at('plain.mp4'), { seconds: 1, width: 160, height: 90 })
      await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', '-i', at('plain.mp4'), '-c', 'copy', ...own, at('a.mov')])
      return readFile(at('a.mov'))
    },
    dng: async () => makeDng(await makeJpeg({ width: 400, height: 300 }), 1),
    nef: async () => makeRaw('image/x-nikon-nef', await makeJpeg({ width: 410, height: 300 })),
    psd: () => makePsd(90, 60, '#00ff00'),
    bmp: () => makeBmp(90, 60, '#00ff00'),
    svg: async () => makeSvg(),
    docx: () => makeDocx(paragraph('Lễ hội núi Bà Đen')),
    mkv: async () => {
      await makeMp4(at('plain-2.mp4'), { seconds: 2, width: 160, height: 90 })
      await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', '-i', at('plain-2.mp4'), '-c', 'copy', ...own, at('a.mkv')])
      return readFile(at('a.mkv'))
    },
  }
  /** What ffprobe, which the hub does not write with, reads of a file. */
  const probe = async (bytes: Buffer, ending: string): Promise<Record<string, string> | undefined> => {
    await writeFile(at(`probe.${ending}`), bytes)
    const { stdout } = await run('ffprobe', ['-v', 'error', '-show_format', '-of', 'json', at(`probe.${ending}`)])
    return JSON.parse(stdout).format.tags
  }
  const sound = async (bytes: Buffer, ending: string): Promise<string> => {
    await writeFile(at(`sound.${ending}`), bytes)
    const { stdout } = await run('ffmpeg', [
      '-nostdin',
      '-v',
      'error',
      '-i',
      at(`sound.${ending}`),
      '-c',
      'copy',
      '-f',
      'md5',
      '-',
    ])
    return stdout
  }
  const uploaded = async (ending: string): Promise<{ bytes: Buffer; asset: Asset }> => {
    const bytes = await makes[ending]!()
    const { body, status } = await editor.upload(bytes, `Lễ hội.${ending}`, said)
    expect(status).toBe(201)
    await hub.idle()
    const { asset } = (await editor.get<{ asset: Asset }>(`/api/v1/assets/${body.asset.id}`)).body
    expect(asset.file).toBe('ready')
    return { bytes, asset }
  }
  const edited = async (asset: Asset): Promise<void> => {
    const change = { title: 'Đêm hội “Trăng rằm” ở Trảng Bàng', credit: 'Ảnh: Đài Tây Ninh – Ữ' }
    const answer = await editor.send('PATCH', `/api/v1/assets/${asset.id}`, change, {
      'if-match': `"r${asset.revision}"`,
    })
    expect(answer.status).toBe(200)
  }
  const taken = (asset: Asset) => other.bytes(`/api/v1/assets/${asset.id}/original?download=1`)

  it.each(['m4a', 'mov'])(
    '%s carries them, as ffprobe and exiftool read them, and is otherwise as it was',
    async ending => {
      const { bytes, asset } = await uploaded(ending)
      expect(asset.embedded?.texts.title?.value).toBe('Tên trong máy quay')
      await edited(asset)
      const { bytes: copy, headers } = await taken(asset)
      expect(headers.get('x-hub-metadata')).toBe('written')
      const notice = '© 2026 Báo và Đài Tây Ninh'
      expect(await probe(copy, ending)).toMatchObject({
        ...{ title: 'Đêm hội “Trăng rằm” ở Trảng Bàng', artist: 'Đặng Thái', copyright: notice },
      })
      expect(await tagsOf(copy, ending)).toMatchObject({
        ...{ 'XMP-dc:Title': 'Đêm hội “Trăng rằm” ở Trảng Bàng', 'ItemList:Title': 'Đêm hội “Trăng rằm” ở Trảng Bàng' },
        ...{ 'XMP-photoshop:Credit': 'Ảnh: Đài Tây Ninh – Ữ', 'XMP-dc:Rights': notice, 'ItemList:Copyright': notice },
        ...{ 'XMP-dc:Identifier': asset.uri, 'XMP-xmpRights:WebStatement': statement },
      })
      expect(JSON.stringify(await tagsOf(copy, ending))).not.toMatch(/máy quay|Người quay cũ|Ai đó/)
      expect(await sound(copy, ending)).toBe(await sound(bytes, ending))
      // And up again: every letter is known, and the item that it comes from.
      const again = await editor.upload(copy, `lại.${ending}`, { visibility: 'unit' })
      await hub.idle()
      const { embedded } = (await editor.get<{ asset: Asset }>(`/api/v1/assets/${again.body.asset.id}`)).body.asset
      expect(embedded?.texts).toMatchObject({
        ...{ title: { value: 'Đêm hội “Trăng rằm” ở Trảng Bàng' }, credit: { value: 'Ảnh: Đài Tây Ninh – Ữ' } },
      })
      expect(embedded?.item).toMatchObject({ id: asset.id })
    },
  )

  it.each(['mp3', 'wav', 'mkv', 'dng', 'nef', 'psd', 'bmp', 'svg', 'docx'])(
    '%s goes out as it is stored, byte by byte, and the answer says so',
    async ending => {
      const { bytes, asset } = await uploaded(ending)
      await edited(asset)
      const copy = await taken(asset)
      expect(copy.headers.get('x-hub-metadata')).toBe('as-stored; reason=format')
      expect(copy.bytes.equals(bytes)).toBe(true)
    },
  )

  it('mp3’s own words are proposed, and the copy that pages play carries none of them', async () => {
    const { assetId } = await hub.deps.db.assetVersion.findFirstOrThrow({ where: { fileName: 'Lễ hội.mp3' } })
    const path = `/api/v1/assets/${assetId}`
    const { embedded } = (await editor.get<{ asset: Asset }>(path)).body.asset
    expect(embedded?.texts).toMatchObject({
      title: { value: 'Tên trong máy quay' },
      creator: { value: 'Người quay cũ' },
    })
    const played = await other.bytes(`${path}/renditions/audio`)
    expect((await probe(played.bytes, 'mp3'))?.title).toBeUndefined()
  })
})
