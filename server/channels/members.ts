import { rightsEndedSql } from '#server/assets/visible-sql'
import { type Db, Prisma, type Tx } from '#server/platform/db'
import { recalledSql } from './recalled-sql.ts'

/** SQL: was the asset of the delivery `alias`, or one that goes along with it, edited since it was approved? */
export function changedSql(alias: string): Prisma.Sql {
  const d = Prisma.raw(alias)
  return Prisma.sql`(
    (${d}.asset_revision is not null and ${d}.asset_revision <> (select revision from asset where asset.id = ${d}.asset_id))
    or exists (
      select from delivery_member dm join asset on asset.id = dm.asset_id
      where dm.delivery_id = ${d}.id and dm.revision <> asset.revision))`
}

/** Was anything of this delivery edited since it was approved? */
export async function changedSince(tx: Db | Tx, deliveryId: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ changed: boolean }[]>`
    select ${changedSql('d')} as changed from delivery d where d.id = ${deliveryId}::uuid`
  return row?.changed ?? false
}

/** Why one that goes along may not leave now, by the database's time; null where all may. */
export async function whyMemberUnwanted(tx: Tx, deliveryId: string): Promise<string | null> {
  const rows = await tx.$queryRaw<{ why: string | null }[]>`
    select case
      when asset.life <> 'active' then 'asset-trashed'
      when ${recalledSql()} then 'recalled'
      when ${rightsEndedSql()} then 'rights-ended'
      when coalesce(asset.embargo_until > now(), false) then 'under-embargo'
      when asset.file in ('failed', 'damaged') then 'asset-not-ready'
    end as why
    from delivery_member m join asset on asset.id = m.asset_id where m.delivery_id = ${deliveryId}::uuid order by m.position`
  return rows.find(row => row.why)?.why ?? null
}

/** A package that holds an asset at a receiver, or is on its way there with it. */
export type Holding = { assetId: string; channelId: string }

/**
 * The packages, as (lead, channel), that show an asset as a companion, or may: a delivery with it that is at work or at the receiver
 * and that no newer one there has replaced.
 */
export function packagesHolding(tx: Db | Tx, assetId: string): Promise<Holding[]> {
  return tx.$queryRaw<Holding[]>`
    select distinct d.asset_id as "assetId", d.channel_id as "channelId"
    from delivery_member m join delivery d on d.id = m.delivery_id
    where m.asset_id = ${assetId}::uuid and ${holdsSql()}
    order by d.asset_id, d.channel_id`
}

/** SQL: does the delivery `d` hold what it carries? */
export function holdsSql(): Prisma.Sql {
  return Prisma.sql`d.op <> 'withdraw'
    and (d.state in ('queued', 'media', 'sending', 'retrying', 'withdrawing', 'received', 'in_review', 'published') or d.ask_first)
    and not exists (
      select from delivery n
      where n.asset_id = d.asset_id and n.channel_id = d.channel_id and n.version > d.version
        and n.state in ('received', 'in_review', 'published', 'withdrawn'))`
}
