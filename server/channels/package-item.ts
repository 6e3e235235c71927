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
  const { asset, media, source, version } = facts
  const files = media.map(({ sha256, size, rendition, contentType, required }) => ({
    ...{ sha256, size, required },
    name: `${rendition.replace(/[^a-z0-9-]/g, '_')}.${endings[contentType] ?? 'bin'}`,
  }))
  const { id, title, description, credit, altText, html } = asset
  const body: PackageItem = {
    contract: 'hub-package/1',
    ...{ id, version, title, description, credit, altText, html },
    source: source.name,
    usageTerms: asset.rights.usageTerms,
    ninjs: ninjsItem(facts),
    media: files,
  }
  return { body: Buffer.from(JSON.stringify(body)), media: files }
}

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
      ['Ghi công', post.credit],
      ['Mô tả thay thế của ảnh', post.altText],
      ['Đơn vị cung cấp', post.source],
      ['Điều kiện sử dụng', post.usageTerms ?? ''],
      ['Tệp kèm theo', post.media.map(each => `media/${each.name}`).join(', ')],
      ['Mã tư liệu', `urn:uuid:${post.id} (bản ${post.version})`],
    ] satisfies [string, string][]
  ).filter(([, value]) => value !== '')

/** The sheet as plain text, to copy from. */
export function packageSheetText(post: PackageItem): string {
  const text = (post.html ?? '').replace(/<\/(p|h\d|li)>/g, '\n\n').replace(/<[^>]*>/g, '')
  return `${labels(post)
    .map(([label, value]) => `${label}: ${value}`)
    .join('\r\n')}\r\n${text ? `\r\nNội dung:\r\n${text.trim().replace(/\r?\n/g, '\r\n')}\r\n` : ''}`
}

/** The sheet as a page that opens in any browser; it loads nothing from anywhere and runs nothing. */
export function packageSheetHtml(post: PackageItem): string {
  const rows = labels(post).map(([label, value]) => `<dt>${label}</dt><dd>${escapeHtml(value)}</dd>`)
  return `<!doctype html>
<html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:">
<title>${escapeHtml(post.title)}</title>
<style>body{font:16px/1.6 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}dt{color:#555;margin-top:1rem}dd{margin:0}</style>
<h1>Phiếu đăng tin</h1><dl>${rows.join('\n')}</dl>
${post.html ? `<h2>Nội dung</h2>${post.html}` : ''}</html>
`
}
