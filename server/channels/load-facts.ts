import type { Db } from '#server/platform/db'
import type { DeliveryRow } from './begin-attempt.ts'
import { readContents } from './contents.ts'
import type { DeliveryFacts, MemberFacts } from './delivery-facts.ts'
import { held } from './delivery-state.ts'
import { type ItemRow, itemFacts, readItems } from './load-item.ts'

/** Everything that items carry, as it stands now, and what stands around their deliveries; `factsOf` makes one of it. */
export type Known = { items: ReadonlyMap<string, ItemRow>; around: ReadonlyMap<string, Around> }
type Around = { id: string; by: string; supersedes: number | null }

/** What of a delivery's row makes its facts. */
export type FactsRow = Pick<
  DeliveryRow,
  | 'id'
  | 'assetId'
  | 'nominationId'
  | 'op'
  | 'version'
  | 'reinstate'
  | 'requestedBy'
  | 'createdAt'
  | 'contents'
  | 'members'
> & { channel: Pick<DeliveryRow['channel'], 'code'> }

/** Reads it for several deliveries in two questions. Called before its copies are made, and right before its bytes are frozen. */
export async function readFacts(db: Db, rows: readonly FactsRow[]): Promise<Known> {
  const assetIds = rows.flatMap(row => [row.assetId, ...row.members.map(member => member.assetId)])
  const [items, around] = await Promise.all([readItems(db, assetIds), readAround(db, rows)])
  return { items, around: new Map(around.map(each => [each.id, each])) }
}

/** What one delivery says. Throws MissingRendition. */
export function factsOf(row: FactsRow, { items, around }: Known, hub: string): DeliveryFacts {
  const contents = readContents(row.contents)
  const factsOfItem = (assetId: string) => {
    const item = items.get(assetId)
    if (!item) throw new Error(`no asset ${assetId}`)
    return itemFacts(item, contents)
  }
  const { by, supersedes } = around.get(row.id)!
  return {
    hub,
    op: row.op === 'update' ? 'update' : 'publish',
    version: row.version,
    reinstate: row.reinstate,
    supersedes,
    ...factsOfItem(row.assetId),
    members: row.members.map(({ assetId, role }): MemberFacts => ({ ...factsOfItem(assetId), role })),
    selection: selectionOf(row, by),
  }
}

/** Who decided, and which version is there, in one question. */
function readAround(db: Db, rows: readonly FactsRow[]): Promise<Around[]> {
  return db.$queryRaw<Around[]>`
    select d.id, coalesce(p.name, '') as by,
      (select max(o.version) from delivery o where o.asset_id = d.asset_id and o.channel_id = d.channel_id
        and o.version < d.version and o.state = any(${[...held]}::text[])) as supersedes
    from delivery d left join person p on p.id = d.requested_by where d.id = any(${rows.map(row => row.id)}::uuid[])`
}

/** Who chose it and when: the person whose decision queued this delivery. */
function selectionOf(row: FactsRow, by: string): DeliveryFacts['selection'] {
  const decisionRef = row.nominationId ? `urn:uuid:${row.nominationId}` : null
  return { by, at: row.createdAt, decisionRef, channels: [row.channel.code] }
}
