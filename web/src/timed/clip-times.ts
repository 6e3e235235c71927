/** Milliseconds of `1:02:03.5`, `2:03` or `3,25` as people type it; null where it is none. */
export function readClock(text: string): number | null {
  const found = /^\s*(?:(?:(\d{1,2}):)?(\d{1,3}):)?(\d{1,5})(?:[.,](\d{1,3}))?\s*$/.exec(text)
  if (!found) return null
  const [, hours = '0', minutes = '0', seconds = '0', fraction = ''] = found
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(fraction.padEnd(3, '0'))
}

/** `1:02:03.500` of milliseconds, without hours where there are none; what `readClock` reads. */
export function writeClock(ms: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  const rest = `${two((ms / 1000) % 60)}.${String(Math.round(ms) % 1000).padStart(3, '0')}`
  const minutes = Math.floor(ms / 60_000) % 60
  return ms >= 3_600_000 ? `${Math.floor(ms / 3_600_000)}:${two(minutes)}:${rest}` : `${minutes}:${rest}`
}

/** As `writeClock`, without a fraction that says nothing: `0:02`, `0:06.5`. */
export function shortClock(ms: number): string {
  return writeClock(ms)
    .replace(/\.000$/, '')
    .replace(/(\.\d*?)0+$/, '$1')
}
