import type { Upload } from '#contracts/upload'
import type { Actor } from '#server/access/actor'
import { visibleTitles } from '#server/assets/visible-titles'
import { type PersonActor, requirePerson } from '#server/identity/require-person'
import type { Db } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { uploadUnitIds } from '#server/units/choose-unit'
import { curatingUnitId } from '#server/units/curating-unit'
import type { Staging } from './staging.ts'
import type { UploadRow } from './upload-row.ts'

type Deps = { db: Db; staging: Staging }

/**
 * Where a resumable upload is sent to. Its address goes out as a path (RFC 9110, 10.2.2): the line it came by, one of several names of
 * the hub, is the one to go on by, and no header makes it.
 */
export const resumablePath = '/api/v1/uploads/resumable'

/** Narrows to a person who may upload somewhere. Throws `sign-in-required`, `not-allowed`. */
export async function requireUploader(db: Db, actor: Actor): Promise<PersonActor> {
  requirePerson(actor)
  if (uploadUnitIds(actor, await curatingUnitId(db)).length === 0) throw new ProblemError('not-allowed')
  return actor
}

/** The person's uploads, newest first, at most 500: settled ones stay for a week. */
export async function listUploads(deps: Deps, person: PersonActor): Promise<Upload[]> {
  const where = { personId: person.id }
  const rows = await deps.db.upload.findMany({ where, orderBy: { id: 'desc' }, take: 500 })
  return viewAll(deps, person, rows)
}

/** One upload of this person. Throws `not-found`, for another person's as for none. */
export async function readUpload(deps: Deps, person: PersonActor, id: string): Promise<Upload> {
  const row = await deps.db.upload.findFirst({ where: { id, personId: person.id } })
  const [upload] = await viewAll(deps, person, row ? [row] : [])
  if (!upload) throw new ProblemError('not-found')
  return upload
}

async function viewAll({ db, staging }: Deps, person: PersonActor, rows: readonly UploadRow[]): Promise<Upload[]> {
  const others = rows.flatMap(row => row.duplicateOf ?? [])
  // Asked now: what was theirs to see when it was refused may be so no longer.
  const titles = others.length > 0 ? await visibleTitles(db, person, others) : new Map<string, string>()
  return Promise.all(rows.map(row => view(staging, row, titles)))
}

function problemOf(row: UploadRow, titles: ReadonlyMap<string, string>): Upload['problem'] {
  if (row.problem === null) return null
  const title = row.duplicateOf === null ? undefined : titles.get(row.duplicateOf)
  const asset = title === undefined ? {} : { asset: { id: row.duplicateOf!, title } }
  return { key: row.problem, detail: row.problemDetail, ...asset }
}

async function view(staging: Staging, row: UploadRow, titles: ReadonlyMap<string, string>): Promise<Upload> {
  // While bytes come in, the file itself says how many there are.
  const standing = row.state === 'receiving' ? await staging.sizeOf(row.id) : null
  return {
    id: row.id,
    fileName: row.fileName,
    size: Number(row.size),
    received: standing ?? Number(row.received),
    state: row.state as Upload['state'],
    problem: problemOf(row, titles),
    assetId: row.assetId,
    unpack: row.unpack,
    zipId: row.unpack && row.state === 'done' ? row.id : null,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    url: `${resumablePath}/${row.id}`,
  }
}
