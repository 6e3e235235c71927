import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/platform/new-id'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

describe('what an attacker writes', () => {
  let hub: TestHub
  let admin: TestClient
  let editor: TestClient
  beforeAll(async () => {
    hub = await startTestHub()
    admin = await hub.person('Quản trị', { hubRoles: ['administrator'] })
    editor = await hub.person('Biên tập', { memberships: [{ unit: 'bao', role: 'editor' }] })
  })
  afterAll(() => hub.close())

  it.each([
    '{"title":"a\\ud800b","html":"<p>x</p>"}',
    '{"title":"a","tags":["\\udc00"],"html":"<p>x</p>"}',
    '{"title":"a","html":"<p>a\\u0000b</p>"}',
    '{"title":"a","unit":"bao\\u0000","html":"<p>x</p>"}',
    '{"title":"a","rights":{"statement":"http://x.test/\\u0000"},"html":"<p>x</p>"}',
    '{"title":"a","date":"0000-01-01","html":"<p>x</p>"}',
  ])('is refused, not failed over, where Postgres could not keep it: %s', async body => {
    const answer = await editor.send('POST', '/api/v1/articles', body)
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ type: 'urn:media-hub:problem:invalid-request' })
  })

  it('is refused in the metadata of an upload too', async () => {
    const form = new FormData()
    form.set('metadata', '{"unit":"bao\\u0000"}')
    form.set('file', new Blob(['%PDF-1.4']), 'a.pdf')
    expect((await editor.post('/api/v1/uploads', form)).status).toBe(400)
  })

  it('is refused in an edit: the year 0000', async () => {
    const made = await editor.post<{ asset: { id: string } }>('/api/v1/articles', { title: 'Bài', html: '<p>x</p>' })
    const path = `/api/v1/assets/${made.body.asset.id}`
    expect((await editor.patch(path, { date: '0000-12-31' }, { 'if-match': '"r1"' })).status).toBe(400)
    expect((await editor.patch(path, { date: '0001-01-01' }, { 'if-match': '"r1"' })).status).toBe(200)
  })

  it.each(['audit?subject=%00', 'audit?act=%00', 'deliveries?channel=%00', 'search?q=%00'])(
    'is refused in a query: %s',
    async query => {
      expect((await admin.get(`/api/v1/${query}`)).status).toBe(400)
    },
  )

  it.each([
    ['audit', ['abc']],
    ['audit', ['\0']],
    ['jobs', [1.5]],
    ['jobs', [1e300]],
    ['nominations', ['x', 'y']],
    ['nominations', ['2026-01-01T00:00:00Z', 'y']],
    ['nominations', ['0000-01-01T00:00:00Z', '01a20752-f0f3-7676-a31e-693b8f423571']],
    ['nominations', ['infinity', '01a20752-f0f3-7676-a31e-693b8f423571']],
  ])('is refused as a cursor of %s: %j', async (list, values) => {
    const cursor = Buffer.from(JSON.stringify(values)).toString('base64url')
    expect((await admin.get(`/api/v1/${list}?cursor=${cursor}`)).status).toBe(400)
  })

  it('makes one person of an address that several ask for at one moment, and tells the others', async () => {
    const person = { email: `${newId()}@hub.test`, name: 'Một người', password: 'mot-mat-khau-rat-dai' }
    const answers = await Promise.all([1, 2, 3, 4].map(() => admin.post('/api/v1/people', person)))
    expect(answers.map(answer => answer.status).sort()).toEqual([201, 409, 409, 409])
  })

  it('names no unit twice for a person, and then makes no person', async () => {
    const email = `${newId()}@hub.test`
    const person = { email, name: 'Hai lần', password: 'mot-mat-khau-rat-dai' }
    const twice = ['reader', 'editor'].map(role => ({ unit: 'bao', role }))
    expect((await admin.post('/api/v1/people', { ...person, memberships: twice })).status).toBe(400)
    expect((await admin.post('/api/v1/people', person)).status).toBe(201)
  })
})
