import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordView } from '#server/audit/record-view'
import { transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { makeJpeg } from '../support/media.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

type Entry = {
  id: string
  act: string
  at: string
  subjectId: string
  after: { file?: string } | null
  person: { id: string } | null
  unit: { id: string } | null
}
type Page = { entries: Entry[]; next: string | null }

describe('the audit', () => {
  let hub: TestHub
  let admin: TestClient
  let editor: TestClient
  let reader: TestClient
  let asset: string
  beforeAll(async () => {
    hub = await startTestHub({ worker: true })
    admin = await hub.person('Quản trị', { hubRoles: ['administrator'] })
    editor = await hub.person('Biên tập', { memberships: [{ unit: 'bao', role: 'editor' }] })
    reader = await hub.person('Người đọc', { memberships: [{ unit: 'bao', role: 'reader' }] })
    const photo = await makeJpeg({ width: 1600, height: 900 })
    asset = (await editor.upload(photo, '=Núi Bà.jpg', { visibility: 'unit' })).body.asset.id
    await hub.idle()
  })
  afterAll(() => hub.close())
  const read = async (query: Record<string, string>) =>
    (await admin.get<Page>(`/api/v1/audit?${new URLSearchParams(query)}`)).body.entries
  const count = async (act: string, person: string) => (await read({ act, person, subject: asset })).length

  it('says who saw what is not public, once a person, asset and day', async () => {
    for (let n = 0; n < 3; n++) await reader.get(`/api/v1/assets/${asset}`)
    await fetch(`${hub.url}/api/v1/assets/${asset}`, { method: 'HEAD', headers: { cookie: reader.cookie } })
    expect(await count('asset.view', reader.personId)).toBe(1)
    const actor = { kind: 'person' as const, id: reader.personId, name: '', hubRoles: [], memberships: [] }
    const { unitId } = await hub.deps.db.asset.findUniqueOrThrow({ where: { id: asset } })
    const tomorrow = new Date(Date.now() + 86_400_000)
    await recordView(
      hub.deps.db,
      { actor, origin: { address: null, requestId: null } },
      { id: asset, unitId },
      tomorrow,
    )
    expect(await count('asset.view', reader.personId)).toBe(2)
  })

  it('does not write down who looks at what everybody may see', async () => {
    const made = await editor.post<{ asset: { id: string } }>('/api/v1/articles', {
      title: 'Công khai',
      html: '<p>x</p>',
      visibility: 'public',
    })
    await reader.get(`/api/v1/assets/${made.body.asset.id}`)
    expect(await read({ act: 'asset.view', subject: made.body.asset.id })).toEqual([])
  })

  it('says who took which file, once a taking, and nothing of thumbnails and players', async () => {
    const base = `/api/v1/assets/${asset}`
    await reader.bytes(`${base}/renditions/thumb`)
    await reader.bytes(`${base}/renditions/web`)
    await reader.send('HEAD', `${base}/original`)
    await reader.bytes(`${base}/original`, { range: 'bytes=100-200' })
    expect(await count('asset.download', reader.personId)).toBe(0)
    const taken = await reader.bytes(`${base}/renditions/web?download=1`)
    expect(taken.headers.get('content-disposition')).toMatch(/^attachment; filename="=Nui Ba-web\.jpg"/)
    expect(taken.headers.get('cache-control')).toBe('private, no-store')
    await reader.bytes(`${base}/original`, { range: 'bytes=0-99' })
    const takings = await read({ act: 'asset.download', person: reader.personId })
    expect(takings.map(entry => entry.after?.file)).toEqual(['original', 'web'])
  })

  it('is found by person, act, unit, subject and days', async () => {
    const mine = await read({ person: editor.personId })
    expect(mine.length).toBeGreaterThan(0)
    expect(new Set(mine.map(entry => entry.person?.id))).toEqual(new Set([editor.personId]))
    const unit = mine.find(entry => entry.unit)!.unit!.id
    expect((await read({ unit })).every(entry => entry.unit?.id === unit)).toBe(true)
    expect((await read({ subject: asset, act: 'asset.upload' })).map(entry => entry.subjectId)).toEqual([asset])
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date())
    expect((await read({ from: today, to: today })).length).toBeGreaterThan(0)
    expect(await read({ to: '2020-01-01' })).toEqual([])
    expect((await admin.get('/api/v1/audit?from=yesterday')).status).toBe(400)
  })

  it('counts a day as Vietnam does', async () => {
    const id = newId()
    await transaction(hub.deps.db, async tx => {
      await tx.auditEntry.create({
        data: { id, at: new Date('2025-06-30T17:30:00Z'), act: 'test', subjectKind: 'test', subjectId: 'x' },
      })
      await tx.auditDetail.create({ data: { entryId: id }, select: { entryId: true } })
    })
    expect((await read({ from: '2025-07-01', to: '2025-07-01' })).map(entry => entry.id)).toEqual([id])
    expect(await read({ from: '2025-06-30', to: '2025-06-30' })).toEqual([])
  })

  it('turns its pages without losing or doubling a row', async () => {
    const seen: string[] = []
    let next: string | null = ''
    while (next !== null) {
      const query: string = next ? `&cursor=${encodeURIComponent(next)}` : ''
      const page: { body: Page } = await admin.get<Page>(`/api/v1/audit?limit=3${query}`)
      seen.push(...page.body.entries.map(entry => entry.id))
      next = page.body.next
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBe(await hub.deps.db.auditEntry.count())
  })

  it('leaves as CSV that Excel reads as UTF-8 and never computes, whatever people are called', async () => {
    const evil = await hub.person('=HYPERLINK("http://evil.example")', { hubRoles: ['curator'] })
    await hub.deps.db.person.update({ where: { id: evil.personId }, data: { name: '=cmd\r\n"giả","dòng"\u001b[2J' } })
    const { bytes, headers } = await admin.bytes(`/api/v1/audit.csv?person=${evil.personId}`)
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(headers.get('content-disposition')).toBe('attachment; filename="audit.csv"')
    const lines = bytes.toString('utf8').slice(1).split('\r\n')
    expect(lines).toHaveLength(3)
    expect(lines[1]).toContain(`"'=cmd\\u000d\\u000a""giả"",""dòng""\\u001b[2J"`)
    expect(await read({ act: 'audit.export', person: admin.personId })).toHaveLength(1)
  })

  it('leaves whole when it is longer than one batch', async () => {
    const many = Array.from({ length: 1_200 }, (_, n) => ({
      id: newId(),
      act: 'test.many',
      subjectKind: 'test',
      subjectId: `${n}`,
    }))
    await transaction(hub.deps.db, async tx => {
      await tx.auditEntry.createMany({ data: many })
      await tx.auditDetail.createMany({ data: many.map(({ id }) => ({ entryId: id })) })
    })
    const { bytes } = await admin.bytes('/api/v1/audit.csv?act=test.many')
    expect(bytes.toString('utf8').trimEnd().split('\r\n')).toHaveLength(1_201)
  })

  it('is linked by the worker and tells how far its chain holds', async () => {
    const chain = () =>
      admin.get<{ intact: boolean; links: number; waiting: number }>('/api/v1/audit/chain').then(answer => answer.body)
    await expect.poll(async () => (await chain()).waiting, { timeout: 15_000 }).toBe(0)
    expect(await chain()).toMatchObject({ intact: true, broken: null, links: await hub.deps.db.auditEntry.count() })
  })

  it('is for administrators alone', async () => {
    for (const path of ['/api/v1/audit', '/api/v1/audit.csv', '/api/v1/audit/chain']) {
      expect((await reader.get(path)).status).toBe(403)
      expect((await hub.anonymous.get(path)).status).toBe(401)
    }
  })
})
