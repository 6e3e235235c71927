export type Tile = { index: number; left: number; width: number }
export type Row = { top: number; height: number; tiles: Tile[] }
export type Layout = { rows: Row[]; height: number }

/** A row may shrink to this part of the wanted height; one picture more would make it a strip. */
const least = 0.66
/** How far a row may grow when the next picture would make it a strip. Beyond, its pictures are cut at top and bottom. */
const most = 1.25

/**
 * Rows of pictures that fill the width exactly, as a rule at most `rowHeight` high: a row takes pictures until they would be too
 * wide at full height, and then shrinks to fit. The last row keeps the full height and may end early.
 */
export function justifiedLayout(ratios: readonly number[], width: number, rowHeight: number, gap: number): Layout {
  const rows: Row[] = []
  let top = 0
  let first = 0
  let sum = 0
  const close = (end: number, full: boolean) => {
    const room = width - gap * (end - first - 1)
    const height = full ? Math.min(room / sum, rowHeight * most) : rowHeight
    const row = {
      top,
      height: Math.round(height),
      tiles: tilesOf(ratios, first, end, full ? room / sum : rowHeight, gap),
    }
    const last = row.tiles.at(-1)
    // The last tile takes the rounding, so that the right edge is straight.
    if (full && last) last.width = width - last.left
    rows.push(row)
    top += row.height + gap
    first = end
    sum = 0
  }
  for (let index = 0; index < ratios.length; index++) {
    const ratio = ratioAt(ratios, index)
    const room = width - gap * (index - first)
    if (index > first && room / (sum + ratio) < rowHeight * least) close(index, true)
    sum += ratio
    if (sum * rowHeight >= width - gap * (index - first)) close(index + 1, true)
  }
  if (first < ratios.length) close(ratios.length, false)
  return { rows, height: Math.max(0, top - gap) }
}

function tilesOf(ratios: readonly number[], first: number, end: number, height: number, gap: number): Tile[] {
  const tiles: Tile[] = []
  let left = 0
  for (let index = first; index < end; index++) {
    const width = Math.round(ratioAt(ratios, index) * height)
    tiles.push({ index, left, width })
    left += width + gap
  }
  return tiles
}

// A panorama or a banner must not fill a row of three pixels, nor a till receipt be a line.
function ratioAt(ratios: readonly number[], index: number): number {
  const ratio = ratios[index] ?? 1
  return Math.min(3.2, Math.max(0.45, Number.isFinite(ratio) && ratio > 0 ? ratio : 1))
}

/** The tile that an arrow leads to: left and right run on over the rows' ends, up and down go to the nearest in the next row. */
export function neighbour(layout: Layout, index: number, direction: 'left' | 'right' | 'up' | 'down'): number {
  const row = layout.rows.findIndex(r => r.tiles.some(tile => tile.index === index))
  const here = layout.rows[row]?.tiles.find(tile => tile.index === index)
  if (!here) return index
  if (direction === 'left') return Math.max(0, index - 1)
  if (direction === 'right') {
    const last = layout.rows.at(-1)?.tiles.at(-1)?.index ?? index
    return Math.min(last, index + 1)
  }
  const next = layout.rows[row + (direction === 'down' ? 1 : -1)]
  if (!next) return index
  const middle = here.left + here.width / 2
  const distance = (tile: Tile) => Math.abs(tile.left + tile.width / 2 - middle)
  return next.tiles.reduce((best, tile) => (distance(tile) < distance(best) ? tile : best)).index
}
