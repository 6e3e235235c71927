import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Comparison, Edits } from '#contracts/desk'
import { watchDesk } from '#server/curation/watch-desk'
import { type DeskRig, openDeskRig } from './desk-rig.ts'

type Item = {
  title: string
  language: string
  headlines: { value: string }[]
  descriptions: { role: string; value: string }[]
  associations?: {
    uri: string
    rel: string
    name: string
    language?: string
    descriptions: { role: string; value: string }[]
  }[]
}
const wait = { timeout: 30_000 }

describe('what the desk sends', { timeout: 90_000 }, () => {
  let rig: DeskRig
  beforeAll(async () => {
    rig = await openDeskRig({ worker: true })
  })
  afterAll(() => rig.close())
  const item = (id: string) => rig.there(id)?.envelope?.item as unknown as Item | undefined
  const live = async (id: string) => {
    await expect.poll(() => rig.there(id)?.state, wait).toBe('published')
    await expect.poll(async () => (await rig.deliveries(id))[0]?.state, wait).toBe('published')
  }
  const along = (id: string) => (item(id)?.associations ?? []).map(each => `${each.rel} ${each.name}`)

  it('is one item with its associations, in their order, under one receipt', async () => {
    const [story, one, two] = [
      await rig.article('Lễ hội núi'),
      await rig.picture('Rước kiệu'),
      await rig.picture('Đỉnh núi'),
    ]
    const nomination = await rig.nominate([one.id, story.id, two.id])
    expect(nomination.asset.id).toBe(story.id)
    expect(nomination.items.map(each => each.role)).toEqual(['lead', 'feature', 'gallery'])
    expect((await rig.decide(rig.curator, nomination.id)).status).toBe(200)
    await live(story.id)
    expect(along(story.id)).toEqual(['feature Rước kiệu', 'gallery Đỉnh núi'])
    const [delivery] = await rig.deliveries(story.id)
    expect(delivery?.members).toEqual([
      { id: one.id, title: 'Rước kiệu', kind: 'image', role: 'feature' },
      { id: two.id, title: 'Đỉnh núi', kind: 'image', role: 'gallery' },
    ])
    await rig.hub.idle()
    const found = await rig.curator.get<{ nominations: { id: string }[] }>(
      '/api/v1/nominations?q=le hoi nui&kind=image',
    )
    expect(found.body.nominations.map(each => each.id)).toEqual([nomination.id])
    expect(rig.there(one.id)).toBeUndefined()
    expect(rig.there(story.id)?.envelope?.media.filter(each => each.rendition === 'web')).toHaveLength(2)
    await expect.poll(async () => (await rig.deliveries(story.id)).map(each => each.receipts.length), wait).toEqual([1])
    // A companion is held: nobody throws it away while it is shown there.
    expect((await rig.reporter.delete(`/api/v1/assets/${two.id}`)).status).toBe(409)
  })

  it('loses a recalled companion and keeps the rest, and goes as a whole where the rest was edited since', async () => {
    const [story, one, two] = [
      await rig.article('Hồ Dầu Tiếng'),
      await rig.picture('Mặt hồ'),
      await rig.picture('Thuyền'),
    ]
    const nomination = await rig.nominate([story.id, one.id, two.id])
    await rig.decide(rig.curator, nomination.id)
    await live(story.id)
    const recalled = await rig.curator.post<{ deliveries: unknown[] }>(`/api/v1/assets/${one.id}/recall`, {
      reason: 'rights',
    })
    expect(recalled.status).toBe(202)
    await expect.poll(() => along(story.id), wait).toEqual(['gallery Thuyền'])
    const { recalls } = (
      await rig.curator.get<{ recalls: { asset: { id: string }; progress: object }[] }>('/api/v1/recalls')
    ).body
    await expect
      .poll(
        async () => (await rig.curator.get<{ recalls: typeof recalls }>('/api/v1/recalls')).body.recalls[0]?.progress,
        wait,
      )
      .toMatchObject({ channels: 1, channelsDone: 1 })
    const edit = await rig.reporter.patch(
      `/api/v1/assets/${story.id}`,
      { title: 'Chưa ai duyệt' },
      { 'if-match': '"r1"' },
    )
    expect(edit.status).toBe(200)
    await rig.curator.post(`/api/v1/assets/${two.id}/recall`, { reason: 'rights' })
    await expect.poll(() => rig.there(story.id)?.state, wait).toBe('withdrawn')
    expect(JSON.stringify(rig.portal.items())).not.toContain('Chưa ai duyệt')
  })

  it('carries the words for the channel while the original stays, and shows both beside what is live', async () => {
    const story = await rig.article('Tiêu đề gốc')
    const { id, revision } = await rig.nominate([story.id])
    await rig.admin.patch(`/api/v1/channels/${rig.channel}/desk`, { languages: ['vi', 'en'] })
    const vi = { headline: 'Tiêu đề cho cổng', summary: 'Tóm tắt cho cổng' }
    const en = { headline: 'For the portal', summary: 'In short', body: '<p>Text</p><script>x</script>' }
    const items = [{ asset: story.id, texts: { vi, en } }]
    expect((await rig.act('PUT', id, 'edits', { seen: revision + 1, items })).body.type).toMatch(/nomination-changed$/)
    expect((await rig.act('PUT', id, 'edits', { seen: revision, items })).status).toBe(200)
    expect((await rig.decide(rig.curator, id, { seen: revision })).status).toBe(409)
    expect((await rig.decide(rig.curator, id, { seen: revision + 1 })).status).toBe(200)
    await live(story.id)
    expect(item(story.id)).toMatchObject({ title: 'Tiêu đề cho cổng', headlines: [{ value: 'Tiêu đề cho cổng' }] })
    expect(item(story.id)?.associations).toMatchObject([{ rel: 'translation', language: 'en', name: 'For the portal' }])
    expect(JSON.stringify(item(story.id))).not.toContain('<script')
    const asset = (await rig.reporter.get<{ asset: { title: string; revision: number } }>(`/api/v1/assets/${story.id}`))
      .body.asset
    expect(asset).toMatchObject({ title: 'Tiêu đề gốc', revision: 1 })

    // Edited after it was approved: it stays as it is there until somebody approves again.
    const third = [{ asset: story.id, texts: { vi: { headline: 'Bản thứ ba' } } }]
    const reopened = await rig.act('PUT', id, 'edits', { seen: revision + 1, items: third })
    expect(reopened.body.nomination.state).toBe('open')
    const { body } = await rig.curator.get<Comparison>(`/api/v1/nominations/${id}/comparison`)
    expect(body.items[0]?.fields.find(each => each.field === 'headline' && each.language === 'vi')).toEqual({
      ...{ field: 'headline', language: 'vi' },
      ...{ original: 'Tiêu đề gốc', edited: 'Bản thứ ba', live: 'Tiêu đề cho cổng' },
    })
    const edits = (await rig.curator.get<Edits>(`/api/v1/nominations/${id}/edits`)).body
    expect(edits.items[0]).toMatchObject({ original: { headline: 'Tiêu đề gốc', credit: 'Báo Tây Ninh' } })
    expect(item(story.id)?.title).toBe('Tiêu đề cho cổng')
    await rig.decide(rig.curator, id)
    await expect.poll(() => item(story.id)?.title, wait).toBe('Bản thứ ba')
    expect(rig.there(story.id)?.version).toBe(2)
    await rig.admin.patch(`/api/v1/channels/${rig.channel}/desk`, { languages: ['vi'] })
  })

  it('keeps the words for the channel when an edit of the original is approved', async () => {
    const story = await rig.article('Gốc')
    const { id, revision } = await rig.nominate([story.id])
    await rig.act('PUT', id, 'edits', {
      seen: revision,
      items: [{ asset: story.id, texts: { vi: { headline: 'Cho cổng' } } }],
    })
    await rig.decide(rig.curator, id)
    await live(story.id)
    await rig.reporter.patch(`/api/v1/assets/${story.id}`, { description: 'Mô tả mới' }, { 'if-match': '"r1"' })
    expect((await rig.curator.post(`/api/v1/assets/${story.id}/updates`, {})).body).toEqual({ queued: 1 })
    await expect.poll(() => rig.there(story.id)?.version, wait).toBe(2)
    expect(item(story.id)?.title).toBe('Cho cổng')
    expect(item(story.id)?.descriptions).toContainEqual(
      expect.objectContaining({ role: 'summary', value: 'Mô tả mới' }),
    )
  })

  it('asks four eyes for an update of what is live as for the item itself', async () => {
    const story = await rig.article('Hai người duyệt')
    const { id } = await rig.nominate([story.id])
    await rig.decide(rig.curator, id)
    await live(story.id)
    await rig.admin.patch(`/api/v1/channels/${rig.channel}/desk`, { fourEyes: true })
    await rig.reporter.patch(`/api/v1/assets/${story.id}`, { title: 'Bản hai' }, { 'if-match': '"r1"' })
    expect((await rig.curator.post(`/api/v1/assets/${story.id}/updates`, {})).body).toEqual({ queued: 0 })
    expect(await rig.read(id)).toMatchObject({ state: 'open', firstApproval: { stale: false } })
    expect((await rig.decide(rig.curator, id)).body.type).toMatch(/four-eyes$/)
    expect(item(story.id)?.title).toBe('Hai người duyệt')
    expect((await rig.decide(rig.second, id)).status).toBe(200)
    await expect.poll(() => item(story.id)?.title, wait).toBe('Bản hai')
    await rig.admin.patch(`/api/v1/channels/${rig.channel}/desk`, { fourEyes: null })
  })

  it('goes out at its time and not before, also where the embargo ends right then', async () => {
    const story = await rig.article('Theo lịch')
    const at = new Date(Date.now() + 5_000)
    const embargoed = { embargoUntil: new Date(at.getTime() - 500).toISOString() }
    const { id } = await rig.nominate([story.id])
    await rig.curator.patch(`/api/v1/assets/${story.id}`, embargoed, { 'if-match': '"r1"' })
    const early = await rig.decide(rig.curator, id)
    expect(early.body.missing?.map(each => each.key)).toEqual(['embargo'])
    const approved = await rig.decide(rig.curator, id, { publishAt: at.toISOString() })
    expect(approved.body.nomination.schedule).toMatchObject({ state: 'waiting', at: at.toISOString() })
    expect((await rig.deliveries(story.id))[0]?.state).toBe('queued')
    await live(story.id)
    expect(Date.parse(rig.there(story.id)!.receipt.receivedAt)).toBeGreaterThanOrEqual(at.getTime())
    expect((await rig.read(id)).schedule?.state).toBe('sent')
  })

  it('does not go out where it was edited, or its right lapsed, before its time, and says so', async () => {
    const later = new Date(Date.now() + 3_600_000).toISOString()
    const [edited, lapsed, companion] = [
      await rig.article('Sẽ sửa'),
      await rig.article('Hết quyền'),
      await rig.article('Đi kèm'),
    ]
    const first = await rig.nominate([edited.id])
    const second = await rig.nominate([lapsed.id, companion.id])
    for (const { id } of [first, second]) await rig.decide(rig.curator, id, { publishAt: later })
    await rig.reporter.patch(`/api/v1/assets/${edited.id}`, { title: 'Đã sửa' }, { 'if-match': '"r1"' })
    expect((await rig.read(first.id)).schedule).toMatchObject({ state: 'held', reason: 'changed-since-approval' })
    // The right ends without a write of anybody's: by the database's day.
    await rig.hub.deps.db.asset.update({ where: { id: companion.id }, data: { rightsUntil: new Date('2020-01-01') } })
    await watchDesk(rig.hub.deps.db)
    await watchDesk(rig.hub.deps.db)
    for (const { id } of [first, second]) {
      expect((await rig.read(id)).state).toBe('open')
      const thread = (await rig.curator.get<{ entries: { kind: string }[] }>(`/api/v1/nominations/${id}/thread`)).body
        .entries
      expect(thread.filter(each => each.kind === 'held')).toHaveLength(1)
    }
    expect((await rig.kinds(rig.reporter)).filter(kind => kind === 'nomination-held')).toHaveLength(2)
    expect((await rig.deliveries(edited.id)).map(each => each.state)).toEqual(['cancelled'])
    expect([rig.there(edited.id), rig.there(lapsed.id)]).toEqual([undefined, undefined])
    expect((await rig.decide(rig.curator, second.id)).body.missing).toContainEqual(
      expect.objectContaining({ key: 'validity', asset: companion.id }),
    )
  })

  it('is moved to another time, to now, and taken off the schedule', async () => {
    const story = await rig.article('Đổi lịch')
    const { id } = await rig.nominate([story.id])
    const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
    await rig.decide(rig.curator, id, { publishAt: at(60) })
    const moved = at(90)
    expect((await rig.act('PUT', id, 'schedule', { publishAt: moved })).body.nomination.schedule?.at).toBe(moved)
    expect((await rig.act('PUT', id, 'schedule', { publishAt: '2020-01-01T00:00:00Z' })).status).toBe(400)
    const off = await rig.act('DELETE', id, 'schedule')
    expect(off.body.nomination).toMatchObject({ state: 'open', schedule: null })
    expect((await rig.deliveries(story.id)).map(each => each.state)).toEqual(['cancelled'])
    await rig.decide(rig.curator, id, { publishAt: at(60) })
    expect((await rig.act('PUT', id, 'schedule', { publishAt: null })).status).toBe(200)
    await live(story.id)
    expect((await rig.act('PUT', id, 'schedule', { publishAt: at(60) })).status).toBe(409)
  })

  it('is taken back before its time by a recall', async () => {
    const story = await rig.article('Thu hồi trước giờ')
    const { id } = await rig.nominate([story.id])
    await rig.decide(rig.curator, id, { publishAt: new Date(Date.now() + 3_600_000).toISOString() })
    const recall = await rig.curator.post(`/api/v1/assets/${story.id}/recall`, { reason: 'error' })
    expect(recall.body).toMatchObject({ deliveries: [], cancelled: 1 })
    expect((await rig.read(id)).schedule).toMatchObject({ state: 'held' })
    expect((await rig.act('PUT', id, 'schedule', { publishAt: null })).status).toBe(409)
  })
})
