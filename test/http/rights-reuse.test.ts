import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AssetMetadata } from '#contracts/asset'
import type { RecallProposal } from '#contracts/delivery'
import type { RightsWarning, Use, UseAnswer } from '#contracts/reuse'
import { newId } from '#server/platform/new-id'
import { warnOfEndingRights } from '#server/reuse/warn-of-ending-rights'
import { makeJpeg, makePng, makeWebp } from '../support/media.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

const { resolve } = createRequire(createRequire(import.meta.url).resolve('exiftool-vendored'))
const exiftool = join(dirname(resolve('exiftool-vendored.pl/bin/exiftool')), 'exiftool')
const day = 86_400_000
const daysAhead = (n: number) => new Date(Date.now() + 7 * 3_600_000 + n * day).toISOString().slice(0, 10)

const rights = {
  statement: 'http://rightsstatements.org/vocab/InC/1.0/',
  holder: 'Báo và Đài Tây Ninh',
  grant: 'Hợp đồng 12/2026',
  usageTerms: 'Không cắt bỏ dòng ghi nguồn;\nchỉ dùng một lần.',
  purposes: ['web' as const, 'print' as const],
  validUntil: daysAhead(40),
}
const said: AssetMetadata = { visibility: 'hub', creator: 'Đặng Hoàng Thái', credit: 'Ảnh: Báo Tây Ninh', rights }

