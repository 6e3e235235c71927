import { type ChannelTexts, type Comparison, comparedFields } from '#contracts/desk'
import type { PackageRole } from '#contracts/nomination'
import type { Actor } from '#server/access/actor'
import { held } from '#server/channels/delivery-state'
import { readSentTexts, type SentTexts } from '#server/channels/sent-texts'
import type { Db } from '#server/platform/db'
import { desksOf, readTexts } from './channel-desk.ts'
import { type ItemRow, loadItems } from './load-items.ts'
import { findSeen, type NominationRow } from './lock-nomination.ts'
import { originalOf } from './read-edits.ts'

type Live = { view: NonNullable<Comparison['live']>; sent: SentTexts }
type Compared = Comparison['items'][number]
type Sent = SentTexts[number]['texts'][number]

/** Original, text for the channel and what is live there, field by field and language by language. Throws `not-found`. */
export async function compareNomination(db: Db, actor: Actor, id: string): Promise<Comparison> {
  const row = await findSeen(db, actor, id)
  const items = ((await loadItems(db, actor, [id], { texts: true })).get(id) ?? []).filter(item => item.readable)
  const [live, desk] = await Promise.all([liveThere(db, row), desksOf(db, [row.channelId])])
  const texts = readTexts(row.texts)
  const languages = desk.get(row.channelId)!.languages
  const gone = (live?.sent ?? []).filter(each => !items.some(item => item.id === each.assetId))
  return {
    live: live?.view ?? null,
    items: [...items.map(item => compareItem(item, texts[item.id], languages, live)), ...(await goneItems(db, gone))],
  }
}

function compareItem(
  item: ItemRow,
  texts: ChannelTexts | undefined,
  languages: readonly string[],
  live: Live | null,
): Compared {
  const original = originalOf(item)
  const sent = live?.sent.find(each => each.assetId === item.id)?.texts ?? []
  const all = new Set([item.language, ...languages, ...sent.map(each => each.language)])
  const fields = [...all].flatMap(language =>
    comparedFields.map(field => {
      const edited = field === 'credit' || (language !== 'vi' && language !== 'en') ? null : texts?.[language]?.[field]
      return {
        ...{ field, language },
        original: language === item.language ? original[field] : null,
        edited: edited ?? null,
        live: standing(
          item,
          sent.find(each => each.language === language),
          field,
        ),
      }
    }),
  )
  return {
    asset: { id: item.id, title: item.title, kind: item.kind },
    ...{ role: item.role, inPackage: true, isLive: sent.length > 0 },
    fields: fields.filter(each => each.original || each.edited || each.live),
  }
}

/** A picture's caption is its description, there as here, where nobody wrote one of its own. */
function standing(item: ItemRow, text: Sent | undefined, field: (typeof comparedFields)[number]): string | null {
  const described = field === 'caption' && (item.kind === 'image' || item.kind === 'video')
  return (described ? text?.caption || text?.summary : text?.[field]) ?? null
}

/** The newest version that the receiver holds. Of one from before the texts were kept there are title and credit. */
async function liveThere(db: Db, { assetId, channelId }: NominationRow): Promise<Live | null> {
  const row = await db.delivery.findFirst({
    where: { assetId, channelId, op: { not: 'withdraw' }, state: { in: [...held] } },
    orderBy: { version: 'desc' },
    include: { asset: { select: { language: true } } },
  })
  if (!row) return null
  const words = { summary: '', caption: '', altText: '', body: null, language: row.asset.language }
  const old = [
    { assetId, role: 'lead', texts: [{ ...words, headline: row.sentTitle ?? '', credit: row.sentCredit ?? '' }] },
  ]
  const sent = readSentTexts(row.sent) ?? old
  const { id, version, state, publicUrl, updatedAt } = row
  return {
    view: { deliveryId: id, version, state, publicUrl, at: updatedAt.toISOString() },
    sent,
  }
}

/** What is live and not in the package any more; its words as they were sent. */
async function goneItems(db: Db, gone: SentTexts): Promise<Compared[]> {
  const kinds = new Map(
    (
      await db.asset.findMany({
        where: { id: { in: gone.map(each => each.assetId) } },
        select: { id: true, kind: true },
      })
    ).map(row => [row.id, row.kind]),
  )
  return gone.map(({ assetId, role, texts }) => ({
    asset: { id: assetId, title: texts[0]?.headline ?? '', kind: kinds.get(assetId) ?? 'document' },
    ...{ role: role as PackageRole, inPackage: false, isLive: true },
    fields: texts.flatMap(text =>
      comparedFields.flatMap(field =>
        text[field] ? [{ field, language: text.language, original: null, edited: null, live: text[field] }] : [],
      ),
    ),
  }))
}
