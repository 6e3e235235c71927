import type { Db } from '#server/platform/db'
import type { DeliveryRow } from './begin-attempt.ts'
import { readContents } from './contents.ts'
import type { DeliveryFacts, MemberFacts } from './delivery-facts.ts'
import { held } from './delivery-state.ts'
import { loadItem } from './load-item.ts'

/** Reads everything that an item carries, as it stands now. Called once a delivery, right before its bytes are frozen. */
export async function loadFacts(db: Db, row: DeliveryRow, hub: string): Promise<DeliveryFacts> {
  const contents = readContents(row.contents)
  const [item, around] = await Promise.all([loadItem(db, row.assetId, contents), readAround(db, row)])
  const along: MemberFacts[] = []
  for (const { assetId, role } of row.members) along.push({ ...(await loadItem(db, assetId, contents)), role })
  return {
    hub,
    op: row.op === 'update' ? 'update' : 'publish',
    version: row.version,
    reinstate: row.reinstate,
    supersedes: around.supersedes,
    ...item,
    members: along,
    selection: selectionOf(row, around.by),
  }
}

type Around = { by: string; supersedes: number | null }

/** Who decided, and which version is there, in one question. */
async function readAround(db: Db, { assetId, channelId, version, requestedBy }: DeliveryRow): Promise<Around> {
  const [around] = await db.$queryRaw<Around[]>`
    select coalesce((select name from person where id = ${requestedBy}::uuid), '') as by,
      (select max(version) from delivery where asset_id = ${assetId}::uuid and channel_id = ${channelId}::uuid
        and version < ${version}::int and state = any(${[...held]}::text[])) as supersedes`
  return around!
}

/** Who chose it and when: the person whose decision queued this delivery. */
function selectionOf(row: DeliveryRow, by: string): DeliveryFacts['selection'] {
  const decisionRef = row.nominationId ? `urn:uuid:${row.nominationId}` : null
  return { by, at: row.createdAt, decisionRef, channels: [row.channel.code] }
}
