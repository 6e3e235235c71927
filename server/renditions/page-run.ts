import { profiles } from './profiles.ts'

/** What tells how heavy a document's pages are: bytes of the file as it was uploaded, and its pages where they were counted. */
export type PageWeight = { size: bigint | number; pageCount: number | null }

/**
 * The pages, both inclusive, that are drawn together with one that is not drawn at once: the first few, so that whoever turns the page
 * reads on at once, then longer runs, as whoever turns on reads on. Pages that are heavy (scans, maps) stay in short runs: a reader
 * would wait for all of them. The same for the same document, as a run is known by its first page; the last may lie behind the end.
 */
export function pageRunOf(page: number, { size, pageCount }: PageWeight): { first: number; last: number } {
  const { count, run, longRun, lightPage } = profiles.document.pages
  const behind = page - count - 1
  if (behind < run) return { first: count + 1, last: count + run }
  const isLight = pageCount !== null && Number(size) <= lightPage * pageCount
  const length = isLight ? longRun : run
  const start = page - ((behind - run) % length)
  if (!isLight) return { first: start, last: start + length - 1 }
  // A call for the last few pages costs more to begin than to do: they go with the long run before.
  const first = start > count + run + 1 && pageCount - start < run ? start - length : start
  const last = first + length - 1
  return { first, last: pageCount - last <= run ? Math.max(last, pageCount) : last }
}
