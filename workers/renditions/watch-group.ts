import { readdirSync, readFileSync } from 'node:fs'

/** A tool that uses no CPU and says nothing for so long is stuck: it waits for what never comes. */
const silenceMs = 60_000

/**
 * Watches a confined process group: calls `silent` once when neither its processes have used CPU nor `alive` was called for
 * `limitMs`. Where the kernel has no /proc only `alive` counts. `end` when the tool is done.
 */
export function watchGroup(
  leader: () => number | undefined,
  silent: () => void,
  limitMs: number = silenceMs,
): { alive(): void; end(): void } {
  let lastSign = performance.now()
  let ticks = -1
  const look = (): void => {
    const pid = leader()
    const used = pid ? groupTicks(pid) : -1
    if (used !== ticks) lastSign = performance.now()
    ticks = used
    if (performance.now() - lastSign < limitMs) return
    clearInterval(looks)
    silent()
  }
  const looks = setInterval(look, Math.min(5_000, limitMs / 4))
  return {
    alive: () => {
      lastSign = performance.now()
    },
    end: () => clearInterval(looks),
  }
}

/** CPU, in ticks, of all processes of the session that this process leads, their ended children included; -1 where none is known. */
function groupTicks(leader: number): number {
  let sum = -1
  for (const pid of processIds()) {
    const fields = readStat(pid)
    // proc(5), from the third field on: state, ppid, pgrp, session, ...; 14 to 17 are utime, stime, cutime, cstime.
    if (Number(fields?.[3]) !== leader && pid !== String(leader)) continue
    sum = Math.max(0, sum) + (fields ?? []).slice(11, 15).reduce((ticks, value) => ticks + Number(value), 0)
  }
  return sum
}

function processIds(): string[] {
  try {
    return readdirSync('/proc').filter(name => /^\d+$/.test(name))
  } catch {
    return [] // a system without /proc
  }
}

function readStat(pid: string): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in brackets may hold anything, also a bracket.
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null // it ended while the list was read
  }
}
