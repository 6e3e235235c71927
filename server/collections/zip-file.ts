import type { ZipSize } from '#contracts/download'
import type { AssetRow } from '#server/assets/find-readable-asset'
import type { CopySource } from '#server/metadata/goes-as-stored'
import type { Db } from '#server/platform/db'
import { renditionFileName } from '#server/renditions/rendition-file-name'
import { filesOf, type UseFile } from '#server/reuse/use-file'

export type ZipFileOf = { name: string; size: number; what: string } & (CopySource | { bytes: Buffer })

/** What stands for each size, the first that is there; what has no smaller copy is given as it is. */
const wanted: Record<ZipSize, readonly string[]> = {
  original: ['original'],
  web: ['web', 'video', 'original'],
  preview: ['preview', 'poster', 'thumb', 'original'],
}

/** What stands in the place of an original that may not go as it is. */
export const inPlace = ['web', 'video', 'audio'] as const

/**
 * The file of an asset at a size, or the first there is of some names, with the name to save it under; an article is a page of its own.
 * Null while there is none.
 */
export async function zipFileOf(db: Db, asset: AssetRow, size: ZipSize | typeof inPlace): Promise<ZipFileOf | null> {
  const { version } = asset
  if (version.html !== null) {
    const bytes = Buffer.from(articlePage(asset.title, version.html))
    return { name: `${asset.title || asset.id}.html`, size: bytes.length, what: 'text', bytes }
  }
  const files = await filesOf(db, version.objectId, asset.id)
  const names = typeof size === 'string' ? wanted[size] : size
  const file = names.flatMap(name => files.get(name) ?? [])[0]
  if (!file || !version.objectId) return null
  const { key, sha256, size: bytes, contentType } = file
  const source = { objectId: version.objectId, key, sha256, size: bytes, contentType }
  return { ...source, name: nameOf(file, version.fileName ?? asset.title), what: file.name }
}

function nameOf(file: UseFile, original: string): string {
  return file.name === 'original' ? original : renditionFileName(original, file)
}

// The body was sanitised when it was written (articles/sanitize-article.ts); the title is plain text.
function articlePage(title: string, html: string): string {
  const safe = title.replace(/[&<>]/g, mark => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[mark] ?? mark)
  return `<!doctype html>\n<html lang="vi"><head><meta charset="utf-8"><title>${safe}</title></head>\n<body><h1>${safe}</h1>\n${html}\n</body></html>\n`
}
