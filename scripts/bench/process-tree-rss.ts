import { readdirSync, readFileSync } from 'node:fs'

// The page of every machine that this runs on (getconf PAGESIZE).
const page = 4096

/**
 * Bytes of memory that a process and its descendants hold now (proc(5), stat field 24). What several share counts for each: the sum is
 * never too small. Linux only.
 */
export function treeRss(root: number): number {
  const rows = readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(readRow)
  const members = new Set([root])
  for (let size = 0; size !== members.size; ) {
    size = members.size
    for (const { pid, parent } of rows) if (members.has(parent)) members.add(pid)
  }
  return rows.filter(({ pid }) => members.has(pid)).reduce((sum, { pages }) => sum + pages * page, 0)
}

/** Looks every 50 ms; `end` gives the most that a process and its descendants held together. */
export function watchTreeRss(root: number): { end(): number } {
  let most = 0
  const looks = setInterval(() => {
    most = Math.max(most, treeRss(root))
  }, 50)
  return {
    end() {
      clearInterval(looks)
      return most
    },
  }
}

function readRow(name: string): { pid: number; parent: number; pages: number }[] {
  try {
    const text = readFileSync(`/proc/${name}/stat`, 'utf8')
    // The name in brackets may hold anything, also a bracket: fields count from the last one.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return [{ pid: Number(name), parent: Number(fields[1]), pages: Number(fields[21]) }]
  } catch {
    return [] // it ended while the list was read
  }
}
