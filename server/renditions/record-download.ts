import type { Request } from 'express'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { type Db, transaction } from '#server/platform/db'

/**
 * Records that somebody takes a file home, before its first byte leaves. One taking is one act: HEAD, the later pieces of a download
 * that is resumed, and a look whether the copy at home is still fresh leave nothing.
 */
export async function recordDownload(
  db: Db,
  caller: Caller,
  asset: { id: string; unitId: string },
  file: string,
  req: Request,
): Promise<void> {
  if (req.method !== 'GET' || req.get('if-none-match') || startsLater(req.get('range'))) return
  const { id, unitId } = asset
  await transaction(db, tx =>
    record(tx, caller, { act: 'asset.download', subjectKind: 'asset', subjectId: id, unitId, after: { file } }),
  )
}

/** Whether a Range asks for one piece whose both ends are named, as a reader on the screen does and a download does not (RFC 9110 §14.1.1). */
export function isPiece(range: string | undefined): boolean {
  return /^bytes=\d+-\d+$/.test(range ?? '')
}

// Any range that names byte 0, and any that is not understood, counts as the beginning: better one row too many.
const startsLater = (range: string | undefined) => /^bytes=0*[1-9]\d*-/.test(range ?? '')
