import type { PurposeName } from '#contracts/purpose'

const words: Record<PurposeName, string> = {
  web: 'web',
  'social-wide': '1200x630',
  'social-square': '1080x1080',
  'social-tall': '1080x1920',
  'print-tiff': 'in-300dpi',
  'print-jpeg': 'in-300dpi',
  original: 'goc',
}

type Named = { title: string; version: { fileName: string | null } }

/** The name to save it under: `Núi Bà-1200x630.jpg`. */
export function purposeFile(asset: Named, purpose: PurposeName, contentType: string): string {
  return named(asset, words[purpose], contentType)
}

/** The name of a crop's file: `Núi Bà-Ảnh bìa.jpg`. */
export function cropFile(asset: Named, crop: string): string {
  return named(asset, crop, 'image/jpeg')
}

function named({ title, version }: Named, suffix: string, contentType: string): string {
  const stem = (version.fileName?.replace(/\.[^.]{1,5}$/, '') || title || 'tu-lieu').slice(0, 100)
  // What no file system takes.
  const plain = `${stem}-${suffix}`.replace(/[\\/:*?"<>|]/g, '-')
  return `${plain}.${contentType === 'image/tiff' ? 'tif' : 'jpg'}`
}
