import type { Clip, ClipList } from '#contracts/clip'
import type { Actor } from '#server/access/actor'
import { can } from '#server/access/can'
import { type AssetRow, factsOf } from '#server/assets/find-readable-asset'
import { visibleSql } from '#server/assets/visible-sql'
import type { Db, Tx } from '#server/platform/db'

const most = 200

type Row = Omit<Clip, 'createdAt' | 'asset'> & {
  createdAt: Date
  assetId: string | null
  assetTitle: string | null
  file: Clip['failure']
}

/**
 * What an asset was cut from and what was cut out of it, newest first. Of clips that are not done only those hear who may edit the
 * asset; of those that are, who may read the clip.
 */
export async function listClips(db: Db | Tx, actor: Actor, asset: AssetRow): Promise<ClipList> {
  const mayEdit = can(actor, { act: 'asset.edit', asset: factsOf(asset) })
  const [sources, clips] = await Promise.all([
    db.$queryRaw<NonNullable<ClipList['source']>[]>`
      select a.id, a.title, c.from_ms as "fromMs", c.to_ms as "toMs"
      from asset_clip c join asset a on a.id = c.source_id
      where c.asset_id = ${asset.id}::uuid and c.state = 'done' and ${visibleSql(actor, 'a')}
      limit 1`,
    readClips(db, actor, asset.id),
  ])
  const shown = clips.filter(clip => (clip.state === 'done' ? clip.asset !== null : mayEdit))
  return { source: sources[0] ?? null, clips: shown }
}

/** One clip as its asker sees it. */
export async function readClip(db: Db | Tx, actor: Actor, sourceId: string, clipId: string): Promise<Clip | undefined> {
  return (await readClips(db, actor, sourceId)).find(clip => clip.id === clipId)
}

async function readClips(db: Db | Tx, actor: Actor, sourceId: string): Promise<Clip[]> {
  const rows = await db.$queryRaw<Row[]>`
    select c.id, c.title, c.from_ms as "fromMs", c.to_ms as "toMs", c.state, c.progress, c.failure, c.created_at as "createdAt",
      p.name as "requestedBy", a.id as "assetId", a.title as "assetTitle", a.file
    from asset_clip c
    left join person p on p.id = c.person_id
    left join asset a on a.id = c.asset_id and ${visibleSql(actor, 'a')}
    where c.source_id = ${sourceId}::uuid
    order by c.created_at desc, c.id desc limit ${most}`
  return rows.map(({ createdAt, assetId, assetTitle, file, ...row }) => ({
    ...row,
    createdAt: createdAt.toISOString(),
    asset: assetId ? { id: assetId, title: assetTitle ?? '', file: file as NonNullable<Clip['asset']>['file'] } : null,
  }))
}
