import { rightsEndedSql } from '#server/assets/visible-sql'
import { type Db, databaseNow } from '#server/platform/db'
import { pressSettings } from './press-form.ts'
import { readPressItem } from './press-item.ts'
import { readPressToken } from './press-link.ts'
import { recalledSql } from './recalled-sql.ts'

/** A file behind a letter's link, as it is to be delivered. `small`: shown inside the letter, its taking is no download. */
export type PressFile = {
  assetId: string
  unitId: string
  channel: string
  tag: string
  rendition: string
  title: string
  small: boolean
  key: string
  size: number
  sha256: string
  contentType: string
}

/**
 * The file that a token and a name stand for at this moment. Null, whatever the reason, where the link ended, its reader is off the list,
 * a later version or a withdrawal followed, or the item is recalled, in the trash, under embargo or past its rights.
 */
export async function findPressFile(db: Db, token: string, name: string, secret: string): Promise<PressFile | null> {
  const grant = readPressToken(token, secret, Math.floor((await databaseNow(db)).getTime() / 1000))
  if (!grant) return null
  const row = await standingLetter(db, grant.deliveryId, grant.tag)
  if (!row?.body) return null
  const list = pressSettings.safeParse(row.settings).data?.recipients ?? []
  if (!list.some(each => each.address === row.address)) return null
  const item = readPressItem(Buffer.from(row.body, 'utf8'))
  const named = item.media.find(each => each.rendition === name)
  const stored = named && (await storedFile(db, row.assetId, named.sha256))
  if (!stored) return null
  const { assetId, unitId, channel } = row
  const small = name === 'thumb' || name === 'poster' || name === 'page-1'
  return {
    ...stored,
    size: Number(stored.size),
    assetId,
    unitId,
    channel,
    tag: grant.tag,
    rendition: name,
    title: item.title,
    small,
  }
}

type Standing = {
  body: string | null
  settings: unknown
  address: string
  assetId: string
  unitId: string
  channel: string
}

async function standingLetter(db: Db, deliveryId: string, tag: string): Promise<Standing | null> {
  const [row] = await db.$queryRaw<Standing[]>`
    select d.body, c.settings, l.address, a.id as "assetId", a.unit_id as "unitId", c.code as channel
    from press_letter l join delivery d on d.id = l.delivery_id join channel c on c.id = d.channel_id
    join asset a on a.id = d.asset_id
    where l.delivery_id = ${deliveryId}::uuid and l.tag = ${tag} and l.state in ('sending', 'sent')
      and d.op <> 'withdraw' and d.state not in ('withdrawing', 'withdrawn', 'cancelled')
      and not exists (select from delivery n where n.asset_id = d.asset_id and n.channel_id = d.channel_id
        and n.version > d.version and n.state <> 'cancelled'
        and (n.op = 'withdraw' or n.state in ('received', 'in_review', 'published')))
      and a.life = 'active' and coalesce(a.embargo_until <= now(), true) and not ${rightsEndedSql('a')}
      and not ${recalledSql('a')}`
  return row ?? null
}

type Stored = { key: string; size: bigint; sha256: string; contentType: string }

/** Looked for among all that this asset ever had, and nowhere else; what the scanner did not pass does not leave. */
async function storedFile(db: Db, assetId: string, sha256: string): Promise<Stored | null> {
  const [file] = await db.$queryRaw<Stored[]>`
    select o.key, o.size, o.sha256, o.content_type as "contentType"
    from asset_version v join stored_object o on o.id = v.object_id
    where v.asset_id = ${assetId}::uuid and (v.scan is null or v.scan = 'clean') and o.sha256 = ${sha256}
    union all
    select r.key, r.size, r.sha256, r.content_type
    from asset_version v join rendition r on r.object_id = v.object_id
    where v.asset_id = ${assetId}::uuid and (v.scan is null or v.scan = 'clean') and r.sha256 = ${sha256}
    union all
    select w.key, w.size, w.sha256, w.content_type
    from asset_version v join written_copy w on w.object_id = v.object_id
    where v.asset_id = ${assetId}::uuid and (v.scan is null or v.scan = 'clean') and w.sha256 = ${sha256}
    limit 1`
  return file ?? null
}
