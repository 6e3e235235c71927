import type { AssetKind } from './values.ts'

/** How a worker opens a format: by libvips itself, or after one step of another tool. */
export type PictureOpener = 'sharp' | 'svg' | 'heif' | 'psd' | 'bmp' | 'raw'

type Format = { kind: AssetKind; extension: string; opener?: PictureOpener }

/**
 * Every format that the hub takes, by its media type as `file-type` names it. What stands here is recognised by its first bytes alone,
 * never by its name; what does not stand here is refused.
 */
export const fileFormats = {
  'image/jpeg': { kind: 'image', extension: 'jpg', opener: 'sharp' },
  'image/png': { kind: 'image', extension: 'png', opener: 'sharp' },
  'image/apng': { kind: 'image', extension: 'png', opener: 'sharp' },
  'image/webp': { kind: 'image', extension: 'webp', opener: 'sharp' },
  'image/gif': { kind: 'image', extension: 'gif', opener: 'sharp' },
  'image/tiff': { kind: 'image', extension: 'tif', opener: 'sharp' },
  'image/avif': { kind: 'image', extension: 'avif', opener: 'sharp' },
  'image/heic': { kind: 'image', extension: 'heic', opener: 'heif' },
  'image/heif': { kind: 'image', extension: 'heif', opener: 'heif' },
  'image/bmp': { kind: 'image', extension: 'bmp', opener: 'bmp' },
  'image/vnd.adobe.photoshop': { kind: 'image', extension: 'psd', opener: 'psd' },
  'image/svg+xml': { kind: 'image', extension: 'svg', opener: 'svg' },
  'image/x-adobe-dng': { kind: 'image', extension: 'dng', opener: 'raw' },
  'image/x-canon-cr2': { kind: 'image', extension: 'cr2', opener: 'raw' },
  'image/x-canon-cr3': { kind: 'image', extension: 'cr3', opener: 'raw' },
  'image/x-nikon-nef': { kind: 'image', extension: 'nef', opener: 'raw' },
  'image/x-sony-arw': { kind: 'image', extension: 'arw', opener: 'raw' },
  'image/x-olympus-orf': { kind: 'image', extension: 'orf', opener: 'raw' },
  'image/x-panasonic-rw2': { kind: 'image', extension: 'rw2', opener: 'raw' },
  'image/x-fujifilm-raf': { kind: 'image', extension: 'raf', opener: 'raw' },
  'application/pdf': { kind: 'document', extension: 'pdf' },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': { kind: 'document', extension: 'docx' },
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': { kind: 'document', extension: 'pptx' },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { kind: 'document', extension: 'xlsx' },
  'application/vnd.oasis.opendocument.text': { kind: 'document', extension: 'odt' },
  'application/vnd.oasis.opendocument.presentation': { kind: 'document', extension: 'odp' },
  'application/vnd.oasis.opendocument.spreadsheet': { kind: 'document', extension: 'ods' },
  'video/mp4': { kind: 'video', extension: 'mp4' },
  'video/quicktime': { kind: 'video', extension: 'mov' },
  'audio/mpeg': { kind: 'audio', extension: 'mp3' },
  'audio/mp4': { kind: 'audio', extension: 'm4a' },
  'audio/aac': { kind: 'audio', extension: 'aac' },
  'audio/wav': { kind: 'audio', extension: 'wav' },
  'audio/flac': { kind: 'audio', extension: 'flac' },
  'audio/ogg': { kind: 'audio', extension: 'ogg' },
  'audio/aiff': { kind: 'audio', extension: 'aiff' },
  'audio/x-ms-asf': { kind: 'audio', extension: 'wma' },
  'audio/amr': { kind: 'audio', extension: 'amr' },
  'video/matroska': { kind: 'video', extension: 'mkv' },
  'video/webm': { kind: 'video', extension: 'webm' },
  'video/mp2t': { kind: 'video', extension: 'mts' },
  'video/mpeg': { kind: 'video', extension: 'mpg' },
  'video/vnd.avi': { kind: 'video', extension: 'avi' },
  'video/x-ms-asf': { kind: 'video', extension: 'wmv' },
  'video/x-flv': { kind: 'video', extension: 'flv' },
  'video/3gpp': { kind: 'video', extension: '3gp' },
  'video/3gpp2': { kind: 'video', extension: '3g2' },
  'application/mxf': { kind: 'video', extension: 'mxf' },
} as const satisfies Record<string, Format>

export type FileType = keyof typeof fileFormats

/** The format of a media type, or null where the hub does not take it. */
export function formatOf(contentType: string): Format | null {
  return (fileFormats as Record<string, Format>)[contentType] ?? null
}
