/** A page's size in points (1/72 inch), as it stands upright. */
export type PageSize = { width: number; height: number }
/** CSS pixels to a point at 100 %. */
export const wholeSize = 96 / 72
export const smallest = 0.25
export const largest = 5
/** Between two pages, and above the first. */
export const gap = 12

export type Layout = { tops: number[]; heights: number[]; total: number; width: number }

/** Where each page stands in one column; a page whose size is not known yet is as large as the first. */
export function layOut(sizes: ReadonlyMap<number, PageSize>, pages: number, scale: number): Layout {
  const first = sizes.get(1) ?? { width: 595, height: 842 }
  const tops: number[] = []
  const heights: number[] = []
  let at = gap
  let width = 0
  for (let page = 1; page <= pages; page += 1) {
    const size = sizes.get(page) ?? first
    tops.push(at)
    heights.push(size.height * scale)
    width = Math.max(width, size.width * scale)
    at += size.height * scale + gap
  }
  return { tops, heights, total: at, width }
}

/** The pages that a window from `top` shows, 1 for the first, with `margin` pages more on either side. */
export function pagesIn({ tops, heights }: Layout, top: number, height: number, margin: number): number[] {
  const first = Math.max(1, pageAt(tops, top) - margin)
  const shown: number[] = []
  for (let page = first; page <= tops.length; page += 1) {
    const pageTop = tops[page - 1] ?? 0
    if (pageTop > top + height && page > pageAt(tops, top + height) + margin) break
    shown.push(page)
  }
  return shown.filter(page => (heights[page - 1] ?? 0) > 0)
}

/** The page that stands at this height: the last whose upper edge is not below it. */
export function pageAt(tops: readonly number[], y: number): number {
  let low = 0
  let high = tops.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((tops[middle] ?? 0) <= y) low = middle
    else high = middle - 1
  }
  return low + 1
}

/** `#trang=12` is page 12; null where the address names none. */
export function pageOfHash(hash: string): number | null {
  const page = Number(/^#?trang=([1-9]\d{0,5})$/.exec(hash)?.[1] ?? 0)
  return page > 0 ? page : null
}
