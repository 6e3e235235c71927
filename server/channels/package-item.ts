import { z } from 'zod'
import { escapeHtml } from '#server/platform/escape-html'
import type { Composed, DeliveryFacts, WithdrawalFacts } from './delivery-facts.ts'
import { ninjsItem } from './ninjs-item.ts'

const file = z.object({ sha256: z.string(), size: z.number(), name: z.string(), required: z.boolean() })
const item = z.object({
  contract: z.literal('hub-package/1'),
  id: z.string(),
  version: z.number(),
  title: z.string(),
  description: z.string(),
  credit: z.string(),
  altText: z.string(),
  source: z.string(),
  usageTerms: z.string().nullable(),
  html: z.string().nullable(),
  ninjs: z.record(z.string(), z.unknown()),
  media: z.array(file),
  caption: z.string().optional(),
  /** What goes along, and the item in further languages: a sheet of each. */
  along: z
    .array(
      z.object({
        heading: z.string(),
        title: z.string(),
        description: z.string(),
        caption: z.string(),
        credit: z.string(),
        altText: z.string(),
        html: z.string().nullable(),
        files: z.array(z.string()),
      }),
    )
    .optional(),
})
/** What is frozen of an item that a person publishes by hand: the package is written from it alone, the same each time. */
export type PackageItem = z.infer<typeof item>

const endings: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'video/mp4': 'mp4',
  'audio/mpeg': 'mp3',
  'application/pdf': 'pdf',
}

/** Facts to frozen bytes. */
export function composePackage(facts: DeliveryFacts): Composed {
  const { asset, source, version } = facts
  const own = filesOf(facts.media, '')
  const members = (facts.members ?? []).map((member, at) => ({ member, files: filesOf(member.media, `${at + 1}-`) }))
  const files = [...own, ...members.flatMap(each => each.files)]
  const along = [
    ...members.map(({ member, files }) => sheetOf('Tư liệu kèm theo', member.asset, files)),
    ...(facts.translations ?? []).map(each =>
      sheetOf(`Bản dịch (${each.language})`, { ...each, credit: asset.credit }, []),
    ),
    ...members.flatMap(({ member, files }) =>
      (member.translations ?? []).map(each =>
        sheetOf(`Bản dịch (${each.language})`, { ...each, credit: member.asset.credit }, files),
      ),
    ),
  ]
  const { id, title, description, credit, altText, html } = asset
  const body: PackageItem = {
    contract: 'hub-package/1',
    ...{ id, version, title, description, credit, altText, html },
    source: source.name,
    usageTerms: asset.rights.usageTerms,
    ninjs: ninjsItem(facts),
    media: files,
    ...(asset.caption ? { caption: asset.caption } : {}),
    ...(along.length > 0 ? { along } : {}),
  }
  return { body: Buffer.from(JSON.stringify(body)), media: files }
}

const filesOf = (media: DeliveryFacts['media'], prefix: string) =>
  media.map(({ sha256, size, rendition, contentType, required }) => ({
    ...{ sha256, size, required },
    name: `${prefix}${rendition.replace(/[^a-z0-9-]/g, '_')}.${endings[contentType] ?? 'bin'}`,
  }))

type Said = Omit<NonNullable<PackageItem['along']>[number], 'heading' | 'files' | 'caption'> & { caption?: string }
const sheetOf = (heading: string, said: Said, files: readonly { name: string }[]) => ({
  ...{ heading, title: said.title, description: said.description, caption: said.caption ?? '' },
  ...{ credit: said.credit, altText: said.altText, html: said.html },
  files: files.map(each => each.name),
})

/** What a person is asked to take down. */
export function composePackageWithdrawal({ at, ...facts }: WithdrawalFacts): Buffer {
  return Buffer.from(JSON.stringify({ contract: 'hub-package/1', ...facts, at: at.toISOString() }))
}

/** Reads frozen bytes. Throws where they are none of composePackage. */
export function readPackageItem(body: Buffer): PackageItem {
  return item.parse(JSON.parse(body.toString('utf8')))
}

const labels = (post: PackageItem): [string, string][] =>
  (
    [
      ['Tiêu đề', post.title],
      ['Tóm tắt', post.description],
      ['Chú thích ảnh', post.caption ?? ''],
      ['Ghi công', post.credit],
      ['Mô tả thay thế của ảnh', post.altText],
      ['Đơn vị cung cấp', post.source],
      ['Điều kiện sử dụng', post.usageTerms ?? ''],
      ['Tệp kèm theo', post.media.map(each => `media/${each.name}`).join(', ')],
      ['Mã tư liệu', `urn:uuid:${post.id} (bản ${post.version})`],
    ] satisfies [string, string][]
  ).filter(([, value]) => value !== '')

const alongLabels = (each: NonNullable<PackageItem['along']>[number]): [string, string][] =>
  (
    [
      ['Tiêu đề', each.title],
      ['Tóm tắt', each.description],
      ['Chú thích ảnh', each.caption],
      ['Ghi công', each.credit],
      ['Mô tả thay thế của ảnh', each.altText],
      ['Tệp', each.files.map(name => `media/${name}`).join(', ')],
    ] satisfies [string, string][]
  ).filter(([, value]) => value !== '')

const plain = (html: string) =>
  html
    .replace(/<\/(p|h\d|li)>/g, '\n\n')
    .replace(/<[^>]*>/g, '')
    .trim()

/** The sheet as plain text, to copy from. */
export function packageSheetText(post: PackageItem): string {
  const text = plain(post.html ?? '')
  const along = (post.along ?? []).map(each => {
    const said = alongLabels(each).map(([label, value]) => `${label}: ${value}`)
    return `\r\n${each.heading}\r\n${[...said, ...(each.html ? [plain(each.html)] : [])].join('\r\n')}\r\n`
  })
  return `${labels(post)
    .map(([label, value]) => `${label}: ${value}`)
    .join('\r\n')}\r\n${text ? `\r\nNội dung:\r\n${text.replace(/\r?\n/g, '\r\n')}\r\n` : ''}${along.join('')}`
}

/** The sheet as a page that opens in any browser; it loads nothing from anywhere and runs nothing. */
export function packageSheetHtml(post: PackageItem): string {
  const rows = labels(post).map(([label, value]) => `<dt>${label}</dt><dd>${escapeHtml(value)}</dd>`)
  const along = (post.along ?? []).map(
    each =>
      `<h2>${escapeHtml(each.heading)}</h2><dl>${alongLabels(each)
        .map(([label, value]) => `<dt>${label}</dt><dd>${escapeHtml(value)}</dd>`)
        .join('')}</dl>${each.html ?? ''}`,
  )
  return `<!doctype html>
<html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:">
<title>${escapeHtml(post.title)}</title>
<style>body{font:16px/1.6 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}dt{color:#555;margin-top:1rem}dd{margin:0}</style>
<h1>Phiếu đăng tin</h1><dl>${rows.join('\n')}</dl>
${post.html ? `<h2>Nội dung</h2>${post.html}` : ''}${along.join('\n')}</html>
`
}
