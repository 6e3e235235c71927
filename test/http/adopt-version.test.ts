import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Asset } from '#contracts/asset'
import { newId } from '#server/platform/new-id'
import { makeImageRendition, type RenditionContext } from '#workers/renditions/make-rendition'
import { inventPicture } from '../support/invent-picture.ts'
import { putMediaAsset } from '../support/media-asset.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

let hub: TestHub
let context: RenditionContext
let editor: TestClient
let contributor: TestClient
beforeAll(async () => {
  hub = await startTestHub()
  context = { ...hub.deps, lastAttempt: false, signal: new AbortController().signal }
  editor = await hub.person('biên tập viên', { memberships: [{ unit: 'bao', role: 'editor' }] })
  contributor = await hub.person('phóng viên', { memberships: [{ unit: 'bao', role: 'contributor' }] })
})
afterAll(() => hub.close())

async function picture(seed: number, uploadedBy = editor.personId): Promise<string> {
  const said = { kind: 'image', contentType: 'image/png', fileName: `ảnh ${seed}.png`, uploadedBy } as const
  const asset = await putMediaAsset(context, await inventPicture(seed), said)
  await makeImageRendition(asset, context)
  return asset.assetId
}
const adopt = (client: TestClient, id: string, from: string) =>
  client.post<{ asset: Asset }>(`/api/v1/assets/${id}/versions/adoptions`, { from })

it('makes the file of one item the next version of another, and the one that it came from lies in the trash', async () => {
  const [old, fresh] = [await picture(101), await picture(102)]
  const answer = await adopt(editor, old, fresh)
  expect(answer.status).toBe(201)
  expect(answer.body.asset).toMatchObject({ id: old, version: 2, original: { name: 'ảnh 102.png' } })
  expect((await editor.get<{ asset: Asset }>(`/api/v1/assets/${fresh}`)).body.asset.life).toBe('trashed')
  const rows = await hub.deps.db.$queryRaw<{ act: string }[]>`
    select act from audit_entry where subject_id in (${old}, ${fresh}) and act in ('version.replace', 'asset.trash') order by id`
  expect(rows.map(row => row.act)).toEqual(['version.replace', 'asset.trash'])
  // Once more: the file is there already, and what it came from is gone.
  expect((await adopt(editor, old, fresh)).status).toBe(409)
})

it('asks the right to change both, and takes only another picture', async () => {
  const [theirs, mine] = [await picture(103), await picture(104, contributor.personId)]
  expect((await adopt(contributor, theirs, mine)).status).toBe(403)
  expect((await adopt(contributor, mine, theirs)).status).toBe(403)
  expect((await adopt(editor, theirs, theirs)).status).toBe(409)
  const stranger = await hub.person('người ngoài', {})
  expect((await adopt(stranger, theirs, mine)).status).toBe(404)
  expect((await editor.get<{ asset: Asset }>(`/api/v1/assets/${theirs}`)).body.asset.version).toBe(1)
})

it('changes neither where something holds on to the one that it comes from', async () => {
  const [old, held] = [await picture(105), await picture(106)]
  await hub.deps.db.assetUse.create({ data: { assetId: held, kind: 'collection', ref: newId() } })
  expect(await adopt(editor, old, held)).toMatchObject({ status: 409, body: { type: 'urn:media-hub:problem:in-use' } })
  for (const id of [old, held])
    expect((await editor.get<{ asset: Asset }>(`/api/v1/assets/${id}`)).body.asset).toMatchObject({
      version: 1,
      life: 'active',
    })
})
