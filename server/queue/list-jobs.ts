import type { z } from 'zod'
import type { Job, jobQuery, Lane } from '#contracts/job'
import { lanes } from '#contracts/job'
import { readCursor, writeCursor } from '#server/platform/cursor'
import { type Db, Prisma, type Tx } from '#server/platform/db'
import { lanePriorities } from './lane-priorities.ts'

/** What the queue itself knows of a job. Whose file it is about and how far that is know later slices. */
export type QueueJob = Omit<Job, 'assetTitle' | 'unit' | 'percent' | 'doing' | 'may'> & { clipId: string | null }
type Row = Omit<QueueJob, 'runAt' | 'createdAt' | 'since' | 'lane' | 'worker'> & {
  runAt: Date
  createdAt: Date
  since: Date | null
  priority: number
  host: string | null
  pid: number | null
}

const state = Prisma.sql`case
  when j.locked_at is not null then 'running'
  when j.attempts >= j.max_attempts then 'dead'
  when j.attempts > 0 then 'retrying'
  else 'waiting' end`

/** The queue as a person reads it, newest first; a dead letter keeps its reason. graphile-worker removes a job that succeeded. */
export async function listJobs(db: Db, query: z.output<typeof jobQuery>) {
  const where = [Prisma.sql`true`]
  if (query.state) where.push(Prisma.sql`${state} = ${query.state}`)
  if (query.cursor) where.push(Prisma.sql`j.id < ${BigInt(readCursor(query.cursor, ['integer'])[0]!)}`)
  const rows = await selectJobs(db, Prisma.join(where, ' and '), query.limit + 1)
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  const alive = await db.workerProcess.findMany({ select: { tools: true } })
  const missing = alive.flatMap(row => (row.tools as { missing?: string[] }).missing ?? [])
  return {
    jobs: page.map(view),
    counts: await countJobs(db),
    next: rows.length > query.limit && last ? writeCursor([Number(last.id)]) : null,
    missingTools: [...new Set(missing)],
    workers: alive.length,
  }
}

/** The job of this number, whatever its state; null where there is none. */
export async function findJob(db: Db | Tx, id: string): Promise<QueueJob | null> {
  if (!/^\d{1,18}$/.test(id)) return null
  const [row] = await selectJobs(db, Prisma.sql`j.id = ${BigInt(id)}`, 1)
  return row ? view(row) : null
}

/** Runs a dead job again, now, with all its tries. Null where no dead job has this number. */
export async function retryJob(db: Tx, id: string): Promise<QueueJob | null> {
  const job = await findJob(db, id)
  if (job?.state !== 'dead') return null
  await db.$executeRaw`select graphile_worker.reschedule_jobs(array[${BigInt(id)}]::bigint[], run_at => now(), attempts => 0)`
  return { ...job, state: 'waiting', attempts: 0 }
}

/** Puts a job that waits before all others, now. Null where none that waits has this number. */
export async function raiseJob(db: Tx, id: string, priority: number): Promise<QueueJob | null> {
  const job = await findJob(db, id)
  if (job?.state !== 'waiting' && job?.state !== 'retrying') return null
  await db.$executeRaw`select graphile_worker.reschedule_jobs(array[${BigInt(id)}]::bigint[], run_at => now(), priority => ${priority}::int)`
  return findJob(db, id)
}

function selectJobs(db: Db | Tx, where: Prisma.Sql, limit: number): Promise<Row[]> {
  return db.$queryRaw<Row[]>`
    select j.id::text as id, j.task_identifier as name, ${state} as state, j.attempts::int, j.max_attempts::int as "maxAttempts",
      j.last_error as reason, j.run_at as "runAt", j.created_at as "createdAt", p.payload ->> 'assetId' as "assetId", p.payload ->> 'clipId' as "clipId",
      j.locked_at as since, j.priority::int as priority, w.host, w.pid
    from graphile_worker.jobs j
    join graphile_worker._private_jobs p on p.id = j.id
    left join worker_process w on j.locked_by = any(w.worker_ids)
    where ${where}
    order by j.id desc
    limit ${limit}`
}

async function countJobs(db: Db) {
  const rows = await db.$queryRaw<{ state: string; n: number }[]>`
    select ${state} as state, count(*)::int as n from graphile_worker.jobs j group by 1`
  const of = (name: string) => rows.find(row => row.state === name)?.n ?? 0
  return { waiting: of('waiting'), running: of('running'), retrying: of('retrying'), dead: of('dead') }
}

function view({ priority, host, pid, ...row }: Row): QueueJob {
  const times = { runAt: row.runAt.toISOString(), createdAt: row.createdAt.toISOString() }
  const worker = host !== null && pid !== null ? { host, pid } : null
  return { ...row, ...times, since: row.since?.toISOString() ?? null, worker, lane: laneAt(row.name, priority) }
}

/** Only work on files stands in lanes; others have priorities of their own. */
function laneAt(name: string, priority: number): Lane | null {
  if (!/^rendition\.(?!marked|renew)|^scan\.file$/.test(name)) return null
  return lanes.find(lane => priority <= lanePriorities(lane).last) ?? null
}
