import readExcel from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BulkEdit, BulkRowList } from '#contracts/bulk-edit'
import { sweepBulkEdits } from '#server/bulk-edits/sweep-bulk-edits'
import { newId } from '#server/platform/new-id'
import { workOnBulkEdit } from '#workers/bulk-edits/work-on-bulk-edit'
import { makeXlsx } from '../support/make-xlsx.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

type Answer = { bulkEdit: BulkEdit }
const statement = 'http://rightsstatements.org/vocab/InC/1.0/'

describe('a bulk edit', { timeout: 60_000 }, () => {
  let hub: TestHub
  let editor: TestClient
  let stranger: TestClient
  beforeAll(async () => {
    hub = await startTestHub({ env: { HUB_LIMIT_REQUESTS: '0' } })
    editor = await hub.person('Biên tập viên', { memberships: [{ unit: 'bao', role: 'editor' }] })
    stranger = await hub.person('Biên tập viên khác', { memberships: [{ unit: 'dai', role: 'editor' }] })
  }, 60_000)
  afterAll(() => hub.close())

  const article = async (said: object = {}, who = editor) => {
    const draft = { title: 'Bài', html: '<p>Nội dung</p>', visibility: 'unit', ...said }
    const { status, body } = await who.post<{ asset: { id: string } }>('/api/v1/articles', draft)
    expect(status).toBe(201)
    return body.asset.id
  }
  const asset = async (id: string) =>
    (await editor.get<{ asset: Record<string, unknown> & { revision: number } }>(`/api/v1/assets/${id}`)).body.asset
  const put = async (id: string, edit: object) => {
    const { revision } = await asset(id)
    const answer = await editor.send('PATCH', `/api/v1/assets/${id}`, edit, { 'if-match': `"r${revision}"` })
    expect(answer.status).toBe(200)
  }
  /** What the worker does, in this process: the tests say when. */
  const work = (bulkEditId: string, signal = new AbortController().signal) =>
    workOnBulkEdit({ bulkEditId }, { ...hub.deps, signal })
  const read = async (id: string) => (await editor.get<Answer>(`/api/v1/bulk-edits/${id}`)).body.bulkEdit
  const rows = async (id: string) => (await editor.get<BulkRowList>(`/api/v1/bulk-edits/${id}/rows`)).body.rows
  const dryRun = async (select: object, changes: object) => {
    const answer = await editor.post<Answer>('/api/v1/bulk-edits', { select, changes })
    expect(answer.status).toBe(202)
    expect(answer.body.bulkEdit.state).toBe('checking')
    await work(answer.body.bulkEdit.id)
    return answer.body.bulkEdit.id
  }
  const act = (id: string, name: 'run' | 'cancel' | 'undo', who = editor) =>
    who.post<Answer>(`/api/v1/bulk-edits/${id}/${name}`)
  const run = async (id: string) => {
    expect((await act(id, 'run')).status).toBe(202)
    await work(id)
  }
  const upload = (bytes: Buffer, name = 'sửa.xlsx') => {
    const form = new FormData()
    form.set('metadata', '{}')
    form.set('file', new Blob([new Uint8Array(bytes)]), name)
    return editor.post<Answer>('/api/v1/bulk-edits/sheet', form)
  }

  it('shows each difference first and changes nothing, then changes it as an edit of each item, and takes it back', async () => {
    const a = await article({ tags: ['lễ hội', 'cũ'], description: 'Trước' })
    const b = await article({ tags: ['mới'], description: '' })
    const id = await dryRun(
      { ids: [a, b, a] },
      { tags: { add: ['mới'], remove: ['cũ'] }, description: { append: 'Thêm' }, credit: 'Báo Tây Ninh' },
    )
    expect(await read(id)).toMatchObject({ state: 'ready', total: 2, counts: { ready: 2 } })
    expect((await rows(id)).map(row => [row.title, row.fields])).toEqual([
      [
        'Bài',
        [
          { field: 'description', before: 'Trước', after: 'Trước\nThêm' },
          { field: 'tags', before: ['lễ hội', 'cũ'], after: ['lễ hội', 'mới'] },
          { field: 'credit', before: '', after: 'Báo Tây Ninh' },
        ],
      ],
      [
        'Bài',
        [
          { field: 'description', before: '', after: 'Thêm' },
          { field: 'credit', before: '', after: 'Báo Tây Ninh' },
        ],
      ],
    ])
    expect(await asset(a)).toMatchObject({ revision: 1, credit: '' })
    await run(id)
    expect(await read(id)).toMatchObject({ state: 'done', counts: { done: 2 } })
    expect(await asset(a)).toMatchObject({ revision: 2, credit: 'Báo Tây Ninh', tags: ['lễ hội', 'mới'] })
    const entry = await hub.deps.db.auditEntry.findFirstOrThrow({
      where: { act: 'asset.edit', subjectId: a },
      include: { detail: true },
    })
    expect(entry.detail?.after).toMatchObject({ bulkEdit: id, credit: 'Báo Tây Ninh' })
    expect((await act(id, 'undo')).status).toBe(202)
    await work(id)
    expect(await read(id)).toMatchObject({ state: 'undone', counts: { undone: 2 } })
    expect(await asset(a)).toMatchObject({ revision: 3, credit: '', description: 'Trước', tags: ['lễ hội', 'cũ'] })
  })

  it('says of another’s hidden item what it says of none, and refuses what may be read but not edited', async () => {
    const hidden = await article({ visibility: 'draft' }, stranger)
    const embargoed = await article({ visibility: 'public', embargoUntil: '2999-01-01T00:00:00Z' }, stranger)
    const shared = await article({ visibility: 'hub', title: 'Của đài' }, stranger)
    const id = await dryRun({ ids: [hidden, newId(), embargoed, shared] }, { credit: 'X' })
    const [first, second, third, fourth] = await rows(id)
    const none = { title: null, state: 'refused', problem: { key: 'not-found', detail: null }, fields: [] }
    for (const row of [first, second, third]) expect(row).toMatchObject(none)
    expect(fourth).toMatchObject({ title: 'Của đài', problem: { key: 'not-allowed' }, fields: [] })
    await run(id)
    expect(await hub.deps.db.asset.findUnique({ where: { id: shared } })).toMatchObject({ credit: '', revision: 1 })
  })

  it('is its maker’s alone: to others it is as if it were not, for every act', async () => {
    const id = await dryRun({ ids: [await article()] }, { credit: 'X' })
    for (const each of ['', '/rows', '/report'])
      expect((await stranger.get(`/api/v1/bulk-edits/${id}${each}`)).status).toBe(404)
    for (const name of ['run', 'cancel', 'undo'] as const) expect((await act(id, name, stranger)).status).toBe(404)
    expect((await stranger.send('DELETE', `/api/v1/bulk-edits/${id}`)).status).toBe(404)
    expect((await stranger.get<{ bulkEdits: BulkEdit[] }>('/api/v1/bulk-edits')).body.bulkEdits).toEqual([])
    expect((await editor.send('DELETE', `/api/v1/bulk-edits/${id}`)).status).toBe(204)
    expect((await editor.get(`/api/v1/bulk-edits/${id}`)).status).toBe(404)
  })

  it('leaves an item that was edited after the dry run, and reports it', async () => {
    const [a, b] = [await article(), await article()]
    const id = await dryRun({ ids: [a, b] }, { credit: 'Báo' })
    await put(a, { title: 'Người khác sửa' })
    await run(id)
    expect((await rows(id)).map(row => [row.state, row.problem?.key])).toEqual([
      ['failed', 'edited-meanwhile'],
      ['done', undefined],
    ])
    expect(await asset(a)).toMatchObject({ title: 'Người khác sửa', credit: '' })
  })

  it('undoes only what still holds what it wrote', async () => {
    const [a, b] = [await article({ creator: 'An' }), await article()]
    const id = await dryRun({ ids: [a, b] }, { credit: 'Báo', creator: 'Phòng ảnh' })
    await run(id)
    await put(a, { credit: 'Sửa tay' })
    await put(b, { credit: 'Sửa tay', creator: 'Người khác' })
    await act(id, 'undo')
    await work(id)
    expect((await rows(id)).map(row => [row.state, row.problem])).toEqual([
      ['undone', { key: 'partly-undone', detail: 'credit' }],
      ['kept', { key: 'edited-meanwhile', detail: 'creator, credit' }],
    ])
    expect(await asset(a)).toMatchObject({ credit: 'Sửa tay', creator: 'An' })
    expect(await asset(b)).toMatchObject({ credit: 'Sửa tay', creator: 'Người khác' })
  })

  it('goes on after it was stopped half way, and edits no item twice', async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, () => article()))
    const id = await dryRun({ ids }, { credit: 'Báo' })
    await act(id, 'run')
    const stop = new AbortController()
    const { db } = hub.deps
    const first = work(id, stop.signal)
    await expect
      .poll(() => db.bulkEditRow.count({ where: { bulkEditId: id, state: 'done' } }), { interval: 1 })
      .toBeGreaterThan(0)
    stop.abort()
    await first.catch(() => {})
    // Two at once, as after a worker that was taken for dead.
    await Promise.all([work(id), work(id)])
    expect(await read(id)).toMatchObject({ state: 'done', counts: { done: 6 } })
    for (const each of ids) expect((await asset(each)).revision).toBe(2)
  })

  it('can be cancelled: what waits stays as it is', async () => {
    const [a] = [await article()]
    const id = await dryRun({ ids: [a] }, { credit: 'Báo' })
    expect((await act(id, 'undo')).status).toBe(409)
    await act(id, 'run')
    expect((await act(id, 'cancel')).body.bulkEdit.state).toBe('cancelled')
    await work(id)
    expect(await asset(a)).toMatchObject({ revision: 1, credit: '' })
    expect((await act(id, 'run')).status).toBe(409)
  })

  it('acts as its person stands when it runs: who has lost the role changes nothing', async () => {
    const leaver = await hub.person('Sắp nghỉ', { memberships: [{ unit: 'bao', role: 'editor' }] })
    const a = await article()
    const made = await leaver.post<Answer>('/api/v1/bulk-edits', { select: { ids: [a] }, changes: { credit: 'X' } })
    const { id } = made.body.bulkEdit
    await work(id)
    await act(id, 'run', leaver)
    await hub.deps.db.membership.deleteMany({ where: { personId: leaver.personId! } })
    await work(id)
    const row = await hub.deps.db.bulkEditRow.findFirstOrThrow({ where: { bulkEditId: id } })
    expect(row).toMatchObject({ state: 'failed', problem: 'not-found' })
    expect((await asset(a)).credit).toBe('')
    const shown = await leaver.get<BulkRowList>(`/api/v1/bulk-edits/${id}/rows`)
    expect(shown.body.rows[0]).toMatchObject({ title: null, fields: [] })
  })

  it('merges rights into what each item says, and refuses details where there is no statement', async () => {
    const a = await article({ rights: { statement, holder: 'Báo', territory: 'asean', consent: { note: 'Có' } } })
    const b = await article()
    const id = await dryRun({ ids: [a, b] }, { rights: { usageTerms: 'Ghi nguồn', validUntil: '2030-12-31' } })
    expect((await rows(id)).map(row => [row.state, row.problem])).toEqual([
      ['ready', null],
      ['refused', { key: 'value-refused', detail: 'rights' }],
    ])
    await run(id)
    const before = (await asset(a)).rights
    expect(before).toMatchObject({
      holder: 'Báo',
      territory: 'asean',
      usageTerms: 'Ghi nguồn',
      consent: { note: 'Có' },
    })
    const away = await dryRun({ ids: [a] }, { rights: null })
    await run(away)
    expect((await asset(a)).rights).toBeNull()
    await act(away, 'undo')
    await work(away)
    expect((await asset(a)).rights).toEqual(before)
  })

  it('takes what a search finds for who asks, and refuses unknown terms and too much before anything', async () => {
    const word = `Zb${newId().replaceAll('-', '')}`
    const mine = await article({ title: word })
    const theirs = await article({ title: word, visibility: 'hub' }, stranger)
    await article({ title: word, visibility: 'draft' }, stranger)
    const { indexAsset } = await import('#workers/search/index-asset')
    for (const { id } of await hub.deps.db.asset.findMany({ where: { title: word } }))
      await indexAsset({ assetId: id }, hub.deps as never)
    const id = await dryRun({ query: { q: word } }, { credit: 'X' })
    const found = await rows(id)
    expect(found.map(row => [row.assetId, row.state]).sort()).toEqual(
      [
        [mine, 'ready'],
        [theirs, 'refused'],
      ].sort(),
    )
    const ask = (changes: object) => editor.post('/api/v1/bulk-edits', { select: { ids: [mine] }, changes })
    expect((await ask({ topics: { add: ['khong-co'] } })).status).toBe(422)
    expect((await ask({})).status).toBe(400)
    expect((await ask({ title: 'Mọi bài một tên' })).status).toBe(400)
    expect((await ask({ tags: { set: ['a'], add: ['b'] } })).status).toBe(400)
    const many = Array.from({ length: 5_001 }, newId)
    const tooMany = await editor.post('/api/v1/bulk-edits', { select: { ids: many }, changes: { credit: 'X' } })
    expect(tooMany.status).toBe(400)
  })

  it('ends after 24 hours unrun, and forgets its old values seven days after it ran', async () => {
    const a = await article()
    const [late, old] = [await dryRun({ ids: [a] }, { credit: 'X' }), await dryRun({ ids: [a] }, { credit: 'Y' })]
    const { db } = hub.deps
    await run(old)
    await db.$executeRaw`update bulk_edit set expires_at = now() - interval '1 s' where id = ${late}::uuid`
    expect((await act(late, 'run')).status).toBe(410)
    await db.$executeRaw`update bulk_edit set finished_at = now() - interval '169 h' where id = ${old}::uuid`
    expect((await act(old, 'undo')).status).toBe(410)
    await sweepBulkEdits(db)
    expect((await editor.get(`/api/v1/bulk-edits/${late}`)).status).toBe(404)
    expect(await read(old)).toMatchObject({ undoUntil: null, counts: { done: 1 } })
    expect(await db.bulkEditRow.findFirst({ where: { bulkEditId: old } })).toMatchObject({ before: null, after: null })
  })

  describe('by a sheet', () => {
    const sheetOf = async (ids: string[], who = editor) => {
      const answer = await who.send('POST', '/api/v1/bulk-edit-sheets', { select: { ids } })
      expect(answer.status).toBe(200)
      const response = await fetch(`${hub.url}/api/v1/bulk-edit-sheets`, {
        method: 'POST',
        headers: { cookie: who.cookie, 'content-type': 'application/json', origin: hub.url },
        body: JSON.stringify({ select: { ids } }),
      })
      const bytes = Buffer.from(await response.arrayBuffer())
      const [first] = await readExcel(bytes)
      return { bytes, table: first!.data.map(row => row.map(cell => (cell === null ? '' : String(cell)))) }
    }
    const send = async (bytes: Buffer) => {
      const answer = await upload(bytes)
      expect(answer.status).toBe(202)
      await work(answer.body.bulkEdit.id)
      return answer.body.bulkEdit.id
    }

    it('goes out and comes back unchanged as no change, formulas as text, others’ items left out', async () => {
      const a = await article({
        ...{ title: '=HYPERLINK("http://x","y")', tags: ['một, hai'], description: 'Dòng 1\nDòng 2' },
        ...{
          embargoUntil: '2031-05-06T07:08:09Z',
          date: '2026-02-05',
          rights: { statement, validUntil: '2030-12-31' },
        },
      })
      const theirs = await article({ visibility: 'hub' }, stranger)
      const { bytes, table } = await sheetOf([a, theirs])
      expect(table).toHaveLength(2)
      expect(table[0]!.slice(0, 4)).toEqual(['Mã tư liệu', 'Lần sửa', 'Tiêu đề', 'Mô tả'])
      expect(table[1]!.slice(0, 3)).toEqual([a, '1', '=HYPERLINK("http://x","y")'])
      expect(bytes.includes('<f>')).toBe(false)
      const id = await send(bytes)
      expect((await rows(id)).map(row => [row.assetId, row.state])).toEqual([[a, 'unchanged']])
    })

    it('changes what a cell says anew, clears by the mark, leaves the empty, and names columns it does not know', async () => {
      const a = await article({ credit: 'Cũ', creator: 'An', rights: { statement, holder: 'Báo' } })
      const b = await article()
      const gone = newId()
      const hidden = await article({ visibility: 'draft' }, stranger)
      const heads = [
        'Mã tư liệu',
        'Lần sửa',
        'Tiêu đề',
        'Ghi nguồn',
        'Tác giả',
        'Ngày',
        'Ai được xem',
        'Cột lạ',
        'Quyền đến ngày',
      ]
      const bytes = await makeXlsx([
        heads,
        [a, '1', 'Tên mới', '(xóa)', '', new Date(Date.UTC(2026, 1, 5)), 'Toàn kho', 'x', '31/12/2030'],
        [b, '9', 'Tên mới'],
        [b, '1', 'Tên khác', '', '', '32/13/2026'],
        [gone, '1', 'X'],
        [hidden, '1', 'X'],
        ['không phải mã', '1', 'X'],
      ])
      const id = await send(bytes)
      expect((await read(id)).unknownColumns).toEqual(['Cột lạ'])
      const found = await rows(id)
      expect(found.map(row => [row.line, row.state, row.problem?.key])).toEqual([
        [2, 'ready', undefined],
        [3, 'refused', 'edited-meanwhile'],
        [4, 'refused', 'row-doubled'],
        [5, 'refused', 'not-found'],
        [6, 'refused', 'not-found'],
        [7, 'refused', 'not-found'],
      ])
      await run(id)
      expect(await asset(a)).toMatchObject({
        ...{ title: 'Tên mới', credit: '', creator: 'An', date: '2026-02-05', visibility: 'hub' },
        rights: { statement, holder: 'Báo', validUntil: '2030-12-31' },
      })
      const report = await fetch(`${hub.url}/api/v1/bulk-edits/${id}/report`, { headers: { cookie: editor.cookie } })
      const [sheet] = await readExcel(Buffer.from(await report.arrayBuffer()))
      expect(sheet!.data[1]).toContain('Đã sửa')
      expect(sheet!.data[2]!.join(' ')).toContain('đã được người khác sửa')
    })

    it('refuses bad values by row, and what is no sheet, has no ids, or swells, whole', async () => {
      const a = await article()
      const id = await send(
        await makeXlsx([
          ['Mã tư liệu', 'Ngày', 'Chủ đề'],
          [a, '32/13/2026', 'Không có chủ đề này'],
        ]),
      )
      const [row] = await rows(id)
      expect(row).toMatchObject({ state: 'refused', problem: { key: 'value-refused' } })
      expect(row!.problem!.detail).toContain('Không có chủ đề này')
      for (const bytes of [
        Buffer.from('PK\u0003\u0004 hỏng'),
        Buffer.from('Tiêu đề;Mô tả\r\nA;B\r\n'),
        Buffer.from([0xff, 0xfe, 0x41, 0x00]),
        await makeXlsx([['Mã tư liệu']]),
        await makeXlsx([
          ['Mã tư liệu', 'Tiêu đề', 'Nhan đề'],
          [a, 'x', 'y'],
        ]),
      ])
        expect((await upload(bytes)).status).toBe(422)
      const lines = Array.from({ length: 5_001 }, () => newId()).join('\r\n')
      expect((await upload(Buffer.from(`Mã tư liệu\r\n${lines}\r\n`), 'x.csv')).status).toBe(413)
    })
  })
})
