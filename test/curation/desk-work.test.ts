import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Campaign } from '#contracts/campaign'
import type { DeskBatchAnswer, DeskCounts, ThreadEntry } from '#contracts/desk'
import type { Nomination } from '#contracts/nomination'
import type { TestClient } from '../support/test-client.ts'
import { type DeskRig, openDeskRig } from './desk-rig.ts'

const day = 86_400_000
const at = (ms: number) => new Date(Date.now() + ms).toISOString()

describe('the work at the desk', { timeout: 90_000 }, () => {
  let rig: DeskRig
  beforeAll(async () => {
    rig = await openDeskRig({ worker: false })
    await rig.addChannel('bao-tinh')
  })
  afterAll(() => rig.close())
  const list = async (query: string, by: TestClient = rig.curator) => {
    const answer = await by.get<{ nominations: Nomination[]; next: string | null }>(`/api/v1/nominations?${query}`)
    expect(answer.status, query).toBe(200)
    return answer.body
  }
  const titles = async (query: string, by?: TestClient) =>
    (await list(query, by)).nominations.map(each => each.asset.title)
  const batch = async (body: object, by: TestClient = rig.curator) =>
    (await by.post<DeskBatchAnswer>('/api/v1/desk/batches', body)).body.results
  const thread = async (id: string, by: TestClient = rig.curator) =>
    (await by.get<{ entries: ThreadEntry[] }>(`/api/v1/nominations/${id}/thread`)).body.entries.map(each => each.kind)

  it('is a queue by due day, priority and campaign, with filters, counts and a cursor', async () => {
    const made = await rig.curator.post<{ campaign: Campaign }>('/api/v1/campaigns', {
      name: 'Ngày ASEAN',
      endsOn: '2027-08-08',
    })
    const campaign = made.body.campaign.id
    expect((await rig.curator.post('/api/v1/campaigns', { name: 'ngày asean' })).status).toBe(409)
    const ids: string[] = []
    const plans = [
      { dueAt: at(3 * day), priority: 'low' },
      { dueAt: at(-day), campaign },
      { priority: 'urgent' },
      { dueAt: at(1_800_000), priority: 'high', campaign },
    ]
    for (const [number, plan] of plans.entries())
      ids.push((await rig.nominate([(await rig.article(`Hàng ${number}`)).id], plan)).id)
    expect(await titles('state=open&sort=due')).toEqual(['Hàng 1', 'Hàng 3', 'Hàng 0', 'Hàng 2'])
    expect(await titles('state=open&sort=priority')).toEqual(['Hàng 2', 'Hàng 3', 'Hàng 1', 'Hàng 0'])
    expect(await titles('state=open&sort=newest')).toEqual(['Hàng 3', 'Hàng 2', 'Hàng 1', 'Hàng 0'])
    expect(await titles(`campaign=${campaign}`)).toEqual(['Hàng 1', 'Hàng 3'])
    expect(await titles('due=overdue')).toEqual(['Hàng 1'])
    expect(await titles('due=none')).toEqual(['Hàng 2'])
    expect(await titles('q=hàng 2')).toEqual(['Hàng 2'])
    expect(await titles('unit=dai')).toEqual([])
    expect(await titles('kind=image')).toEqual([])
    for (const sort of ['oldest', 'newest', 'due', 'priority']) {
      const seen: string[] = []
      let cursor = ''
      do {
        const page = await list(`state=open&sort=${sort}&limit=1${cursor && `&cursor=${cursor}`}`)
        seen.push(...page.nominations.map(each => each.id))
        cursor = page.next ?? ''
      } while (cursor)
      expect(seen.toSorted(), sort).toEqual(ids.toSorted())
    }
    await rig.act('PATCH', ids[0]!, 'plan', { assignedTo: rig.second.personId })
    expect(await titles('assigned=me', rig.second)).toEqual(['Hàng 0'])
    expect(await rig.kinds(rig.second)).toContain('nomination-assigned')
    const counts = (await rig.curator.get<DeskCounts>('/api/v1/desk/counts?state=open')).body
    expect(counts).toMatchObject({
      states: { open: 4, approved: 0 },
      due: { overdue: 1, none: 1 },
      assigned: { me: 0, none: 3 },
      campaigns: [{ of: { name: 'Ngày ASEAN' }, count: 2 }],
      units: [{ of: { code: 'bao' }, count: 4 }],
      kinds: [{ of: 'article', count: 4 }],
    })
    // Closed: given to nothing new.
    await rig.curator.patch(`/api/v1/campaigns/${campaign}`, { closed: true })
    expect((await rig.act('PATCH', ids[0]!, 'plan', { campaign })).status).toBe(422)
    expect(await titles('state=open', rig.stranger)).toEqual([])
    expect((await rig.stranger.get<DeskCounts>('/api/v1/desk/counts')).body.states.open).toBe(0)
    await batch({ act: 'return', ids, note: 'Xong' })
  })

  it('decides once: of two who approve at the same moment the second is told', async () => {
    const { id } = await rig.nominate([(await rig.article('Cùng lúc')).id])
    const answers = await Promise.all([rig.decide(rig.curator, id), rig.decide(rig.second, id)])
    expect(answers.map(each => each.status).toSorted()).toEqual([200, 409])
    expect(answers.find(each => each.status === 409)?.body.type).toMatch(/already-decided$/)
    expect(await rig.hub.deps.db.delivery.count({ where: { nominationId: id } })).toBe(1)
  })

  it('asks for four eyes: two different people, neither of them the nominator, and again after an edit', async () => {
    await rig.admin.send('PUT', '/api/v1/desk/settings', { fourEyes: true })
    const story = await rig.article('Bốn mắt', rig.reporter)
    const own = await rig.nominate([(await rig.article('Của tôi')).id], {}, rig.curator)
    expect((await rig.decide(rig.curator, own.id)).body.type).toMatch(/four-eyes$/)
    const { id } = await rig.nominate([story.id])
    const first = await rig.decide(rig.curator, id)
    expect(first.body.nomination).toMatchObject({
      state: 'open',
      firstApproval: { stale: false, by: { name: 'Tuyển chọn' } },
    })
    expect(first.body.nomination.may.decideBarred).toBe(true)
    expect(await titles('stage=second')).toEqual(['Bốn mắt'])
    expect(await batch({ act: 'approve', ids: [id] })).toMatchObject([
      { ok: true, already: true, waitsForSecond: true },
    ])
    expect((await rig.decide(rig.curator, id)).body.type).toMatch(/four-eyes$/)
    expect(await rig.kinds(rig.second)).toContain('nomination-second')
    await rig.reporter.patch(`/api/v1/assets/${story.id}`, { title: 'Bốn mắt, sửa' }, { 'if-match': '"r1"' })
    expect((await rig.read(id)).firstApproval?.stale).toBe(true)
    expect((await rig.decide(rig.second, id)).body.nomination.state).toBe('open')
    expect((await rig.decide(rig.curator, id)).body.nomination.state).toBe('approved')
    // A channel of its own mind.
    await rig.admin.patch(`/api/v1/channels/${rig.channel}/desk`, { fourEyes: false })
    expect((await rig.decide(rig.curator, own.id)).body.nomination.state).toBe('approved')
    await rig.admin.patch(`/api/v1/channels/${rig.channel}/desk`, { fourEyes: null })
    await rig.admin.send('PUT', '/api/v1/desk/settings', { fourEyes: false })
  })

  it('names what is missing, how much it weighs, and who can mend it', async () => {
    const story = await rig.article('Thiếu')
    const body = {
      credit: '',
      embargoUntil: at(day),
      rights: { statement: 'http://rightsstatements.org/vocab/UND/1.0/' },
    }
    const { id } = await rig.nominate([story.id])
    await rig.reporter.patch(`/api/v1/assets/${story.id}`, body, { 'if-match': '"r1"' })
    await rig.admin.patch(`/api/v1/channels/${rig.channel}/desk`, {
      languages: ['vi', 'en'],
      requires: ['englishSummary'],
    })
    const seen = await rig.read(id, rig.reporter)
    const line = (of: Nomination, key: string) => of.checks.find(check => check.key === key)
    expect(line(seen, 'title')).toMatchObject({ ok: true, mendableBy: null })
    expect(line(seen, 'credit')).toMatchObject({
      ...{ ok: false, severity: 'blocks' },
      mendableBy: { you: true, where: 'asset', unit: { code: 'bao' }, person: { name: 'Phóng viên' }, curators: true },
    })
    expect(line(seen, 'embargo')?.mendableBy).toMatchObject({ where: 'time', at: body.embargoUntil })
    expect(line(seen, 'englishTitle')).toMatchObject({ ok: false, severity: 'warns', mendableBy: { where: 'edits' } })
    expect(line(seen, 'englishSummary')).toMatchObject({ ok: false, severity: 'blocks' })
    expect([seen.blocking, seen.warnings]).toEqual([4, 1])
    const refused = await rig.decide(rig.curator, id)
    expect(refused.body.missing?.map(each => each.key)).toEqual(['rights', 'embargo', 'credit', 'englishSummary'])
    const reader = await rig.hub.person('Người xem', { memberships: [{ unit: 'bao', role: 'reader' }] })
    // Nobody who may not see the item is told of it.
    expect((await reader.get(`/api/v1/nominations/${id}`)).status).toBe(404)
    await rig.admin.patch(`/api/v1/channels/${rig.channel}/desk`, { languages: ['vi'], requires: [] })
  })

  it('does fifty at once, each by itself, and the same request again finds them done', async () => {
    const ids: string[] = []
    for (let n = 0; n < 50; n += 1) ids.push((await rig.nominate([(await rig.article(`Loạt ${n}`)).id])).id)
    const spoiled = (await rig.read(ids[7]!)).asset.id
    await rig.reporter.patch(`/api/v1/assets/${spoiled}`, { credit: '' }, { 'if-match': '"r1"' })
    const planned = await batch({ act: 'plan', ids, plan: { priority: 'high' } })
    expect(planned.every(each => each.ok && !each.already)).toBe(true)
    const began = performance.now()
    const results = await batch({ act: 'approve', ids: [...ids, spoiled] })
    expect(performance.now() - began).toBeLessThan(30_000)
    expect(results.filter(each => each.ok)).toHaveLength(49)
    expect(results[7]).toMatchObject({ ok: false, state: 'open', problem: 'not-cleared', missing: [{ key: 'credit' }] })
    expect(results[50]).toMatchObject({ ok: false, state: null, problem: 'not-found' })
    const again = await batch({ act: 'approve', ids })
    expect(again.filter(each => each.already)).toHaveLength(49)
    expect((await batch({ act: 'approve', ids: [ids[0]] }, rig.second))[0]?.problem).toBe('already-decided')
    expect(await rig.hub.deps.db.delivery.count({ where: { nominationId: { in: ids } } })).toBe(49)
    expect(await batch({ act: 'return', ids: [ids[7]], note: 'Thiếu nguồn' })).toMatchObject([
      { ok: true, state: 'returned' },
    ])
  })

  it('sets channels: the nomination moves, and each further channel gets one of its own with the same texts', async () => {
    const story = await rig.article('Nhiều kênh')
    const { id, revision } = await rig.nominate([story.id])
    const items = [{ asset: story.id, texts: { vi: { headline: 'Chung' } } }]
    await rig.act('PUT', id, 'edits', { seen: revision, items })
    expect(await batch({ act: 'channels', ids: [id], channels: ['cong', 'bao-tinh'] })).toMatchObject([
      { ok: true, already: false },
    ])
    expect(await batch({ act: 'channels', ids: [id], channels: ['cong', 'bao-tinh'] })).toMatchObject([
      { already: true },
    ])
    const [sibling, ...more] = (await rig.read(id)).siblings
    expect(more).toEqual([])
    expect(await rig.read(sibling!.id)).toMatchObject({
      edited: true,
      channel: { code: 'bao-tinh' },
      asset: { id: story.id },
    })
    // Told apart: a text for one of them only, then one for both.
    const other = [{ asset: story.id, texts: { vi: { headline: 'Riêng' } } }]
    await rig.act('PUT', sibling!.id, 'edits', { seen: 1, items: other })
    const textOf = async (of: string) =>
      (await rig.curator.get<{ items: { texts: { vi: { headline: string } } }[] }>(`/api/v1/nominations/${of}/edits`))
        .body.items[0]?.texts.vi.headline
    expect([await textOf(id), await textOf(sibling!.id)]).toEqual(['Chung', 'Riêng'])
    const both = [{ asset: story.id, texts: { vi: { headline: 'Cả hai' } } }]
    await rig.act('PUT', id, 'edits', { seen: 2, items: both, siblings: true })
    expect([await textOf(id), await textOf(sibling!.id)]).toEqual(['Cả hai', 'Cả hai'])
  })

  it('returns with a reason, hears the unit, and gets the same nomination back with its history', async () => {
    const { id } = await rig.nominate([(await rig.article('Trả lại')).id], { note: 'Xin đăng' })
    expect((await rig.decide(rig.curator, id, { decision: 'return' })).status).toBe(400)
    expect((await rig.decide(rig.curator, id, { decision: 'return', note: 'Thiếu ảnh' })).status).toBe(200)
    expect((await rig.act('POST', id, 'comments', { text: 'Sẽ bổ sung' }, rig.reporter)).status).toBe(201)
    expect(await rig.kinds(rig.curator)).toContain('nomination-comment')
    expect(
      (await rig.act('POST', id, 'resubmission', { note: 'Đã bổ sung' }, rig.reporter)).body.nomination.state,
    ).toBe('open')
    expect((await rig.act('POST', id, 'resubmission', {}, rig.reporter)).status).toBe(409)
    expect(await thread(id, rig.reporter)).toEqual(['nominated', 'returned', 'comment', 'resubmitted'])
    expect((await rig.act('POST', id, 'withdrawal', {}, rig.reporter)).body.nomination.state).toBe('withdrawn')
    expect((await rig.decide(rig.curator, id)).status).toBe(409)
    const acts = await rig.hub.deps.db.auditEntry.findMany({
      where: { act: { startsWith: 'nomination.' } },
      distinct: ['act'],
    })
    expect(acts.map(each => each.act)).toEqual(
      expect.arrayContaining([
        'nomination.comment',
        'nomination.resubmit',
        'nomination.withdraw',
        'nomination.plan',
        'nomination.edit',
      ]),
    )
  })

  it('is closed to others: another unit’s nomination is as one that is not there', async () => {
    const { id } = await rig.nominate([(await rig.article('Riêng của báo')).id])
    const gone = '01900000-0000-7000-8000-000000000000'
    const tries: [string, string, unknown?][] = [
      ['GET', ''],
      ['GET', '/edits'],
      ['GET', '/comparison'],
      ['GET', '/thread'],
      ['POST', '/comments', { text: 'x' }],
      ['POST', '/resubmission', {}],
      ['POST', '/withdrawal', {}],
      ['PUT', '/edits', { seen: 1, items: [{ asset: gone, texts: {} }] }],
      ['PUT', '/items', { seen: 1, items: [{ asset: gone }] }],
    ]
    for (const [method, path, body] of tries) {
      const theirs = await rig.stranger.send(method, `/api/v1/nominations/${id}${path}`, body)
      const none = await rig.stranger.send(method, `/api/v1/nominations/${gone}${path}`, body)
      expect([theirs.status, theirs.body.type], path).toEqual([404, none.body.type])
    }
    expect((await rig.act('PUT', id, 'schedule', { publishAt: null }, rig.reporter)).status).toBe(403)
    const theirs = await rig.article('Của đài', rig.stranger)
    const wish = { items: [{ asset: theirs.id }], channels: ['cong'] }
    expect((await rig.reporter.post('/api/v1/nominations', wish)).status).toBe(403)
  })

  it('lets the unit arrange its package until the desk approves, never without its lead', async () => {
    const [story, one, two] = [await rig.article('Chính'), await rig.article('Phụ một'), await rig.article('Phụ hai')]
    const { id } = await rig.nominate([story.id, one.id])
    const items = [{ asset: two.id }, { asset: story.id }, { asset: one.id }]
    const changed = await rig.act('PUT', id, 'items', { seen: 1, items }, rig.reporter)
    expect(changed.body.nomination.items.map(each => each.asset.title)).toEqual(['Chính', 'Phụ hai', 'Phụ một'])
    expect((await rig.act('PUT', id, 'items', { seen: 1, items }, rig.reporter)).body.type).toMatch(
      /nomination-changed$/,
    )
    expect((await rig.act('PUT', id, 'items', { seen: 2, items: [{ asset: one.id }] }, rig.reporter)).status).toBe(409)
    await rig.decide(rig.curator, id)
    expect((await rig.act('PUT', id, 'items', { seen: 2, items }, rig.reporter)).status).toBe(403)
    expect((await rig.act('PUT', id, 'items', { seen: 2, items })).body.nomination.state).toBe('open')
  })

  it('gives the lead to another item of the package, while nothing of it was ever sent', async () => {
    const [story, one] = [await rig.article('Bài đầu'), await rig.article('Bài thay')]
    const { id } = await rig.nominate([story.id, one.id])
    const items = [{ asset: story.id }, { asset: one.id, role: 'lead' }]
    const changed = await rig.act('PUT', id, 'items', { seen: 1, items }, rig.reporter)
    expect(changed).toMatchObject({ status: 200, body: { nomination: { asset: { id: one.id } } } })
    expect(changed.body.nomination.items.map(each => [each.asset.title, each.role])).toEqual([
      ['Bài thay', 'lead'],
      ['Bài đầu', 'text'],
    ])
    const both = items.map(item => ({ ...item, role: 'lead' }))
    expect((await rig.act('PUT', id, 'items', { seen: 2, items: both })).status, 'two leads').toBe(409)
    await rig.nominate([story.id])
    const back = [
      { asset: story.id, role: 'lead' },
      { asset: one.id, role: 'text' },
    ]
    expect((await rig.act('PUT', id, 'items', { seen: 2, items: back })).body.type).toMatch(/already-nominated$/)
    expect((await rig.decide(rig.curator, id)).status).toBe(200)
    expect((await rig.deliveries(one.id)).map(each => each.members.map(member => member.title))).toEqual([['Bài đầu']])
    expect((await rig.act('POST', id, 'reopening')).status).toBe(200)
    const late = await rig.act('PUT', id, 'items', { seen: 2, items: back })
    expect(late).toMatchObject({ status: 409, body: { type: 'urn:media-hub:problem:conflict' } })
  })

  it('is the nomination of the unit whose item leads', async () => {
    const [ours, theirs] = [await rig.article('Của báo'), await rig.article('Của đài trong gói', rig.stranger)]
    const { id, unit } = await rig.nominate([ours.id, theirs.id], {}, rig.curator)
    expect(unit.id).toBe(ours.unit.id)
    const items = [{ asset: ours.id }, { asset: theirs.id, role: 'lead' }]
    const changed = await rig.act('PUT', id, 'items', { seen: 1, items })
    expect(changed).toMatchObject({ status: 200, body: { nomination: { unit: { id: theirs.unit.id } } } })
    expect(theirs.unit.id).not.toBe(ours.unit.id)
  })
})
