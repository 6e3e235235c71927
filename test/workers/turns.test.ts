import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { importFile } from '#server/bulk/import-file'
import { profiles } from '#server/renditions/profiles'
import { renewRenditions } from '#server/renditions/renew-renditions'
import { startWorker } from '#workers/start-worker'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

let hub: TestHub
let folder: string
let paper: TestClient
let station: TestClient
let count = 0
beforeEach(async () => {
  hub = await startTestHub()
  folder = await mkdtemp(join(tmpdir(), 'turns-test-'))
  paper = await hub.person('Báo', { memberships: [{ unit: 'bao', role: 'editor' }] })
  station = await hub.person('Đài', { memberships: [{ unit: 'dai', role: 'editor' }] })
})
afterEach(async () => {
  await hub.close()
  await rm(folder, { recursive: true, force: true })
})

/** A small page unlike every other. Documents, as one place makes them: with two, which of two neighbours begins first is chance. */
const page = () => {
  count += 1
  return Buffer.from(`%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 ${72 + count}]>>endobj
trailer<</Root 1 0 R>>
%%EOF
`)
}
const upload = async (person: TestClient, title: string) => {
  const answer = await person.upload(page(), `${title}.pdf`, { title })
  expect(answer.status).toBe(201)
  return answer.body.asset.id
}
const uploadMany = async (person: TestClient, name: string, count: number) => {
  for (let n = 1; n <= count; n += 1) await upload(person, `${name} ${n}`)
}
const bring = async (person: TestClient, unit: string, title: string) => {
  const path = `${title}.pdf`
  await writeFile(join(folder, path), page())
  await importFile(hub.deps, { root: folder, path, personId: person.personId, metadata: { title, unit } })
}

/** Lets a worker do all that waits, and tells in which order it began with the documents: a trigger notes it. */
async function orderOfWork(): Promise<string[]> {
  const { db, config } = hub.deps
  const owner = new pg.Client({ connectionString: config.database.kind === 'server' ? config.database.ownerUrl : '' })
  await owner.connect()
  await owner.query(`
    create table begun (place bigserial, version_id uuid);
    grant select on begun to hub_app;
    create function note_begun() returns trigger language plpgsql security definer as $$ begin
      insert into public.begun (version_id) select (new.payload ->> 'versionId')::uuid
      from graphile_worker._private_tasks t where t.id = new.task_id and t.identifier = 'rendition.document';
      return new;
    end $$;
    create trigger begun after update of locked_at on graphile_worker._private_jobs
      for each row when (old.locked_at is null and new.locked_at is not null) execute function note_begun()`)
  await owner.end()
  await workUntilDone()
  const rows = await db.$queryRaw<{ title: string }[]>`
    select a.title from begun b join asset_version v on v.id = b.version_id join asset a on a.id = v.asset_id order by b.place`
  return rows.map(({ title }) => title)
}

async function workUntilDone(): Promise<void> {
  const worker = await startWorker(hub.deps)
  await hub.idle().finally(() => worker.stop())
}

it('a file that somebody waits for overtakes a batch, an import and what is made anew', async () => {
  await upload(station, 'cũ')
  await workUntilDone()
  await hub.deps.db.rendition.updateMany({ data: { recipe: profiles.document.recipe - 1 } })
  expect(await renewRenditions(hub.deps.db)).toBe(1)
  for (const n of [1, 2]) await bring(paper, 'bao', `kho ${n}`)
  await uploadMany(paper, 'báo', 12)
  await upload(station, 'đài')
  const order = await orderOfWork()
  // Two of the paper are still being imported, so six more count as what its reporter waits for.
  const rest = Array.from({ length: 11 }, (_, n) => `báo ${n + 2}`)
  expect(order).toEqual(['báo 1', 'đài', ...rest, 'kho 1', 'kho 2', 'cũ'])
})

it('two units that bring much take turns, and one that comes later is served from where the others stand', async () => {
  for (const n of [1, 2, 3, 4]) await bring(paper, 'bao', `báo ${n}`)
  for (const n of [1, 2, 3]) await bring(station, 'dai', `đài ${n}`)
  expect(await orderOfWork()).toEqual(['báo 1', 'đài 1', 'báo 2', 'đài 2', 'báo 3', 'đài 3', 'báo 4'])
})

it('a unit that always has one more waiting does not stand before one that has waited for long', async () => {
  const { db } = hub.deps
  for (const n of [1, 2, 3, 4]) await bring(paper, 'bao', `báo ${n}`)
  // The first two are through.
  await db.$executeRaw`
    delete from graphile_worker._private_jobs where id in (
      select p.id from graphile_worker._private_jobs p join graphile_worker.jobs j using (id)
      where j.task_identifier = 'rendition.document' order by j.priority limit 2)`
  for (const n of [1, 2]) await bring(station, 'dai', `đài ${n}`)
  expect(await orderOfWork()).toEqual(['báo 3', 'đài 1', 'báo 4', 'đài 2'])
})
