import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Asset } from '#contracts/asset'
import type { Broadcast, BroadcastList, BroadcastReport } from '#contracts/intake-broadcast'
import { countBroadcasts } from '#server/intake/count-broadcasts'
import { newId } from '#server/platform/new-id'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

const sheet = `Ngày;Giờ;Chương trình;Kênh;Thời lượng (phút);Ghi chú;Biên tập
23/11/2026;19:45;Thời sự;TTV11;25;;An
23/11/2026;20:15;ASEAN và Tây Ninh;TTV11;00:15:00;Số 1;
23/11/2026;20:15;ASEAN và Tây Ninh;TTV11;00:15:00;Lặp;
31/02/2026;19:45;Thời sự;TTV11;25;;
24/11/2026;06h00;"=cmd|'/c calc'!A1";Phát thanh;1 giờ;;
`

describe('the broadcast log', () => {
  let hub: TestHub
  let station: TestClient
  let colleague: TestClient
  let reader: TestClient
  let paper: TestClient
  let curator: TestClient
  beforeAll(async () => {
    hub = await startTestHub({ env: { HUB_LIMIT_REQUESTS: '0' } })
    const member = (unit: string, role: 'reader' | 'contributor' | 'editor') => ({ memberships: [{ unit, role }] })
    station = await hub.person('Đài', member('dai', 'contributor'))
    colleague = await hub.person('Đồng nghiệp', member('dai', 'editor'))
    reader = await hub.person('Người xem', member('dai', 'reader'))
    paper = await hub.person('Báo', member('bao', 'editor'))
    curator = await hub.person('Sở', { hubRoles: ['curator'] })
  })
  afterAll(() => hub.close())

  const send = (dryRun: boolean, content = sheet, client = station) =>
    client.post<BroadcastReport>('/api/v1/broadcasts/import', { format: 'csv', content, dryRun })
  const list = async (query = '', client = station) =>
    (await client.get<BroadcastList>(`/api/v1/broadcasts?${query}`)).body

  it('takes a sheet in after a dry run, row by row, and the same sheet again changes nothing', async () => {
    const tried = await send(true)
    expect(tried.body).toMatchObject({
      dryRun: true,
      unknown: ['Biên tập'],
      counts: { added: 3, updated: 0, unchanged: 0, repeated: 1, refused: 1 },
    })
    expect(tried.body.rows.find(row => row.outcome === 'refused')).toMatchObject({ line: 5, problems: ['date'] })
    expect((await list()).totals.count).toBe(0)
    expect((await send(false)).body.counts.added).toBe(3)
    expect((await send(false)).body.counts).toEqual({ added: 0, updated: 0, unchanged: 3, repeated: 1, refused: 1 })
    expect((await send(false, sheet.replace(';25;', ';30;'))).body.counts).toMatchObject({ updated: 1, unchanged: 2 })
    expect((await list()).totals).toEqual({ count: 3, seconds: 1800 + 900 + 3600 })
  })

  it('two of the same sheet at one moment write each airing once', async () => {
    const many = `Ngày,Giờ,Chương trình,Kênh,Thời lượng\n${Array.from({ length: 300 }, (_, n) => `01/10/2026,${String(n % 24).padStart(2, '0')}:00,Chương trình ${n},TTV11,10`).join('\n')}`
    const answers = await Promise.all([send(false, many), send(false, many)])
    expect(answers.map(each => each.body.counts.added).sort()).toEqual([0, 300])
  })

  it('is filtered by month, programme and channel, with totals of what is found', async () => {
    const found = await list(`month=2026-11&programme=${encodeURIComponent('thoi su')}`)
    expect(found.broadcasts.map(each => each.programme)).toEqual(['Thời sự'])
    expect(found.totals).toEqual({ count: 1, seconds: 1800 })
    expect((await list(`month=2026-11&channel=${encodeURIComponent('Phát thanh')}`)).totals.count).toBe(1)
    expect((await list('month=2026-12')).totals).toEqual({ count: 0, seconds: 0 })
    const [first, second] = [
      await list('limit=200'),
      await list('limit=200').then(page => list(`limit=200&cursor=${page.next}`)),
    ]
    expect(new Set([...first.broadcasts, ...second.broadcasts].map(each => each.id)).size).toBe(303)
  })

  it('goes out as CSV in which no field is a formula, and comes back unchanged', async () => {
    const { bytes, headers } = await station.bytes('/api/v1/broadcasts.csv?month=2026-11')
    const csv = bytes.toString('utf8')
    expect(headers.get('content-disposition')).toContain('nhat-ky-phat-song-2026-11.csv')
    expect(csv).toContain(`"'=cmd|'/c calc'!A1"`)
    expect(csv).not.toMatch(/(^|[,;\n])"?[=+\-@]/m)
    expect((await send(false, csv)).body.counts).toMatchObject({ added: 0, updated: 0, unchanged: 3, refused: 0 })
  })

  it('refuses a sheet that is none, or says nothing of dates', async () => {
    for (const content of ['\u0000', 'a,b\n1,2', 'Ngày\n23/11/2026'])
      expect((await send(true, content)).status).toBeGreaterThanOrEqual(400)
    const xlsx = await station.post('/api/v1/broadcasts/import', { format: 'xlsx', content: 'UEsDBA==', dryRun: true })
    expect(xlsx).toMatchObject({ status: 422, body: { type: 'urn:media-hub:problem:sheet-unreadable' } })
  })

  it('is written by hand, changed and struck out, each an act of the audit; a second of the same is refused', async () => {
    const film = await station.post<{ asset: Asset }>('/api/v1/articles', { title: 'Phim', html: '<p>x</p>' })
    const wish = {
      airedAt: '2026-11-25T12:45:00Z',
      programme: 'Phim tài liệu',
      channel: 'TTV11',
      seconds: 1500,
      assetId: film.body.asset.id,
    }
    const made = await station.post<{ broadcast: Broadcast }>('/api/v1/broadcasts', wish)
    expect(made).toMatchObject({ status: 201, body: { broadcast: { asset: { title: 'Phim' }, may: { edit: true } } } })
    const at = `/api/v1/broadcasts/${made.body.broadcast.id}`
    expect((await station.post('/api/v1/broadcasts', wish)).status).toBe(409)
    expect((await colleague.patch(at, { seconds: 1600 })).status).toBe(200)
    expect((await reader.patch(at, { seconds: 1 })).status).toBe(404)
    expect((await reader.get<BroadcastList>('/api/v1/broadcasts?programme=phim')).body.broadcasts[0]?.may.edit).toBe(
      false,
    )
    expect((await station.delete(at)).status).toBe(204)
    const acts = await hub.deps.db.auditEntry.findMany({
      where: { subjectId: made.body.broadcast.id },
      orderBy: { id: 'asc' },
    })
    expect(acts.map(row => row.act)).toEqual(['broadcast.create', 'broadcast.edit', 'broadcast.delete'])
  })

  it('is the unit’s: to another unit it is not there, the curating side reads all', async () => {
    const { id } = (await list('limit=1')).broadcasts[0]!
    expect((await list('', paper)).totals.count).toBe(0)
    const foreign = await paper.patch(`/api/v1/broadcasts/${id}`, { note: 'x' })
    const missing = await paper.patch(`/api/v1/broadcasts/${newId()}`, { note: 'x' })
    expect([foreign.status, { ...foreign.body, instance: '' }]).toEqual([404, { ...missing.body, instance: '' }])
    expect((await list('', curator)).totals.count).toBe((await list()).totals.count)
    const foreignUnit = await paper.post('/api/v1/broadcasts/import', {
      format: 'csv',
      content: sheet,
      dryRun: false,
      unit: 'dai',
    })
    expect(foreignUnit.status).toBe(422)
  })

  it('is counted for a span of days as Vietnam has them', async () => {
    const { id } = await hub.deps.db.unit.findUniqueOrThrow({ where: { code: 'dai' } })
    // 06:00 on the 24th in Vietnam is still the 23rd in UTC.
    const counted = await countBroadcasts(hub.deps.db, { unitId: id, from: '2026-11-24', to: '2026-11-24' })
    expect(counted).toEqual([{ channel: 'Phát thanh', count: 1, seconds: 3600 }])
  })
})
