/** `Lễ vía Bà (1:02–1:30)`: a source's title, cut where it would grow past 300 characters, with the piece's times. */
export function clipTitle(source: string, fromMs: number, toMs: number): string {
  const times = ` (${clock(fromMs)}–${clock(toMs)})`
  return `${[...source].slice(0, 300 - times.length).join('')}${times}`.trim()
}

/** `1:02:03` of milliseconds, without hours where there are none. */
export function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  const two = (value: number) => String(value).padStart(2, '0')
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  return `${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`
}
