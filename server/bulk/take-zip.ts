import type { Request, Response } from 'express'
import type { UploadMetadata } from '#contracts/asset'
import type { Caller } from '#server/access/caller'
import type { PersonActor } from '#server/identity/require-person'
import { type Db, transaction } from '#server/platform/db'
import { fingerprintOf, sameRequest, takeIdempotencyKey } from '#server/platform/idempotency'
import { enqueue } from '#server/queue/enqueue'
import type { Staging } from '#server/uploads/staging'
import type { ReceivedZip } from './receive-zip.ts'

type Received = { stored: ReceivedZip; fileName: string; metadata: UploadMetadata }
type Call = { caller: Caller; person: PersonActor; req: Request; res: Response }

/**
 * Reads a ZIP and hands it to the job that unpacks it, row and job in one transaction; with an Idempotency-Key once, however often it is
 * sent. Returns the ZIP's id. Throws what an upload throws, `still-running`, `key-reused`.
 */
export async function takeZip(
  { db, staging }: { db: Db; staging: Staging },
  read: (req: Request, res: Response, caller: Caller) => Promise<Received>,
  { caller, person, req, res }: Call,
): Promise<string> {
  const once = await takeIdempotencyKey(db, person.id, 'createZipUpload', req)
  try {
    const { stored, fileName, metadata } = await read(req, res, caller)
    const fingerprint = fingerprintOf(fileName, metadata, stored.sha256, stored.size)
    if (once?.done) {
      await staging.remove(stored.id)
      sameRequest(once.done, fingerprint)
      return once.done.subjectId
    }
    const { id, sha256, size } = stored
    await transaction(db, async tx => {
      const whose = { personId: person.id, address: caller.origin.address }
      await tx.zipUpload.create({ data: { id, ...whose, fileName, size: BigInt(size), sha256, metadata } })
      await enqueue(tx, 'upload.unzip', { zipId: id }, { key: `zip:${id}` })
      await once?.complete(tx, { subjectId: id, fingerprint })
    })
    return id
  } finally {
    await once?.end()
  }
}
