/** Kinds of asset whose bytes are made into renditions by a worker. */
export type RenderedKind = 'image' | 'document' | 'video' | 'audio'

/** A still picture: fits inside `width` x `height`, never larger than its source. */
export type StillSize = {
  name: string
  width: number
  height: number
  quality: number
  chroma: '4:2:0' | '4:4:4'
  /** The usual Huffman tables, not this picture's own: half the CPU for three bytes more in a hundred; the pixels are the same. */
  quick?: boolean
}

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
    // `run`: how many of the rest are drawn at once, as opening a large PDF is what costs; `longRun` for who reads on, where a page has
    // not more than `lightPage` bytes of the file (page-run.ts).
    pages: {
      count: 3,
      run: 5,
      longRun: 20,
      lightPage: 262_144,
      width: 1024,
      longSide: 4096,
      quality: 82,
      chroma: '4:4:4',
    },
    sizes: [preview, thumb],
    text: { pages: 2000, charactersAPage: 100_000 },
  },
  video: {
    // 2: a ladder for HLS, the MP4 taken from it, a poster chosen among frames, the storyboard.
    recipe: 2,
    sizes: [{ name: 'poster', width: 2048, height: 2048, quality: 80, chroma: '4:2:0' }, preview, thumb],
    maxFps: 60,
    segmentSeconds: 4,
    // Largest first. `kbitMax` is the peak that a line must carry. Main profile plays on every phone in use.
    ladder: [
      { name: '1080', longSide: 1920, shortSide: 1080, crf: 22, kbitMax: 5500, h264: 'high' },
      { name: '720', longSide: 1280, shortSide: 720, crf: 23, kbitMax: 3000, h264: 'main' },
      { name: '480', longSide: 854, shortSide: 480, crf: 24, kbitMax: 1400, h264: 'main' },
      { name: '360', longSide: 640, shortSide: 360, crf: 25, kbitMax: 700, h264: 'main' },
    ],
    sound: { kbit: 128, rate: 48_000 },
    // The MP4 that plays anywhere and goes to portals: this step, or the largest below, in another wrapping.
    proxy: { name: 'video', shortSide: 720 },
    // Small pictures for the time line, at most so many, and not more than one in so many seconds.
    storyboard: { frames: 100, longSide: 160, everySeconds: 2, columns: 10, quality: 4 },
    // A poster's frames are looked at in pictures of this size, at least so many.
    poster: { frames: 12, longSide: 320 },
  },
  audio: {
    recipe: 1,
    // The cover inside the file, else the sound itself as a picture.
    sizes: [preview, thumb],
    // MP3, not AAC: it plays in every browser, on every portal and at every radio desk. 192 kbit/s, where nobody hears a difference.
    proxy: { name: 'audio', contentType: 'audio/mpeg', kbit: 192, kbitMono: 112 },
    // The shape of the whole, some pairs a second or some minutes a pair; see count-peaks.ts.
    peaks: { name: 'peaks', contentType: 'application/json', most: 2048, rate: 8000 },
  },
} as const satisfies Record<RenderedKind, { recipe: number; sizes: readonly StillSize[] } & Record<string, unknown>>

export type VideoProfile = (typeof profiles)['video']

/** What share links show where they carry a mark; made of the preview, when a link asks for it. */
export const markedStill = { ...preview, name: 'marked', recipe: 1 }

/**
 * The names that an object of this kind has when it is done. `pageCount` matters for documents; null means not read yet. `details` are
 * the object's: a video's say which steps its size and sound gave.
 */
export function expectedRenditions(kind: RenderedKind, pageCount: number | null, details: unknown = null): string[] {
  const stills = profiles[kind].sizes.map(size => size.name)
  if (kind === 'video') return [...stills, profiles.video.proxy.name, ...playbackOf(details)]
  if (kind === 'image') return stills
  if (kind === 'audio') return [...stills, profiles.audio.proxy.name, profiles.audio.peaks.name]
  const pages = Math.min(pageCount ?? 1, profiles.document.pages.count)
  return [...Array.from({ length: pages }, (_, index) => pageName(index + 1)), ...stills]
}

/** `page-1` for the first page. */
export function pageName(page: number): string {
  return `page-${page}`
}

/** A film that was made says what its player needs; of one that was not only the playlist above all others is known. */
function playbackOf(details: unknown): readonly string[] {
  const made = (details as { playback?: unknown } | null)?.playback
  return Array.isArray(made) && made.length > 0 ? made.map(String) : ['hls']
}

/** An office document as it was printed for looking at: pages and the viewer come from it. */
export const printedName = 'pdf'
/** What an article can be made of (JSON with HTML): the hub's own, never handed out. */
export const articleName = 'article'
type PurposeProfile = {
  type: 'image/jpeg' | 'image/tiff'
  /** A frame is filled (the picture is cut), a box is fitted into; without either the picture keeps its pixels. */
  frame?: { width: number; height: number }
  fit?: { width: number; height: number }
  quality: number
  chroma: '4:2:0' | '4:4:4'
  /** Dots per inch that are written into the file. */
  dpi?: number
  /** `srgb`: converted, opens right everywhere. `own`: the original's space, depth and profile; CMYK stays CMYK. */
  colours: 'srgb' | 'own'
  /** Which line of the rights lets it through. */
  right: 'web' | 'social' | 'print'
  /** Whether a unit's mark may lie over it. */
  marked: boolean
}

/**
 * What people take pictures home for. `recipe` is the version of all of these: raise it when the bytes would change. They are made
 * when somebody asks, so nothing is made anew in the background.
 */
export const purposes = {
  recipe: 1,
  of: {
    web: {
      ...{ type: 'image/jpeg', fit: { width: 2048, height: 2048 }, quality: 80, chroma: '4:2:0' },
      ...{ colours: 'srgb', right: 'web', marked: true },
    },
    'social-wide': { ...socialFrame(1200, 630) },
    'social-square': { ...socialFrame(1080, 1080) },
    'social-tall': { ...socialFrame(1080, 1920) },
    'print-tiff': {
      ...{ type: 'image/tiff', quality: 100, chroma: '4:4:4', dpi: 300 },
      ...{ colours: 'own', right: 'print', marked: false },
    },
    'print-jpeg': {
      ...{ type: 'image/jpeg', quality: 95, chroma: '4:4:4', dpi: 300 },
      ...{ colours: 'srgb', right: 'print', marked: false },
    },
  } satisfies Record<string, PurposeProfile> as Record<MadePurpose, PurposeProfile>,
  /** Of a crop with a name. */
  crop: {
    ...{ type: 'image/jpeg', quality: 90, chroma: '4:4:4', colours: 'srgb', right: 'web', marked: true },
  } as PurposeProfile,
  /** How many such files one asset keeps; those that nobody asked for longest make room. */
  mostOfOne: 40,
  /** How many may wait to be made at once in the whole hub. */
  mostWaiting: 500,
}
export type MadePurpose = 'web' | 'social-wide' | 'social-square' | 'social-tall' | 'print-tiff' | 'print-jpeg'

function socialFrame(width: number, height: number): PurposeProfile {
  const frame = { width, height }
  return { type: 'image/jpeg', frame, quality: 85, chroma: '4:4:4', colours: 'srgb', right: 'social', marked: true }
}
