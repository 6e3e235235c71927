import type { Upload } from '#contracts/upload'
import type { Actor } from '#server/access/actor'
import { type PersonActor, requirePerson } from '#server/identity/require-person'
import type { Db } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { uploadUnitIds } from '#server/units/choose-unit'
import { curatingUnitId } from '#server/units/curating-unit'
import type { Staging } from './staging.ts'
import type { UploadRow } from './upload-row.ts'

type Deps = { db: Db; staging: Staging; publicUrl: string }

/** Where a resumable upload is sent to; the public address makes it, never a header. */
export const resumablePath = '/api/v1/uploads/resumable'

/** Narrows to a person who may upload somewhere. Throws `sign-in-required`, `not-allowed`. */
export async function requireUploader(db: Db, actor: Actor): Promise<PersonActor> {
  requirePerson(actor)
  if (uploadUnitIds(actor, await curatingUnitId(db)).length === 0) throw new ProblemError('not-allowed')
  return actor
}

/** The person's uploads, newest first, at most 500: settled ones stay for a week. */
export async function listUploads(deps: Deps, personId: string): Promise<Upload[]> {
  const rows = await deps.db.upload.findMany({ where: { personId }, orderBy: { id: 'desc' }, take: 500 })
  return Promise.all(rows.map(row => view(deps, row)))
}

/** One upload of this person. Throws `not-found`, for another person's as for none. */
export async function readUpload(deps: Deps, personId: string, id: string): Promise<Upload> {
  const row = await deps.db.upload.findFirst({ where: { id, personId } })
  if (!row) throw new ProblemError('not-found')
  return view(deps, row)
}

async function view({ staging, publicUrl }: Deps, row: UploadRow): Promise<Upload> {
  // While bytes come in, the file itself says how many there are.
  const standing = row.state === 'receiving' ? await staging.sizeOf(row.id) : null
  return {
    id: row.id,
    fileName: row.fileName,
    size: Number(row.size),
    received: standing ?? Number(row.received),
    state: row.state as Upload['state'],
    problem: row.problem === null ? null : { key: row.problem, detail: row.problemDetail },
    assetId: row.assetId,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    url: `${publicUrl}${resumablePath}/${row.id}`,
  }
}
