import { type Db, Prisma, transaction } from '#server/platform/db'
import { enqueueInTurn } from '#server/queue/enqueue-in-turn'
import { askForOcr } from './ask-for-ocr.ts'

// What is asked for in one go; the clock asks again.
const batch = 200
/** Behind everything that a person waits for. */
const lane = 'renewal'

type Ids = { assetId: string; versionId: string }
type Found = Ids & { unitId: string }

/**
 * Makes up for tools that came later: office documents that were made without LibreOffice are printed, what no machine has read yet
 * is. A document that LibreOffice was tried on is not tried again.
 */
export async function renewWithTools(db: Db, has: { office: boolean; ocr: boolean }): Promise<void> {
  if (has.office) {
    const rows = await newestVersions(
      db,
      Prisma.sql`a.kind = 'document' and o.details ->> 'office' = 'absent'
        and not exists (select from graphile_worker.jobs j where j.key = 'rendition:' || v.id)`,
    )
    await transaction(db, async tx => {
      for (const { unitId, ...ids } of rows) {
        const turn = { lane, unitId, flags: ['long'], key: `rendition:${ids.versionId}` } as const
        await enqueueInTurn(tx, 'rendition.document', { ...ids, lane }, turn)
      }
    })
  }
  if (has.ocr) {
    const unread = Prisma.sql`a.kind in ('image', 'document') and not exists (select from ocr_run r where r.version_id = v.id)`
    for (const ids of await newestVersions(db, unread)) await askForOcr(db, ids)
  }
}

function newestVersions(db: Db, condition: Prisma.Sql): Promise<Found[]> {
  return db.$queryRaw<Found[]>`
    select a.id as "assetId", v.id as "versionId", a.unit_id as "unitId"
    from asset a
    join lateral (select id, object_id from asset_version where asset_id = a.id order by number desc limit 1) v on true
    join stored_object o on o.id = v.object_id
    where a.file = 'ready' and a.life = 'active' and ${condition}
    order by a.created_at desc
    limit ${batch}`
}
