import { watchTreeRss } from '../../scripts/bench/process-tree-rss.ts'

/** `end` gives the most that this process' descendants held together since, and what it grew by itself. */
export function watchRss(): { end(): number } {
  const before = process.memoryUsage.rss()
  const watch = watchTreeRss(process.pid)
  return { end: () => Math.max(0, watch.end() - before) }
}
