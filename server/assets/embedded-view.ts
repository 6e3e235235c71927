import type { Embedded } from '#contracts/embedded'
import { type FileSays, fileSays } from '#contracts/embedded-words'
import { matchTerms, type NamedTerm } from '#contracts/match-terms'
import type { Actor } from '#server/access/actor'
import { readMetadata } from '#server/metadata/keep-metadata'
import type { Db, Tx } from '#server/platform/db'
import { visibleSql } from './visible-sql.ts'

/**
 * What the file of an asset's newest version says of itself, against today's vocabulary; null for an article and until it is read. For
 * who may edit: the caller asks that first.
 */
export async function embeddedView(
  db: Db | Tx,
  actor: Actor,
  { id, version }: { id: string; version: { objectId: string | null; scan: string | null } },
): Promise<Embedded | null> {
  // What the scanner has not passed is not spoken of, whatever is known of the same bytes.
  if (!version.objectId || version.scan === 'waiting' || version.scan === 'infected') return null
  const tags = await readMetadata(db, version.objectId)
  if (!tags) return null
  const says = fileSays(tags)
  const { topics, tags: words, places, statement } = matchTerms(says, await termsFor(db, says))
  const { texts, places: placeNames, taken, gps, machineMade } = says
  const item = await itemNamed(db, actor, says, id)
  return { texts, statement, topics, tags: words, places, placeNames, taken, gps, machineMade, item }
}

/** What holds today first: two provinces may have had one name. */
async function termsFor(db: Db | Tx, { keywords, places, texts }: FileSays): Promise<NamedTerm[]> {
  const schemes = [
    ...(keywords.length > 0 ? ['topic'] : []),
    ...(places.length > 0 ? ['place'] : []),
    ...(texts.rights || texts.notice || texts.usageTerms ? ['rights'] : []),
  ]
  if (schemes.length === 0) return []
  return db.$queryRaw<NamedTerm[]>`
    select scheme, code, name_vi as "nameVi", name_en as "nameEn", uri from term
    where scheme = any(${schemes}::text[])
    order by valid_to is not null and valid_to < current_date, position`
}

/** "This comes from item X": told to who may see X, and to nobody else. */
async function itemNamed(db: Db | Tx, actor: Actor, { items }: FileSays, self: string): Promise<Embedded['item']> {
  const others = items.filter(id => id !== self)
  if (others.length === 0) return null
  const [found] = await db.$queryRaw<{ id: string; title: string }[]>`
    select a.id, a.title from asset a
    where a.id = any(${others}::uuid[]) and a.life = 'active' and ${visibleSql(actor, 'a')}
    order by a.created_at limit 1`
  return found ?? null
}
