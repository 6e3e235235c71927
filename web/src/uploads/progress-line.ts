import type { Totals } from './queue-totals.ts'

/** What the header says of the uploads: a part of their totals. */
export type ProgressLine = Pick<Totals, 'files' | 'percent' | 'active' | 'troubled'>

// Apart from the queue itself: the header stands on every page, Uppy only where somebody uploads.
let line: ProgressLine | null = null
const listeners = new Set<() => void>()

export function readProgress(): ProgressLine | null {
  return line
}

export function watchProgress(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Told by the queue at each change; the same figures again wake nobody. */
export function tellProgress({ files, percent, active, troubled }: ProgressLine): void {
  const same = line?.files === files && line.percent === percent && line.active === active && line.troubled === troubled
  if (same) return
  line = { files, percent, active, troubled }
  for (const listener of listeners) listener()
}
