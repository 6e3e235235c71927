// Five bits of each channel: shades closer than that are one colour to the eye.
const step = 8
const kept = 5
// Colours nearer than this (in 0 to 255, Euclidean, weighted by the eye) are told as one.
const nearest = 48

type Colour = { red: number; green: number; blue: number; count: number }

/** The main colours of `#rrggbb`, most frequent first, at most five. `pixels` holds 8-bit RGB or RGBA rows. */
export function dominantColours(pixels: Uint8Array, channels: 3 | 4): string[] {
  const buckets = new Map<number, Colour>()
  for (let at = 0; at + 2 < pixels.length; at += channels) {
    const [red, green, blue] = [pixels[at]!, pixels[at + 1]!, pixels[at + 2]!]
    const key = (Math.floor(red / step) << 10) | (Math.floor(green / step) << 5) | Math.floor(blue / step)
    const bucket = buckets.get(key) ?? { red: 0, green: 0, blue: 0, count: 0 }
    bucket.red += red
    bucket.green += green
    bucket.blue += blue
    bucket.count += 1
    buckets.set(key, bucket)
  }
  const total = pixels.length / channels
  const found: Colour[] = []
  for (const { red, green, blue, count } of [...buckets.values()].sort((a, b) => b.count - a.count)) {
    const colour = { red: red / count, green: green / count, blue: blue / count, count }
    const like = found.find(other => distance(other, colour) < nearest)
    if (like) like.count += count
    else found.push(colour)
  }
  const seen = found.sort((a, b) => b.count - a.count).filter(({ count }, at) => at === 0 || count > total * 0.04)
  return seen.slice(0, kept).map(({ red, green, blue }) => `#${[red, green, blue].map(hex).join('')}`)
}

/** Weighted as the eye sees differences in sRGB (Riemersma, "Colour metric", the red-mean formula). */
function distance(a: Colour, b: Colour): number {
  const mean = (a.red + b.red) / 2
  const [red, green, blue] = [a.red - b.red, a.green - b.green, a.blue - b.blue]
  return Math.sqrt(((2 + mean / 256) * red ** 2 + 4 * green ** 2 + (2 + (255 - mean) / 256) * blue ** 2) / 3)
}

function hex(value: number): string {
  return Math.round(value).toString(16).padStart(2, '0')
}
