import type { Envelope, ItemRecord } from './item-store.ts'

type Text = { role?: string; value: string }
const roled = (list: unknown, role: string) => (list as Text[] | undefined)?.find(text => text.role === role)?.value

/** The public page of an item, as a portal would show it: title, text, picture, credit. */
export function itemPage(record: ItemRecord): string {
  const { item, media, source } = record.envelope as Envelope
  const title = String(item.title ?? '')
  const pictures = media.filter(each => each.contentType.startsWith('image/') && each.rendition !== 'thumb')
  const videos = media.filter(each => each.contentType.startsWith('video/'))
  const files = media.filter(each => each.contentType === 'application/pdf')
  // The hub sanitised the body; the Content-Security-Policy (no script at all) is the second lock.
  const body = (item.bodies as Text[] | undefined)?.[0]?.value ?? ''
  return `<!doctype html>
<html lang="${safe(String(item.language ?? 'vi'))}"><meta charset="utf-8"><title>${safe(title)}</title>
<meta name="viewport" content="width=device-width">
<style>body{font:18px/1.6 system-ui;max-width:46rem;margin:2rem auto;padding:0 1rem}img,video{max-width:100%}</style>
<h1>${safe(title)}</h1>
<p>${safe(roled(item.descriptions, 'summary') ?? '')}</p>
${videos.map(each => `<video controls src="/files/${each.sha256}"></video>`).join('\n')}
${pictures.map(each => `<img src="/files/${each.sha256}" alt="${safe(roled(item.descriptions, 'alttext') ?? '')}">`).join('\n')}
${files.map(each => `<p><a href="/files/${each.sha256}">PDF</a></p>`).join('\n')}
${body}
<footer><p>${safe([roled(item.descriptions, 'caption'), item.by, item.copyrightNotice, source.name].filter(Boolean).join(' · '))}</p></footer></html>`
}

/** What stands where a withdrawn item stood. */
export function gonePage(record: ItemRecord): string {
  return `<!doctype html><html lang="vi"><meta charset="utf-8"><title>Đã gỡ</title><h1>Nội dung đã được gỡ</h1><p>${safe(record.withdrawal?.public ?? '')}</p></html>`
}

export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
  'x-content-type-options': 'nosniff',
}

const safe = (text: string) => text.replace(/[&<>"']/g, char => `&#${char.charCodeAt(0)};`)
