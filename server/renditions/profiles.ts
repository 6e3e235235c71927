/** Kinds of asset whose bytes are made into renditions by a worker. */
export type RenderedKind = 'image' | 'document' | 'video'

/** A still picture: fits inside `width` x `height`, never larger than its source. */
export type StillSize = { name: string; width: number; height: number; quality: number; chroma: '4:2:0' | '4:4:4' }

/**
 * Stills are JPEG, not WebP: every portal and newsroom system takes them, and WebP costs three times the CPU for a quarter fewer bytes.
 * Plain JPEG, not mozjpeg's trellis search: that doubles the CPU of an upload for a tenth of the size.
 */
export const stillType = 'image/jpeg'

const preview: StillSize = { name: 'preview', width: 1024, height: 1024, quality: 78, chroma: '4:2:0' }
const thumb: StillSize = { name: 'thumb', width: 256, height: 256, quality: 75, chroma: '4:2:0' }

/**
 * What to make of what. `recipe` is the version of all that stands under it: raise it when the bytes would change, and renditions are
 * made anew while the old ones serve. Sizes stand largest first, because each is made from the one before.
 */
export const profiles = {
  image: {
    // 2: every format; colours, hashes, the moving copy of what moves.
    recipe: 2,
    sizes: [{ name: 'web', width: 2048, height: 2048, quality: 80, chroma: '4:2:0' }, preview, thumb],
    // WebP, as no other format moves in every browser at a tenth of a GIF.
    animation: { name: 'animation', longSide: 640, quality: 70, frames: 300 },
  },
  document: {
    recipe: 1,
    // Letters in colour blur under 4:2:0.
    // `run`: how many of the rest are drawn at once, as opening a large PDF is what costs.
    pages: { count: 3, run: 5, width: 1024, longSide: 4096, quality: 82, chroma: '4:4:4' },
    sizes: [preview, thumb],
    text: { pages: 2000, charactersAPage: 100_000 },
  },
  video: {
    recipe: 1,
    sizes: [{ name: 'poster', width: 2048, height: 2048, quality: 80, chroma: '4:2:0' }, preview, thumb],
    // Main profile plays on every phone in use; 3 Mbit/s at most plays on a bad line.
    proxy: { name: 'video', longSide: 1280, shortSide: 720, maxFps: 60, crf: 23, kbitMax: 3000, audioKbit: 128 },
  },
} as const satisfies Record<RenderedKind, { recipe: number; sizes: readonly StillSize[] } & Record<string, unknown>>

/** What share links show where they carry a mark; made of the preview, when a link asks for it. */
export const markedStill = { ...preview, name: 'marked', recipe: 1 }

/** The names that an object of this kind has when it is done. `pageCount` matters for documents; null means not read yet. */
export function expectedRenditions(kind: RenderedKind, pageCount: number | null): string[] {
  const stills = profiles[kind].sizes.map(size => size.name)
  if (kind === 'video') return [...stills, profiles.video.proxy.name]
  if (kind === 'image') return stills
  const pages = Math.min(pageCount ?? 1, profiles.document.pages.count)
  return [...Array.from({ length: pages }, (_, index) => pageName(index + 1)), ...stills]
}

/** `page-1` for the first page. */
export function pageName(page: number): string {
  return `page-${page}`
}

/** An office document as it was printed for looking at: pages and the viewer come from it. */
export const printedName = 'pdf'
/** What an article can be made of (JSON with HTML): the hub's own, never handed out. */
export const articleName = 'article'
