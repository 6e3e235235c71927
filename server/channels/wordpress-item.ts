import { z } from 'zod'
import { escapeHtml } from '#server/platform/escape-html'
import type { Composed, DeliveryFacts, WithdrawalFacts } from './delivery-facts.ts'

const file = z.object({
  sha256: z.string(),
  rendition: z.string(),
  contentType: z.string(),
  size: z.number(),
  required: z.boolean(),
  /** Of a companion: its own words. */
  said: z.object({ title: z.string(), altText: z.string(), credit: z.string(), caption: z.string() }).optional(),
})
const item = z.object({
  contract: z.literal('hub-wordpress/1'),
  id: z.string(),
  version: z.number(),
  title: z.string(),
  description: z.string(),
  altText: z.string(),
  credit: z.string(),
  source: z.string(),
  html: z.string().nullable(),
  topics: z.array(z.string()),
  media: z.array(file),
  /** Where the desk wrote one for this site. */
  caption: z.string().optional(),
  /** Companions that are texts, and the item in further languages. */
  stories: z
    .array(z.object({ language: z.string(), title: z.string(), description: z.string(), html: z.string().nullable() }))
    .optional(),
})
/** What the hub freezes for a WordPress site; addresses of files are filled in when the site has given them. */
export type WordpressItem = z.infer<typeof item>
export type WordpressFile = z.infer<typeof file>
/** A file as it stands at the site. */
export type Attached = WordpressFile & { id: number; url: string }

/** Facts to frozen bytes. The smallest picture stays here: a WordPress site makes its own sizes. */
export function composeWordpress(facts: DeliveryFacts): Composed {
  const { asset, terms, source, version, members = [], translations = [] } = facts
  const along = members.flatMap(member => filesOf(member.media).map(each => ({ ...each, said: saidOf(member.asset) })))
  const all = [...filesOf(facts.media), ...along]
  const files = all.filter((each, at) => all.findIndex(other => other.sha256 === each.sha256) === at)
  const texts = members.filter(member => member.asset.kind === 'article').map(member => member.asset)
  const stories = [...texts, ...translations].map(each => ({
    ...{ language: each.language, title: each.title, description: each.description, html: each.html },
  }))
  const { id, title, description, altText, credit, html } = asset
  const topics = terms.topics.map(term => term.code)
  const said = { id, version, title, description, altText, credit, html, topics, source: source.name, media: files }
  const body: WordpressItem = {
    ...{ contract: 'hub-wordpress/1', ...said },
    ...(asset.caption ? { caption: asset.caption } : {}),
    ...(stories.length > 0 ? { stories } : {}),
  }
  return { body: Buffer.from(JSON.stringify(body)), media: files }
}

const filesOf = (media: DeliveryFacts['media']) =>
  media
    .filter(each => each.rendition !== 'thumb')
    .map(({ sha256, rendition, contentType, size, required }) => ({ sha256, rendition, contentType, size, required }))

const saidOf = ({ title, altText, credit, caption, description }: DeliveryFacts['asset']) => ({
  ...{ title, altText, credit, caption: caption || description || title },
})

/** The bytes of a withdrawal: what is to be done with the files, and why. */
export function composeWordpressWithdrawal({ at, ...facts }: WithdrawalFacts): Buffer {
  return Buffer.from(JSON.stringify({ contract: 'hub-wordpress/1', ...facts, at: at.toISOString() }))
}

/** Reads frozen bytes. Throws where they are none of composeWordpress. */
export function readWordpressItem(body: Buffer): WordpressItem {
  return item.parse(JSON.parse(body.toString('utf8')))
}

/** Which version stands in a post, of which bytes, and which attachments it brought. */
export type Mark = { version: number; digest: string; media: readonly number[] }
const markForm = /<!-- tn:(\d+):([0-9a-f]{64}):([\d,]*) -->/

/** The mark as a comment in the text: WordPress drops metadata that it does not know and keeps comments. */
function writeMark({ version, digest, media }: Mark): string {
  return `<!-- tn:${version}:${digest}:${media.join(',')} -->`
}

/** The mark in a post's raw text; null where somebody has taken it out. */
export function readMark(raw: string): Mark | null {
  const found = markForm.exec(raw)
  if (!found) return null
  return {
    version: Number(found[1]),
    digest: found[2]!,
    media: (found[3] ?? '').split(',').filter(Boolean).map(Number),
  }
}

/** The text of the post: pictures and films first, the story, the credit line inside the text where no theme can lose it. */
export function wordpressText(post: WordpressItem, files: readonly Attached[], mark: Mark): string {
  const caption = post.caption || post.description || post.title
  const seen = (file: Attached) => /^(image|video|audio)\//.test(file.contentType)
  return [
    writeMark(mark),
    ...files.filter(seen).map(file => shown(file, post, caption)),
    post.html ?? (post.description ? `<p>${escapeHtml(post.description)}</p>` : ''),
    ...(post.stories ?? []).map(story),
    // A brochure follows the story that it belongs to.
    ...files.filter(file => !seen(file)).map(file => shown(file, post, caption)),
    post.credit ? `<p class="tn-credit"><em>${escapeHtml(post.credit)}</em></p>` : '',
    `<p class="tn-source">Nguồn: ${escapeHtml(post.source)}</p>`,
  ]
    .filter(Boolean)
    .join('\n')
}

function story({ language, title, description, html }: NonNullable<WordpressItem['stories']>[number]): string {
  const text = html ?? (description ? `<p>${escapeHtml(description)}</p>` : '')
  return `<div lang="${escapeHtml(language)}"><h2>${escapeHtml(title)}</h2>${text}</div>`
}

function shown(file: Attached, post: WordpressItem, common: string): string {
  const url = escapeHtml(file.url)
  const { altText, title, credit } = file.said ?? post
  const caption = file.said?.caption ?? common
  const words = escapeHtml(caption === credit || !credit ? caption : `${caption} ${credit}`)
  if (file.contentType.startsWith('image/'))
    return `<figure class="wp-block-image size-large"><img src="${url}" alt="${escapeHtml(altText || title)}" class="wp-image-${file.id}" /><figcaption>${words}</figcaption></figure>`
  if (file.contentType.startsWith('video/'))
    return `<figure class="wp-block-video"><video controls src="${url}"></video><figcaption>${words}</figcaption></figure>`
  if (file.contentType.startsWith('audio/'))
    return `<figure class="wp-block-audio"><audio controls src="${url}"></audio><figcaption>${words}</figcaption></figure>`
  return `<p class="wp-block-file"><a href="${url}">${escapeHtml(title)}</a></p>`
}
