import type { MetadataForm } from './words-to-tags.ts'

type Writable = MetadataForm & { extension: string }
const picture = { pdf: false, atoms: false }

/**
 * The formats that metadata is written into. Camera RAWs and Office files go out as they came: a tool that rewrites them could lose
 * what only their maker's program reads.
 */
const formats: Readonly<Record<string, Writable>> = {
  'image/jpeg': { extension: 'jpg', iim: true, ...picture },
  'image/tiff': { extension: 'tif', iim: true, ...picture },
  'image/png': { extension: 'png', iim: false, ...picture },
  'image/webp': { extension: 'webp', iim: false, ...picture },
  'image/avif': { extension: 'avif', iim: false, ...picture },
  'image/heic': { extension: 'heic', iim: false, ...picture },
  'image/heif': { extension: 'heic', iim: false, ...picture },
  'image/gif': { extension: 'gif', iim: false, ...picture },
  'application/pdf': { extension: 'pdf', iim: false, pdf: true, atoms: false },
  'video/mp4': { extension: 'mp4', iim: false, pdf: false, atoms: true },
  'video/quicktime': { extension: 'mov', iim: false, pdf: false, atoms: true },
  'audio/mp4': { extension: 'm4a', iim: false, pdf: false, atoms: true },
}

/** How a type of file takes metadata; null for what goes out as stored. */
export function writableFormat(contentType: string): Writable | null {
  return formats[contentType] ?? null
}

/** Every type that metadata is written into. */
export const writableTypes: readonly string[] = Object.keys(formats)
