import { type Db, type Prisma, type Tx, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { ProblemError } from '#server/platform/problem-error'
import { enqueue } from '#server/queue/enqueue'
import { type MadePurpose, purposes } from './profiles.ts'
import { type StoredFile, storedFile } from './purpose-source.ts'
import { type PurposeSpec, purposeFileName } from './purpose-spec.ts'

export type WantedFile =
  | { state: 'ready'; file: StoredFile }
  | { state: 'making'; progress: number }
  | { state: 'absent' }
  | { state: 'failed'; failure: string }

/** A file that one asset is to have of its object. */
export type FileWish = { assetId: string; objectId: string; purpose: MadePurpose | 'crop'; spec: PurposeSpec }

/** How far each wanted file is, by its name. Nothing is asked for. */
export async function lookForFiles(db: Db, wishes: readonly FileWish[]): Promise<Map<FileWish, WantedFile>> {
  const objectIds = [...new Set(wishes.map(wish => wish.objectId))]
  // Each asset's names are its own, so that a rendition of such a name is this asset's.
  const names = wishes.map(nameOf)
  const where = { objectId: { in: objectIds }, name: { in: names }, recipe: purposes.recipe }
  const [files, rows] = await Promise.all([db.rendition.findMany({ where }), db.purposeFile.findMany({ where })])
  return new Map(
    wishes.map((wish, at) => {
      const mine = (row: { objectId: string; name: string }) => row.objectId === wish.objectId && row.name === names[at]
      const file = files.find(mine)
      return [wish, file ? { state: 'ready', file: storedFile(file) } : stateOf(rows.find(mine))] as const
    }),
  )
}

/**
 * The file of a wish, or how far its making is: one job makes it, however many ask. A failure is said for ten minutes, then it is
 * tried again. Throws `too-busy` where very many files wait to be made.
 */
export async function wantFile(db: Db, wish: FileWish): Promise<Exclude<WantedFile, { state: 'absent' }>> {
  const [found] = [...(await lookForFiles(db, [wish])).values()]
  if (found?.state === 'ready') {
    await touch(db, wish)
    return found
  }
  return transaction(db, async tx => {
    const row = await askedRow(tx, wish)
    if (row.failure && row.fresh) return { state: 'failed', failure: row.failure }
    // The row is locked until the commit: who asks at the same moment sees the job.
    const key = `purpose:${row.id}`
    if (!(await jobStands(tx, key))) {
      await requireRoom(tx)
      await tx.purposeFile.update({ where: { id: row.id }, data: { failure: null, endedAt: null, progress: 0 } })
      await enqueue(tx, 'rendition.purpose', { fileId: row.id }, { key })
    }
    return { state: 'making', progress: row.progress }
  })
}

type Row = { id: string; progress: number; failure: string | null; fresh: boolean; added: boolean }

const nameOf = ({ assetId, purpose, spec }: FileWish) => purposeFileName(assetId, purpose, spec)

async function askedRow(tx: Tx, wish: FileWish): Promise<Row> {
  const { assetId, objectId, spec } = wish
  const json = JSON.stringify(spec satisfies Prisma.InputJsonObject)
  const rows = await tx.$queryRaw<Row[]>`
    insert into purpose_file (id, asset_id, object_id, recipe, name, spec)
    values (${newId()}::uuid, ${assetId}::uuid, ${objectId}::uuid, ${purposes.recipe}, ${nameOf(wish)}, ${json}::jsonb)
    on conflict (asset_id, object_id, recipe, name) do update set asked_at = now()
    returning id, progress, failure, ended_at > now() - interval '10 minutes' as fresh, xmax = 0 as added`
  const [row] = rows
  if (!row) throw new Error('a row that was written is not there')
  if (row.added) await makeRoom(tx, assetId)
  return row
}

/** A moved focal point makes new files without end: those that nobody asked for longest go. The sweeper takes their bytes. */
async function makeRoom(tx: Tx, assetId: string): Promise<void> {
  await tx.$executeRaw`
    with old as (
      select id, object_id, recipe, name from purpose_file where asset_id = ${assetId}::uuid
      order by asked_at desc, id desc offset ${purposes.mostOfOne}
    ), gone as (delete from purpose_file where id in (select id from old))
    delete from rendition r using old
    where r.object_id = old.object_id and r.recipe = old.recipe and r.name = old.name`
}

async function jobStands(tx: Tx, key: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    select 1 from graphile_worker.jobs where key = ${key} and (attempts < max_attempts or locked_at is not null)`
  return rows.length > 0
}

async function requireRoom(tx: Tx): Promise<void> {
  const [row] = await tx.$queryRaw<{ waiting: number }[]>`
    select count(*)::int as waiting from purpose_file where ended_at is null and asked_at > now() - interval '1 hour'`
  if ((row?.waiting ?? 0) > purposes.mostWaiting)
    throw new ProblemError('too-busy', { headers: { 'retry-after': '30' } })
}

// Once an hour is enough to know which are in use.
async function touch(db: Db, wish: FileWish): Promise<void> {
  await db.$executeRaw`
    update purpose_file set asked_at = now()
    where asset_id = ${wish.assetId}::uuid and object_id = ${wish.objectId}::uuid
      and recipe = ${purposes.recipe} and name = ${nameOf(wish)}
      and asked_at < now() - interval '1 hour'`
}

function stateOf(row: { failure: string | null; progress: number; endedAt: Date | null } | undefined): WantedFile {
  // Ended without a failure, and its file is gone again (a damaged one is taken away): whoever asks gets a new one.
  if (!row || (row.endedAt && !row.failure)) return { state: 'absent' }
  return row.failure ? { state: 'failed', failure: row.failure } : { state: 'making', progress: row.progress }
}
