import type { JobPayload } from '#contracts/job'
import type { Caller } from '#server/access/caller'
import { type Db, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { personActor } from '#server/units/actor-of'
import { cleanFileName } from '#server/uploads/file-name'
import { type IngestDeps, ingestUpload } from '#server/uploads/ingest-upload'
import { storeStream } from '#server/uploads/store-engine'
import { openAddress } from './open-address.ts'
import type { AddressDeps } from './read-address.ts'
import { markRelay, sharedMetadata } from './take-item.ts'
import { Unreadable } from './unreadable.ts'

type MediaDeps = AddressDeps & IngestDeps & { db: Db; lastAttempt: boolean; config: { intakeMediaBytes: number } }

/** A film of two gigabytes over a line of ten megabits takes under half an hour; one that stands still for half a minute has broken. */
const wishOf = (maxBytes: number) => ({
  ...{ accept: 'image/*, video/*, application/pdf, */*;q=0.1', maxBytes },
  ...{ timeoutMs: 1_800_000, idleMs: 30_000 },
})
// Its server may answer better later; of the others no second try makes anything better.
const passing: readonly string[] = ['timeout', 'network', 'http-status']

/**
 * Fetches a file that a person wants with an item, straight into the store (HUB_INTAKE_MEDIA_BYTES at most), and takes it in by the rules of every upload, in that person's name, with the relay
 * mark in the same transaction. What is refused is written beside the file for people to see. Idempotent: what was taken stays taken.
 */
export async function fetchMedia({ mediaId }: JobPayload<'intake.media'>, deps: MediaDeps): Promise<void> {
  const { db } = deps
  const maxBytes = deps.config.intakeMediaBytes
  const media = await db.relayMedia.findUnique({ where: { id: mediaId }, include: { relayItem: true } })
  if (media?.state !== 'fetching') return
  try {
    if (!media.requestedBy) throw new ProblemError('not-allowed')
    const caller: Caller = {
      actor: await personActor(db, media.requestedBy),
      origin: { address: null, requestId: null },
    }
    const item = media.relayItem
    const unit = await unitOfTaken(db, item.assetId)
    const shared = await transaction(db, tx => sharedMetadata(tx, caller, item, unit))
    const { stored, url } = await openAddress(deps, media.url, wishOf(maxBytes), async ({ body, url }) => ({
      stored: await storeStream(deps.store, body, maxBytes),
      url,
    }))
    const title = media.title || item.title
    const metadata = { ...shared, title, ...(media.credit ? { credit: media.credit } : {}), creator: item.author }
    const upload = { stored, fileName: cleanFileName(nameIn(url)), metadata, lane: 'batch' as const }
    await ingestUpload(deps, caller, upload, async (tx, assetId) => {
      const { count } = await tx.relayMedia.updateMany({
        where: { id: mediaId, state: 'fetching' },
        data: { state: 'taken', assetId, problem: null },
      })
      if (count === 0) throw new ProblemError('conflict')
      await markRelay(tx, assetId, item)
    })
  } catch (error) {
    await settle(deps, mediaId, error)
  }
}

/** The unit that took the article owns its pictures. */
async function unitOfTaken(db: Db, assetId: string | null): Promise<string | undefined> {
  const asset = assetId ? await db.asset.findUnique({ where: { id: assetId }, select: { unitId: true } }) : null
  return asset?.unitId
}

function nameIn(url: string): string {
  const last = new URL(url).pathname.split('/').pop() ?? ''
  try {
    return decodeURIComponent(last) || 'tep'
  } catch {
    return last
  }
}

async function settle({ db, lastAttempt }: MediaDeps, mediaId: string, error: unknown): Promise<void> {
  if (!(error instanceof Unreadable) && !(error instanceof ProblemError)) throw error
  if (error instanceof Unreadable && passing.includes(error.problem) && !lastAttempt) throw error
  if (error instanceof ProblemError && error.status >= 500 && !lastAttempt) throw error
  const asset = error instanceof ProblemError ? (error.extension?.asset as { id?: string } | undefined) : undefined
  await db.relayMedia.updateMany({
    where: { id: mediaId, state: 'fetching' },
    data: {
      state: 'failed',
      problem: error instanceof Unreadable ? error.problem : error.key,
      // The hub has these bytes, and the person may see where.
      assetId: asset?.id ?? null,
    },
  })
}