// Renditions and perl on a machine that others use as well.
describe('reuse without mail', { timeout: 120_000 }, () => {
  let hub: TestHub
  let folder: string
  let owner: TestClient
  let department: TestClient
  let partner: TestClient
  let curator: TestClient

  beforeAll(async () => {
    hub = await startTestHub({ worker: true })
    folder = await mkdtemp(join(tmpdir(), 'hub-rights-'))
    owner = await hub.person('Mai', { memberships: [{ unit: 'bao', role: 'editor' }] })
    department = await hub.person('Lan', { memberships: [{ unit: 'svhttdl', role: 'contributor' }] })
    partner = await hub.person('Hải', { memberships: [{ unit: 'btttt', role: 'reader' }] })
    curator = await hub.person('An', { hubRoles: ['curator'] })
  })
  afterAll(async () => {
    await hub.close()
    await rm(folder, { recursive: true, force: true })
  })

  const upload = async (bytes: Buffer, name: string, more: AssetMetadata = {}) => {
    const answer = await owner.upload(bytes, name, { title: `Núi Bà Đen ${name}`, ...said, ...more })
    expect(answer.status).toBe(201)
    await hub.idle()
    return answer.body.asset.id
  }
  const take = (client: TestClient, id: string, body: object) =>
    client.post<UseAnswer>(`/api/v1/assets/${id}/uses`, body)
  const tagsOf = async (bytes: Buffer, name: string): Promise<Record<string, unknown>> => {
    const path = join(folder, `${newId()}-${name}`)
    await writeFile(path, bytes)
    const { stdout } = await promisify(execFile)('perl', [exiftool, '-json', '-G0:1', '-charset', 'iptc=utf8', path])
    return JSON.parse(stdout)[0]
  }

  it.each([
    ['jpg', () => makeJpeg({ width: 800, height: 600 })],
    ['png', () => makePng(400)],
    ['webp', () => makeWebp(500, 400)],
  ])(
    'gives a %s with the credit inside, in Vietnamese, and leaves the stored original as it was',
    async (ending, make) => {
      const original = await make()
      const id = await upload(original, `anh.${ending}`)
      const { status, body } = await take(department, id, { purpose: 'print', note: 'Tờ gấp lễ hội' })
      expect(status).toBe(201)
      expect(body.download).toMatchObject({ name: `anh.${ending}`, credited: true })
      const file = await department.bytes(body.download!.url)
      expect(await hub.deps.db.auditEntry.count({ where: { act: 'asset.download', subjectId: id } })).toBe(1)
      expect(file.status).toBe(200)
      expect(file.headers.get('cache-control')).toBe('private, no-store')
      expect(file.headers.get('content-disposition')).toContain('attachment')
      const tags = await tagsOf(file.bytes, `x.${ending}`)
      expect(tags).toMatchObject({
        'XMP:XMP-photoshop:Credit': 'Ảnh: Báo Tây Ninh',
        'XMP:XMP-dc:Creator': 'Đặng Hoàng Thái',
        'XMP:XMP-xmpRights:Owner': 'Báo và Đài Tây Ninh',
        'XMP:XMP-xmpRights:WebStatement': rights.statement,
        'XMP:XMP-xmpRights:UsageTerms': expect.stringMatching(/^Không cắt bỏ dòng ghi nguồn;.chỉ dùng một lần\.$/s),
        'XMP:XMP-dc:Identifier': `urn:uuid:${id}`,
      })
      expect(String(tags['XMP:XMP-dc:Rights'])).toContain('Báo và Đài Tây Ninh')
      if (ending === 'jpg') expect(tags).toMatchObject({ 'IPTC:Credit': 'Ảnh: Báo Tây Ninh' })
      // The pixels are those of the original; so is what lies in the store.
      const raw = (bytes: Buffer) => sharp(bytes).raw().toBuffer()
      expect((await raw(file.bytes)).equals(await raw(original))).toBe(true)
      expect((await owner.bytes(`/api/v1/assets/${id}/original`)).bytes.equals(original)).toBe(true)
    },
  )

  it('fits the file to the purpose: a page gets the rendition, paper the original', async () => {
    const id = await upload(await makeJpeg({ width: 900, height: 700 }), 'vua.jpg')
    expect((await take(department, id, { purpose: 'web' })).body.use.file).toBe('web')
    expect((await take(department, id, { purpose: 'print' })).body.use.file).toBe('original')
    expect((await take(department, id, { purpose: 'web', file: 'original' })).body.use.file).toBe('original')
    const web = await take(department, id, { purpose: 'web' })
    const file = await department.bytes(web.body.download!.url)
    expect(await tagsOf(file.bytes, 'w.jpg')).toMatchObject({ 'XMP:XMP-photoshop:Credit': 'Ảnh: Báo Tây Ninh' })
  })

  it('refuses a purpose that the rights do not cover, with a sentence in the language of the request', async () => {
    const id = await upload(await makeJpeg({ width: 700, height: 500 }), 'khong.jpg')
    const refused = await take(department, id, { purpose: 'broadcast' })
    expect(refused).toMatchObject({
      status: 409,
      body: { type: 'urn:media-hub:problem:purpose-not-allowed', refusal: 'purpose' },
    })
    expect(String((refused.body as unknown as { detail: string }).detail)).toContain('không gồm mục đích này')
    const english = await department.post(
      `/api/v1/assets/${id}/uses`,
      { purpose: 'broadcast' },
      { 'accept-language': 'en' },
    )
    expect(String(english.body.detail)).toContain('do not cover this purpose')
    expect(await hub.deps.db.assetReuse.count({ where: { assetId: id } })).toBe(0)
    expect((await take(hub.anonymous, id, { purpose: 'web' })).status).toBe(401)
    expect((await take(partner, id, { purpose: 'web' })).status).toBe(404)
    expect((await take(department, id, { purpose: 'web', assetId: id })).status).toBe(400)
  })

  it('keeps where it was used: the address comes later, partners see their own uses alone', async () => {
    const id = await upload(await makeJpeg({ width: 640, height: 400 }), 'dung.jpg', { visibility: 'partners' })
    const mine = await take(department, id, { purpose: 'web' })
    await take(partner, id, { purpose: 'print', event: 'Triển lãm ASEAN', printRun: 500 })
    const path = `/api/v1/assets/${id}/uses/${mine.body.use.id}`
    const edited = await department.patch<UseAnswer>(path, { url: 'https://svhttdl.example/bai-1' })
    expect(edited.body.use).toMatchObject({ url: 'https://svhttdl.example/bai-1', purpose: 'web', mayEdit: true })
    expect((await partner.patch(path, { note: 'x' })).status).toBe(404)
    expect((await partner.get(`${path}/file`)).status).toBe(404)
    expect((await department.patch(path, { url: 'javascript:alert(1)' })).status).toBe(400)
    const uses = async (client: TestClient) =>
      (await client.get<{ uses: Use[] }>(`/api/v1/assets/${id}/uses`)).body.uses.map(use => use.person.name)
    expect(await uses(owner)).toEqual(['Hải', 'Lan'])
    expect(await uses(partner)).toEqual(['Hải'])
    const [act] = await hub.deps.db.auditEntry.findMany({
      where: { act: 'asset.reuse', subjectId: id },
      include: { detail: true },
    })
    expect(act?.detail?.personId).toBe(department.personId)
  })

  it('a record is no licence: when the right ends or a consent is taken back, its file is refused', async () => {
    const id = await upload(await makeJpeg({ width: 500, height: 400 }), 'het.jpg')
    const { body } = await take(department, id, { purpose: 'web' })
    for (const data of [
      { rightsUntil: new Date(daysAhead(-1)) },
      { consentWithdrawnAt: new Date(Date.now() - 1000) },
    ]) {
      await hub.deps.db.asset.update({ where: { id }, data })
      expect((await department.get(body.download!.url)).status).toBe(409)
      expect((await take(department, id, { purpose: 'web' })).body).toMatchObject({
        type: 'urn:media-hub:problem:rights-ended',
      })
      await hub.deps.db.asset.update({ where: { id }, data: { rightsUntil: null, consentWithdrawnAt: null } })
    }
    expect((await department.bytes(body.download!.url)).status).toBe(200)
  })

  it('answers what was said of the rights, all of it, and the sentence; where a consent lies is for its keepers', async () => {
    const consent = { file: 'HS-12', note: 'Giấy của bà Tư', scope: 'chỉ trên cổng' }
    const id = await upload(await makeJpeg({ width: 410, height: 300 }), 'du.jpg', {
      rights: { ...rights, territory: 'vietnam', media: ['online'], consent, personalData: true, machineMade: true },
    })
    const read = async (client: TestClient) =>
      (await client.get<{ asset: { rights: object; rightsSentence: object } }>(`/api/v1/assets/${id}`)).body.asset
    const asset = await read(owner)
    expect(asset.rights).toMatchObject({ territory: 'vietnam', media: ['online'], purposes: ['web', 'print'], consent })
    const until = daysAhead(40).split('-').reverse().join('/')
    expect(asset.rightsSentence).toEqual({
      tone: 'ok',
      vi: `Được dùng trên cổng và trên ấn phẩm in, chỉ trên mạng, tại Việt Nam, ghi nguồn Ảnh: Báo Tây Ninh, đến ${until}; có dữ liệu cá nhân; nội dung do máy tạo`,
      en: `May be used on the portal and in print, only online, in Viet Nam, credit Ảnh: Báo Tây Ninh, until ${until}; contains personal data; made by a machine`,
    })
    expect((await read(department)).rights).toMatchObject({
      consent: { file: null, note: null, scope: 'chỉ trên cổng' },
    })
    const plain = await owner.patch<{ asset: { rights: object } }>(
      `/api/v1/assets/${id}`,
      { rights: 'https://creativecommons.org/licenses/by/4.0/' },
      { 'if-match': '"r1"' },
    )
    expect(plain.body.asset.rights).toMatchObject({ purposes: [], validUntil: null, consent: null, machineMade: false })
    const wrong = { statement: rights.statement, validFrom: '2027-01-02', validUntil: '2027-01-01' }
    expect((await owner.patch(`/api/v1/assets/${id}`, { rights: wrong }, { 'if-match': '"r2"' })).status).toBe(400)
  })

  describe('what ends', () => {
    it('is warned of 30, 7 and 1 days before, each once, to those who may prolong it', async () => {
      const id = await upload(await makeJpeg({ width: 330, height: 300 }), 'canh.jpg')
      const days = async () => {
        await warnOfEndingRights(hub.deps.db)
        await warnOfEndingRights(hub.deps.db)
        const rows = await hub.deps.db.rightsWarning.findMany({ where: { assetId: id }, orderBy: { id: 'asc' } })
        return rows.map(row => row.days)
      }
      const endIn = (n: number) =>
        hub.deps.db.asset.update({ where: { id }, data: { rightsUntil: new Date(daysAhead(n)) } })
      await endIn(31)
      expect(await days()).toEqual([])
      await endIn(30)
      expect(await days()).toEqual([30])
      // The same end, nearer: the database's clock cannot be moved, so the warning's end is moved along.
      const nearer = async (n: number) => {
        await endIn(n)
        await hub.deps.db.rightsWarning.updateMany({ where: { assetId: id }, data: { endsOn: new Date(daysAhead(n)) } })
      }
      await nearer(8)
      expect(await days()).toEqual([30])
      await nearer(7)
      expect(await days()).toEqual([30, 7])
      await nearer(0)
      expect(await days()).toEqual([30, 7, 1])
      const seen = async (client: TestClient) =>
        (await client.get<{ warnings: RightsWarning[] }>('/api/v1/warnings')).body.warnings.filter(
          w => w.asset.id === id,
        )
      expect(await seen(owner)).toMatchObject([{ endsOn: daysAhead(0), daysLeft: 0 }])
      expect(await seen(curator)).toHaveLength(1)
      expect(await seen(department)).toEqual([])
      await endIn(200)
      expect(await seen(owner)).toEqual([])
    })

    it('and is live on a channel is proposed for recall, until it is recalled', async () => {
      const id = await upload(await makeJpeg({ width: 320, height: 310 }), 'song.jpg')
      const administrator = await hub.person('Bình', { hubRoles: ['administrator'] })
      const made = await administrator.post<{ channel: { id: string } }>('/api/v1/channels', {
        ...{ code: 'cong-song', name: 'Cổng', address: 'http://127.0.0.1:9/exchange/v1' },
      })
      const channelId = made.body.channel.id
      await hub.deps.db.delivery.create({
        data: {
          ...{ id: newId(), assetId: id, channelId, op: 'publish', version: 1, state: 'published' },
          requestedBy: curator.personId,
        },
      })
      const proposed = async () =>
        (await curator.get<{ proposals: RecallProposal[] }>('/api/v1/recall-proposals')).body.proposals
      expect(await proposed()).toEqual([])
      await hub.deps.db.asset.update({ where: { id }, data: { rightsUntil: new Date(daysAhead(-2)) } })
      expect(await proposed()).toMatchObject([{ asset: { id }, reason: 'expired', channels: [{ code: 'cong-song' }] }])
      await hub.deps.db.asset.update({ where: { id }, data: { consentWithdrawnAt: new Date(Date.now() - 1000) } })
      expect(await proposed()).toMatchObject([{ asset: { id }, reason: 'personal-data' }])
      expect((await curator.post(`/api/v1/assets/${id}/recall`, { reason: 'personal-data' })).status).toBe(202)
      expect(await proposed()).toEqual([])
    })
  })
})
