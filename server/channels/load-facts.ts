import type { Db } from '#server/platform/db'
import type { DeliveryRow } from './begin-attempt.ts'
import { readContents } from './contents.ts'
import type { DeliveryFacts, MemberFacts } from './delivery-facts.ts'
import { held } from './delivery-state.ts'
import { loadItem } from './load-item.ts'

/** Reads everything that an item carries, as it stands now. Called once a delivery, right before its bytes are frozen. */
export async function loadFacts(db: Db, row: DeliveryRow, hub: string): Promise<DeliveryFacts> {
  const contents = readContents(row.contents)
  const members = await db.deliveryMember.findMany({ where: { deliveryId: row.id }, orderBy: { position: 'asc' } })
  const [item, selection, supersedes] = await Promise.all([
    loadItem(db, row.assetId, contents),
    selectionOf(db, row),
    versionThere(db, row),
  ])
  const along: MemberFacts[] = []
  for (const { assetId, role } of members) along.push({ ...(await loadItem(db, assetId, contents)), role })
  return {
    hub,
    op: row.op === 'update' ? 'update' : 'publish',
    version: row.version,
    reinstate: row.reinstate,
    supersedes,
    ...item,
    members: along,
    selection,
  }
}

/** Who chose it and when: the person whose decision queued this delivery. */
async function selectionOf(db: Db, row: DeliveryRow): Promise<DeliveryFacts['selection']> {
  const person = await db.person.findUnique({ where: { id: row.requestedBy }, select: { name: true } })
  const decisionRef = row.nominationId ? `urn:uuid:${row.nominationId}` : null
  return { by: person?.name ?? '', at: row.createdAt, decisionRef, channels: [row.channel.code] }
}

async function versionThere(db: Db, { assetId, channelId, version }: DeliveryRow): Promise<number | null> {
  const before = await db.delivery.findFirst({
    where: { assetId, channelId, version: { lt: version }, state: { in: [...held] } },
    orderBy: { version: 'desc' },
    select: { version: true },
  })
  return before?.version ?? null
}
