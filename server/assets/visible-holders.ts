import type { Holder } from '#contracts/trash'
import type { Actor } from '#server/access/actor'
import type { Tx } from '#server/platform/db'

/** Of what holds on to an asset, by the references in `asset_use`, those that the actor may see. */
export type HolderReader = (tx: Tx, actor: Actor, refs: readonly string[]) => Promise<Omit<Holder, 'kind'>[]>
/** One reader for each `asset_use.kind`, from the slice that writes it; what has none is only counted. */
export type HolderReaders = Readonly<Record<string, HolderReader>>

export type Holders = { uses: Holder[]; otherUses: number }

/** What holds on to an asset: what the actor may see by name, the rest as a number. */
export async function visibleHolders(tx: Tx, actor: Actor, assetId: string, readers: HolderReaders): Promise<Holders> {
  const all = await tx.assetUse.findMany({ where: { assetId }, orderBy: [{ kind: 'asc' }, { ref: 'asc' }] })
  const uses: Holder[] = []
  for (const kind of new Set(all.map(use => use.kind))) {
    const refs = all.filter(use => use.kind === kind).map(use => use.ref)
    const seen = (await readers[kind]?.(tx, actor, refs)) ?? []
    uses.push(...seen.map(holder => ({ kind, ...holder })))
  }
  return { uses, otherUses: all.length - uses.length }
}
