import type { z } from 'zod'
import type { ZipEntry, ZipUpload, ZipUploadEntries, zipUploadQuery } from '#contracts/zip-upload'
import { visibleTitles } from '#server/assets/visible-titles'
import type { PersonActor } from '#server/identity/require-person'
import type { Db, Prisma } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'

/** A row of `zip_upload`, whole. */
export type ZipRow = Prisma.ZipUploadGetPayload<Record<string, never>>

/** The person's ZIPs, newest first, at most 100: settled ones stay for a week. */
export async function listZips(db: Db, personId: string): Promise<ZipUpload[]> {
  const rows = await db.zipUpload.findMany({ where: { personId }, orderBy: { id: 'desc' }, take: 100 })
  return Promise.all(rows.map(row => zipView(db, row)))
}

/** One ZIP of this person with a page of its files, by their place in it. Throws `not-found`, for another person's as for none. */
export async function readZip(
  db: Db,
  person: PersonActor,
  id: string,
  { after, limit, state }: z.output<typeof zipUploadQuery>,
): Promise<ZipUploadEntries> {
  const row = await db.zipUpload.findFirst({ where: { id, personId: person.id } })
  if (!row) throw new ProblemError('not-found')
  const entries = await db.zipEntry.findMany({
    where: { zipId: id, number: { gt: after }, ...(state ? { state } : {}) },
    orderBy: { number: 'asc' },
    take: limit,
  })
  const next = entries.length === limit ? entries.at(-1)!.number : null
  const titles = await visibleTitles(
    db,
    person,
    entries.flatMap(entry => entry.assetId ?? []),
  )
  return { zip: await zipView(db, row), entries: entries.map(entry => entryView(entry, titles)), next }
}

/** A ZIP as its own person sees it. */
export async function zipView(db: Db, row: ZipRow): Promise<ZipUpload> {
  const groups = await db.zipEntry.groupBy({ by: ['state', 'problem'], where: { zipId: row.id }, _count: true })
  const count = (state: string, problem?: string) =>
    groups
      .filter(group => group.state === state && (problem === undefined || group.problem === problem))
      .reduce((sum, group) => sum + group._count, 0)
  return {
    id: row.id,
    fileName: row.fileName,
    size: Number(row.size),
    sha256: row.sha256,
    state: row.state as ZipUpload['state'],
    problem: row.problem === null ? null : { key: row.problem, detail: row.problemDetail },
    counts: {
      ...{ waiting: count('waiting'), done: count('done') },
      ...{ refused: count('refused'), duplicates: count('refused', 'duplicate') },
    },
    createdAt: row.createdAt.toISOString(),
  }
}

function entryView(
  row: Prisma.ZipEntryGetPayload<Record<string, never>>,
  titles: ReadonlyMap<string, string>,
): ZipEntry {
  const title = row.assetId === null ? undefined : titles.get(row.assetId)
  return {
    number: row.number,
    name: row.name,
    size: Number(row.size),
    state: row.state as ZipEntry['state'],
    problem: row.problem === null ? null : { key: row.problem, detail: row.problemDetail },
    assetId: title === undefined ? null : row.assetId,
    title: title ?? null,
  }
}
