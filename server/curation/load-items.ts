import type { Nomination, PackageRole } from '#contracts/nomination'
import type { Actor } from '#server/access/actor'
import { visibleSql } from '#server/assets/visible-sql'
import { recalledSql } from '#server/channels/recalled-sql'
import { type Db, Prisma, type Tx } from '#server/platform/db'

/** One item of a nomination with all that the checklist looks at. `readable`: by who asks. */
export type ItemRow = {
  nominationId: string
  role: PackageRole
  position: number
  id: string
  unitId: string
  uploadedBy: string
  uploaderName: string | null
  /** Still works in the item's unit, hence may mend it. */
  uploaderWorks: boolean
  visibility: 'draft' | 'unit' | 'hub' | 'partners' | 'public'
  life: 'active' | 'trashed'
  kind: Nomination['asset']['kind']
  file: Nomination['asset']['file']
  title: string
  description: string
  creator: string
  date: Date
  language: string
  credit: string
  altText: string
  revision: number
  rightsStatement: string | null
  rightsGrant: string | null
  rightsPurposes: string[]
  rightsMedia: string[]
  rightsFrom: Date | null
  rightsUntil: Date | null
  consentWithdrawnAt: Date | null
  personalData: boolean
  hasConsent: boolean
  embargoUntil: Date | null
  recalled: boolean
  recalledAt: Date | null
  readable: boolean
  html: string | null
  objectId: string | null
  thumbhash: string | null
  hasThumb: boolean
  hasPreview: boolean
  /** The database's time. */
  now: Date
}

/** The items of these nominations in their order, lead first, by nomination; articles with their text only where `texts` asks for it. */
export async function loadItems(
  db: Db | Tx,
  actor: Actor,
  nominationIds: readonly string[],
  { texts = false } = {},
): Promise<ReadonlyMap<string, ItemRow[]>> {
  const rendition = (name: string) =>
    Prisma.sql`exists (select from rendition r where r.object_id = o.id and r.name = ${name})`
  const rows = await db.$queryRaw<ItemRow[]>`
    select i.nomination_id as "nominationId", i.role, i.position, asset.id, asset.unit_id as "unitId",
      asset.uploaded_by as "uploadedBy", p.name as "uploaderName",
      exists (select from membership m where m.person_id = asset.uploaded_by and m.unit_id = asset.unit_id
        and m.role in ('contributor', 'editor')) as "uploaderWorks",
      asset.visibility, asset.life, asset.kind, asset.file, asset.title, asset.description, asset.creator, asset.date,
      asset.language, asset.credit, asset.alt_text as "altText", asset.revision,
      asset.rights_statement as "rightsStatement", asset.rights_grant as "rightsGrant",
      asset.rights_purposes as "rightsPurposes", asset.rights_media as "rightsMedia", asset.rights_from as "rightsFrom",
      asset.rights_until as "rightsUntil", asset.consent_withdrawn_at as "consentWithdrawnAt",
      asset.personal_data as "personalData",
      (coalesce(asset.consent_note, '') <> '' or coalesce(asset.consent_file, '') <> '') as "hasConsent",
      asset.embargo_until as "embargoUntil", ${recalledSql()} as recalled, asset.recalled_at as "recalledAt", ${visibleSql(actor)} as readable,
      v.html, v.object_id as "objectId", o.thumbhash, ${rendition('thumb')} as "hasThumb", ${rendition('preview')} as "hasPreview", now() as now
    from nomination_item i join asset on asset.id = i.asset_id
    left join person p on p.id = asset.uploaded_by
    left join lateral (
      select object_id, case when asset.kind = 'article' and ${texts}::boolean then html end as html from asset_version
      where asset_id = asset.id order by number desc limit 1
    ) v on true
    left join stored_object o on o.id = v.object_id and asset.file not in ('processing', 'failed')
    where i.nomination_id = any(${[...nominationIds]}::uuid[])
    order by i.nomination_id, i.position`
  const byNomination = new Map<string, ItemRow[]>()
  for (const row of rows) byNomination.set(row.nominationId, [...(byNomination.get(row.nominationId) ?? []), row])
  return byNomination
}

/** What a decision saw: the nomination's own revision and that of every item. */
export function stampOf(revision: number, items: readonly Pick<ItemRow, 'id' | 'revision'>[]): string {
  return [revision, ...items.map(item => `${item.id}:${item.revision}`)].join(' ')
}
