import { readdirSync, readFileSync } from 'node:fs'

// USER_HZ, 100 on every Linux that Node runs on (proc(5)).
const ticksASecond = 100

/**
 * Seconds of CPU, user and system, that a process has used so far with all its descendants, the ended ones included (proc(5), stat
 * fields 14 to 17). Node itself counts only its own process. Linux only.
 */
export function treeCpuSeconds(root: number = process.pid): number {
  const rows = readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(readStat)
  const members = new Set([root])
  // Parents may have higher ids than their children: go round until nobody joins.
  for (let size = 0; size !== members.size; ) {
    size = members.size
    for (const row of rows) if (members.has(row.parent)) members.add(row.pid)
  }
  const ticks = rows.filter(row => members.has(row.pid)).reduce((sum, row) => sum + row.ticks, 0)
  return ticks / ticksASecond
}

function readStat(pid: string): { pid: number; parent: number; ticks: number }[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in brackets may hold anything, also a bracket: fields count from the last one.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const [, parent = 0] = fields
    const ticks = fields.slice(11, 15).reduce((sum, value) => sum + value, 0)
    return [{ pid: Number(pid), parent, ticks }]
  } catch {
    return [] // it ended while the list was read; its parent has its time now
  }
}
