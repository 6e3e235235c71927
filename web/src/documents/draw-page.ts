import { type PDFDocumentProxy, type PDFPageProxy, TextLayer } from 'pdfjs-dist/legacy/build/pdf.mjs'

// A phone's memory: a page is drawn with at most so many dots, and finer only by the browser's own scaling.
const mostDots = 12_000_000

/** Draws a page into the canvas, `scale` CSS pixels to a point. Rejects when stopped by the signal. */
export async function drawPage(
  page: PDFPageProxy,
  canvas: HTMLCanvasElement,
  scale: number,
  signal: AbortSignal,
): Promise<void> {
  const wanted = page.getViewport({ scale: scale * Math.min(2, window.devicePixelRatio || 1) })
  const tooMany = Math.sqrt((wanted.width * wanted.height) / mostDots)
  const viewport = tooMany > 1 ? page.getViewport({ scale: wanted.scale / tooMany }) : wanted
  // Drawn aside: what stood there stays, stretched, until the sharper one is whole.
  const aside = document.createElement('canvas')
  aside.width = Math.max(1, Math.floor(viewport.width))
  aside.height = Math.max(1, Math.floor(viewport.height))
  const task = page.render({ canvas: aside, viewport })
  const stop = () => task.cancel()
  signal.addEventListener('abort', stop, { once: true })
  try {
    await task.promise
    signal.throwIfAborted()
    canvas.width = aside.width
    canvas.height = aside.height
    canvas.getContext('2d')?.drawImage(aside, 0, 0)
  } finally {
    signal.removeEventListener('abort', stop)
    aside.width = 0
  }
}

export type PageText = { pieces: string[]; elements: HTMLElement[] }

/** Lays a page's text over its picture, to be chosen and copied. */
export async function layText(page: PDFPageProxy, box: HTMLElement, signal: AbortSignal): Promise<PageText> {
  const layer = new TextLayer({
    textContentSource: page.streamTextContent(),
    container: box,
    viewport: page.getViewport({ scale: 1 }),
  })
  signal.addEventListener('abort', () => layer.cancel(), { once: true })
  await layer.render()
  return { pieces: layer.textContentItemsStr as string[], elements: layer.textDivs as HTMLElement[] }
}

export type PageLink = { key: string; place: Place; url: string | null; goTo: unknown }
type Place = { left: string; top: string; width: string; height: string }
type Annotation = { id: string; subtype: string; rect: number[]; url?: string; dest?: unknown }

/** The links of a page: to the web where they are http(s), to places of the document; none that would start or submit anything. */
export async function linksOf(page: PDFPageProxy): Promise<PageLink[]> {
  const viewport = page.getViewport({ scale: 1 })
  const annotations = (await page.getAnnotations({ intent: 'display' })) as Annotation[]
  return annotations
    .filter(({ subtype }) => subtype === 'Link')
    .map(({ id, rect, url, dest }) => ({
      key: id,
      place: placeOf(viewport.convertToViewportRectangle(rect), viewport),
      url: url && /^https?:\/\//i.test(url) ? url : null,
      goTo: dest ?? null,
    }))
    .filter(({ url, goTo }) => url !== null || goTo !== null)
}

function placeOf(rect: number[], { width, height }: { width: number; height: number }): Place {
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = rect
  const share = (part: number, of: number) => `${(part / of) * 100}%`
  return {
    left: share(Math.min(x1, x2), width),
    top: share(Math.min(y1, y2), height),
    width: share(Math.abs(x2 - x1), width),
    height: share(Math.abs(y2 - y1), height),
  }
}

/** The page that a place inside the document stands on; null where it leads nowhere. */
export async function pageOfPlace(pdf: PDFDocumentProxy, place: unknown): Promise<number | null> {
  const explicit = typeof place === 'string' ? await pdf.getDestination(place) : place
  const target = Array.isArray(explicit) ? explicit[0] : null
  if (Number.isInteger(target)) return (target as number) + 1
  if (target === null || typeof target !== 'object') return null
  return (await pdf.getPageIndex(target).catch(() => -1)) + 1 || null
}
