import type { UpdateDifference } from '#contracts/channel-admin'
import type { Db } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { pendingUpdates } from './pending-updates.ts'

type Change = UpdateDifference['channels'][number]['changes'][number]
type Edit = { act: string; before: Record<string, unknown> | null; after: Record<string, unknown> | null }
type Row = {
  id: string
  version: number
  assetRevision: number
  revision: number
  createdAt: Date
  publicUrl: string | null
}

/**
 * What was edited between the version that each waiting channel was approved for and now, by the audit of the edits: each raises the
 * revision by one. Throws `not-found` where nothing waits.
 */
export async function updateDifference(db: Db, assetId: string): Promise<UpdateDifference> {
  const [waiting] = await pendingUpdates(db, assetId)
  if (!waiting) throw new ProblemError('not-found')
  const edits = await editsOf(db, assetId)
  const channels = await Promise.all(
    waiting.channels.map(async channel => {
      const row = await newestOf(db, assetId, channel.id)
      const since = edits.slice(0, row.revision - row.assetRevision).toReversed()
      return {
        ...channel,
        deliveryId: row.id,
        version: row.version,
        approvedAt: row.createdAt.toISOString(),
        publicUrl: row.publicUrl,
        whole: since.length === row.revision - row.assetRevision && since.every(isTold),
        changes: mergeEdits(since),
      }
    }),
  )
  return { asset: waiting.asset, channels }
}

async function newestOf(db: Db, assetId: string, channelId: string): Promise<Row> {
  const [row] = await db.$queryRaw<Row[]>`
    select d.id, d.version, d.asset_revision as "assetRevision", a.revision, d.created_at as "createdAt", d.public_url as "publicUrl"
    from delivery d join asset a on a.id = d.asset_id
    where d.asset_id = ${assetId}::uuid and d.channel_id = ${channelId}::uuid and d.state <> 'cancelled'
    order by d.version desc limit 1`
  if (!row) throw new ProblemError('not-found')
  return row
}

/** Acts that raise the revision, newest first. */
function editsOf(db: Db, assetId: string): Promise<Edit[]> {
  return db.$queryRaw<Edit[]>`
    select e.act, d.before, d.after from audit_entry e left join audit_detail d on d.entry_id = e.id
    where e.subject_kind = 'asset' and e.subject_id = ${assetId}
      and e.act in ('asset.edit', 'version.replace', 'version.restore', 'asset.trash', 'asset.restore')
    order by e.id desc limit 500`
}

/** Edits, oldest first, as one: what stood before the first and after the last; what came back to what it was is no change. */
export function mergeEdits(edits: readonly Pick<Edit, 'before' | 'after'>[]): Change[] {
  const merged = new Map<string, Change>()
  for (const { before, after } of edits) {
    for (const [field, value] of Object.entries(after ?? {})) {
      // `restored` and `replaced` of an act say how it was done, not what changed.
      if (!before || !(field in before)) continue
      const known = merged.get(field)
      merged.set(field, {
        field,
        before: known ? known.before : plain(field, before[field]),
        after: plain(field, value),
      })
    }
  }
  return [...merged.values()].filter(({ field, before, after }) => isPersonal(field) || !same(before, after))
}

// To the trash and back changes nothing of the item.
const isTold = ({ act, before, after }: Edit) =>
  act === 'asset.trash' || act === 'asset.restore' || Boolean(before && after)
// Who consented to what is for the item's own page, which asks whether the reader may.
const isPersonal = (field: string) => field.startsWith('consent')
const plain = (field: string, value: unknown) => (isPersonal(field) ? null : ((value ?? null) as Change['before']))
const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
