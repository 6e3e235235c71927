import { useSyncExternalStore } from 'react'

type Placed = { top: number; height: number }

// Rows this far beyond the window are in the page already when they come into view.
const margin = 700
const step = 160

/**
 * The rows near the window, as indices [first, end). Their places are known exactly, so that a search in a sorted list is all that
 * virtualising takes here; a library that measures would cost 10 kB of the page's 200.
 */
export function useVisibleRows(rows: readonly Placed[], offset: number): { first: number; end: number } {
  // In steps: a scroll of a few pixels renders nothing.
  const at = useSyncExternalStore(subscribe, () => Math.floor(window.scrollY / step) * step)
  const tall = useSyncExternalStore(subscribe, () => window.innerHeight)
  return visibleRows(rows, at - offset - margin, at - offset + step + tall + margin)
}

/** The rows that touch the stretch from `from` to `to`. Pure. */
export function visibleRows(rows: readonly Placed[], from: number, to: number): { first: number; end: number } {
  const first = firstWhere(rows, row => row.top + row.height > from)
  return {
    first,
    end: Math.max(
      first,
      firstWhere(rows, row => row.top >= to),
    ),
  }
}

function firstWhere(rows: readonly Placed[], holds: (row: Placed) => boolean): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    const row = rows[middle]
    if (row && holds(row)) high = middle
    else low = middle + 1
  }
  return low
}

function subscribe(notify: () => void): () => void {
  window.addEventListener('scroll', notify, { passive: true })
  window.addEventListener('resize', notify)
  return () => {
    window.removeEventListener('scroll', notify)
    window.removeEventListener('resize', notify)
  }
}
