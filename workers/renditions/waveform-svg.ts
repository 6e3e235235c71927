import type { Peaks } from './count-peaks.ts'

const [width, height, bars] = [1280, 1024, 96]
// The hub's own deep green on its paper: seen on light pages and dark ones.
const [paper, ink] = ['#e2eeed', '#266f76']

/** A sound as a picture: an SVG of rounded bars, each as tall as the loudest of its share. Holds numbers only, no word of the file. */
export function waveformSvg({ data, length }: Peaks): string {
  const loudest = data.reduce((most, value) => Math.max(most, Math.abs(value)), 1)
  const step = width / (bars + 8)
  const shapes = Array.from({ length: bars }, (_, bar) => {
    const [from, to] = [bar, bar + 1].map(edge => Math.floor((edge * length) / bars))
    const share = data.slice(from! * 2, Math.max(to!, from! + 1) * 2)
    const peak = share.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / loudest
    const tall = Math.max(step * 0.6, peak * height * 0.62)
    const x = step * (bar + 4) + step * 0.2
    return `<rect x="${x.toFixed(1)}" y="${((height - tall) / 2).toFixed(1)}" width="${(step * 0.6).toFixed(1)}" height="${tall.toFixed(1)}" rx="${(step * 0.3).toFixed(1)}"/>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><rect width="${width}" height="${height}" fill="${paper}"/><g fill="${ink}">${shapes.join('')}</g></svg>`
}
