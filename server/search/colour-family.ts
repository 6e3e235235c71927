import type { ColourFamily } from '#contracts/search-values'

/**
 * What people call a colour, of `#rrggbb`; null for anything else. Judged in OKLCH (Björn Ottosson, 2020), where hue and lightness
 * follow the eye: what has little chroma is black, grey or white; a dark orange is brown, a light red is pink.
 */
export function colourFamily(hex: string): ColourFamily | null {
  const rgb = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex)
  if (!rgb) return null
  const { lightness, chroma, hue } = oklch(rgb.slice(1).map(part => Number.parseInt(part, 16) / 255))
  if (lightness < 0.24) return 'black'
  if (chroma < 0.035) return lightness > 0.9 ? 'white' : 'grey'
  return byHue(hue, lightness, chroma)
}

function byHue(hue: number, lightness: number, chroma: number): ColourFamily {
  if (hue < 18 || hue >= 340) return lightness > 0.66 || hue >= 340 ? 'pink' : 'red'
  if (hue < 38) return lightness > 0.74 ? 'pink' : 'red'
  if (hue < 82) return lightness < 0.55 || chroma < 0.09 ? 'brown' : 'orange'
  if (hue < 115) return lightness < 0.55 ? 'brown' : 'yellow'
  if (hue < 168) return 'green'
  if (hue < 225) return 'cyan'
  if (hue < 285) return 'blue'
  return 'purple'
}

type Oklch = { lightness: number; chroma: number; hue: number }

/** sRGB parts 0 to 1 -> OKLCH; hue in degrees. */
function oklch(parts: readonly number[]): Oklch {
  const [r = 0, g = 0, b = 0] = parts.map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s
  const c = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
  const hue = (Math.atan2(c, a) * 180) / Math.PI
  return {
    lightness: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    chroma: Math.hypot(a, c),
    hue: hue < 0 ? hue + 360 : hue,
  }
}
