import { uploadMetadata } from '#contracts/asset'
import type { Caller } from '#server/access/caller'
import { requirePerson } from '#server/identity/require-person'
import type { Db } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { checkUpload } from './check-upload.ts'
import { cleanFileName } from './file-name.ts'
import { parseMetadata } from './parse-metadata.ts'
import type { Staging } from './staging.ts'
import { uploadLifeMs } from './staging-store.ts'

// More than any drop of photos; fewer than would fill the folder with empty files.
const mostOpen = 2_000

type Wish = { id: string; size: number; tusMetadata: Record<string, string | null> }

/**
 * Writes down that an upload begins, after everything that can be asked before the first byte: may the person, in that unit, with
 * these terms, is the disk large enough. Upload-Metadata: `filename`, `metadata` (JSON text), `sha256` (optional), `unpack` (`1`: a ZIP
 * whose files are wanted; they are weighed one by one when it is unpacked). Throws what `checkUpload` does, `invalid-request`,
 * `unsupported-type` for an empty file, `store-full`, `too-many-requests`.
 */
export async function beginUpload(deps: { db: Db; staging: Staging }, caller: Caller, wish: Wish): Promise<void> {
  const { db, staging } = deps
  requirePerson(caller.actor)
  const { id, size, tusMetadata } = wish
  if (size === 0) throw new ProblemError('unsupported-type')
  const metadata = parseMetadata(tusMetadata.metadata, uploadMetadata)
  const sha256 = readDigest(tusMetadata.sha256)
  const unpack = readUnpack(tusMetadata.unpack)
  await checkUpload(db, caller, { metadata, size: unpack ? null : size })
  if (size > (await staging.free())) throw new ProblemError('store-full')
  const personId = caller.actor.id
  const open = await db.upload.count({ where: { personId, state: 'receiving' } })
  if (open >= mostOpen) throw new ProblemError('too-many-requests')
  const kept = Object.fromEntries(Object.entries(tusMetadata).filter(([, value]) => !value?.includes('\0')))
  await db.upload.create({
    data: {
      id,
      personId,
      address: caller.origin.address,
      fileName: cleanFileName(tusMetadata.filename ?? ''),
      size: BigInt(size),
      metadata,
      tusMetadata: kept,
      sha256,
      unpack,
      expiresAt: new Date(Date.now() + uploadLifeMs),
    },
  })
}

function readDigest(said: string | null | undefined): string | null {
  if (said === undefined || said === null) return null
  if (/^[0-9a-f]{64}$/.test(said)) return said
  throw new ProblemError('invalid-request', {
    errors: [{ pointer: '/sha256', code: 'invalid_format', detail: '64 lower-case hexadecimal digits' }],
  })
}

function readUnpack(said: string | null | undefined): boolean {
  if (said === undefined || said === null || said === '1') return said === '1'
  throw new ProblemError('invalid-request', { errors: [{ pointer: '/unpack', code: 'invalid_value', detail: '1' }] })
}
