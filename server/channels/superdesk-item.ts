import { z } from 'zod'
import { escapeHtml } from '#server/platform/escape-html'
import type { Composed, DeliveryFacts, WithdrawalFacts } from './delivery-facts.ts'
import { ninjsItem } from './ninjs-item.ts'

const file = z.object({
  sha256: z.string(),
  rendition: z.string(),
  contentType: z.string(),
  size: z.number(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  required: z.boolean(),
})
const item = z.object({
  contract: z.literal('hub-superdesk/1'),
  id: z.string(),
  kind: z.string(),
  version: z.number(),
  title: z.string(),
  altText: z.string(),
  credit: z.string(),
  /** The item without its files, in either form; they come in when it is known where they stand. */
  superdesk: z.record(z.string(), z.unknown()),
  ninjs: z.record(z.string(), z.unknown()),
  media: z.array(file),
})
/** What the hub freezes for a Superdesk-style receiver. */
export type SuperdeskItem = z.infer<typeof item>
type SuperdeskFile = z.infer<typeof file>

/** An item's name at the receiver, for ever the same. */
export const guidOf = (itemId: string) => `urn:uuid:${itemId}`

/** Facts to frozen bytes. */
export function composeSuperdesk(facts: DeliveryFacts): Composed {
  const { asset, version } = facts
  const media = facts.media.map(({ sha256, rendition, contentType, size, width, height, required }) => ({
    ...{ sha256, rendition, contentType, size, width, height, required },
  }))
  const body: SuperdeskItem = {
    contract: 'hub-superdesk/1',
    ...{ id: asset.id, kind: asset.kind, version, title: asset.title, altText: asset.altText, credit: asset.credit },
    superdesk: superdeskWords(facts),
    ninjs: ninjsItem(facts),
    media,
  }
  return { body: Buffer.from(JSON.stringify(body)), media }
}

/** The bytes of a withdrawal; the item's name is added when it is sent. */
export function composeSuperdeskWithdrawal({ at, ...facts }: WithdrawalFacts): Buffer {
  return Buffer.from(JSON.stringify({ contract: 'hub-superdesk/1', ...facts, at: at.toISOString() }))
}

/** Reads frozen bytes. Throws where they are none of composeSuperdesk. */
export function readSuperdeskItem(body: Buffer): SuperdeskItem {
  return item.parse(JSON.parse(body.toString('utf8')))
}

/** `2026-11-20T01:00:00+0000`, as Superdesk writes and reads instants. */
const instant = (at: Date) => at.toISOString().replace(/\.\d+Z$/, '+0000')

/** Every kind of asset goes as a text: Newsroom refuses items of any other type, and shows a picture as the text's feature. */
function superdeskWords({ asset, terms, source, version }: DeliveryFacts): Record<string, unknown> {
  const { statement, holder, usageTerms } = asset.rights
  return {
    guid: guidOf(asset.id),
    type: 'text',
    version: String(version),
    pubstatus: 'usable',
    firstcreated: instant(asset.createdAt),
    versioncreated: instant(asset.updatedAt),
    language: asset.language,
    headline: asset.title,
    ...(asset.description ? { description_text: asset.description } : {}),
    body_html: bodyOf(asset),
    ...(asset.creator ? { byline: asset.creator } : {}),
    ...(asset.credit ? { creditline: asset.credit } : {}),
    source: source.name,
    ...(holder ? { copyrightholder: holder, copyrightnotice: `© ${asset.date.slice(0, 4)} ${holder}` } : {}),
    ...(usageTerms || statement ? { usageterms: usageTerms ?? statement } : {}),
    ...(asset.tags.length > 0 ? { keywords: asset.tags } : {}),
    subject: terms.topics.map(({ code, name }) => ({ code, name })),
    place: terms.places.map(({ code, name }) => ({ code, name })),
  }
}

/** The credit stands in the text, where no theme of the receiver can lose it. */
function bodyOf({ html, description, credit }: DeliveryFacts['asset']): string {
  const text = html ?? (description ? `<p>${escapeHtml(description)}</p>` : '')
  return credit ? `${text}<p><em>${escapeHtml(credit)}</em></p>` : text
}

/** The document that is posted: the frozen words with the files that have arrived. `assets` is where they can be read. */
export function superdeskDocument(
  post: SuperdeskItem,
  form: 'superdesk' | '3.1',
  files: readonly SuperdeskFile[],
  assets: string,
): Buffer {
  const href = (sha256: string) => `${assets}/${sha256}`
  if (form === 'superdesk') return Buffer.from(JSON.stringify({ ...post.superdesk, ...attached(post, files, href) }))
  const arrived = new Map(files.map(each => [each.rendition, href(each.sha256)]))
  const all = (post.ninjs.renditions ?? []) as { name: string }[]
  const renditions = all.filter(each => arrived.has(each.name)).map(each => ({ ...each, href: arrived.get(each.name) }))
  const { renditions: _frozen, ...words } = post.ninjs
  return Buffer.from(JSON.stringify(renditions.length > 0 ? { ...words, renditions } : words))
}

/** Pictures under `featuremedia`, films and sound as associations of their own, a paper as an attachment. */
function attached(post: SuperdeskItem, files: readonly SuperdeskFile[], href: (sha256: string) => string) {
  const rendition = ({ sha256, contentType, width, height }: SuperdeskFile) => ({
    href: href(sha256),
    media: sha256,
    mimetype: contentType,
    ...(width && height ? { width, height } : {}),
  })
  const element = (name: string, type: string, own: readonly SuperdeskFile[]) =>
    own[0] && {
      guid: `${guidOf(post.id)}#${name}`,
      ...{ type, version: String(post.version), pubstatus: 'usable', headline: post.title },
      ...(post.altText ? { body_text: post.altText } : {}),
      ...(post.credit ? { byline: post.credit } : {}),
      // The first is the one to show; a receiver looks for it by this name.
      renditions: Object.fromEntries(own.map((each, at) => [at === 0 ? 'original' : each.rendition, rendition(each)])),
    }
  const of = (kind: string) => files.filter(each => each.contentType.startsWith(kind))
  const associations = {
    featuremedia: element('featuremedia', 'picture', of('image/')),
    video: element('video', 'video', of('video/')),
    audio: element('audio', 'audio', of('audio/')),
  }
  const given = Object.entries(associations).filter(([, value]) => value)
  const papers = of('application/').map(({ sha256, contentType, size }) => ({
    ...{ id: sha256, title: post.title, filename: `${post.id}.pdf`, mimetype: contentType, length: size },
    ...{ media: sha256, href: href(sha256) },
  }))
  return {
    ...(given.length > 0 ? { associations: Object.fromEntries(given) } : {}),
    ...(papers.length > 0 ? { attachments: papers } : {}),
  }
}

const withdrawal = z.object({ version: z.number(), public: z.string(), at: z.string() })

/**
 * The document that takes an item back: the same name, the next version, `canceled`. Without `associations`, so that the receiver drops
 * the picture, and without a word of what it said.
 */
export function superdeskCancellation(frozen: Buffer, itemId: string, form: 'superdesk' | '3.1'): Buffer {
  const { version, at, public: said } = withdrawal.parse(JSON.parse(frozen.toString('utf8')))
  const headline = said || 'Nội dung đã được gỡ'
  if (form === 'superdesk')
    return Buffer.from(
      JSON.stringify({
        ...{ guid: guidOf(itemId), type: 'text', version: String(version), pubstatus: 'canceled', language: 'vi' },
        ...{ versioncreated: instant(new Date(at)), headline, body_html: '' },
      }),
    )
  return Buffer.from(
    JSON.stringify({
      ...{
        uri: guidOf(itemId),
        type: 'component',
        version: String(version),
        pubStatus: 'canceled',
        versionCreated: at,
      },
      headlines: [{ role: 'main', contentType: 'text/plain', value: headline }],
      standard: { name: 'ninjs', version: '3.1', schema: 'https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json' },
    }),
  )
}
