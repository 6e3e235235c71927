import { exiftoolPath } from './exiftool-path.ts'
import { type ExiftoolLimits, type ExiftoolProcess, type ExiftoolSaid, startExiftool } from './exiftool-process.ts'
import { MetadataFault } from './metadata-fault.ts'

// Each is a perl of its own: more at once would take the machine from everybody else.
const mostAtOnce = 2
const mostWaiting = 200
// What a hostile file may have left in its memory is gone after so many.
const filesALife = 100
const idleMs = 30_000

type Place = { process: ExiftoolProcess; files: number; idle: ReturnType<typeof setTimeout> | null }
const free: Place[] = []
const waiting: (() => void)[] = []
let running = 0

/**
 * Runs one exiftool command in a confined process that stays open between commands: two at most in this process, others wait. After
 * a hundred files, a fault or half a minute without work the process ends and the next command starts another. `args` are exiftool's,
 * none with a line break. Throws MetadataFault (`busy` where too many wait) and ExiftoolMissing.
 */
export async function runExiftool(args: readonly string[], limits: ExiftoolLimits): Promise<ExiftoolSaid> {
  await enter()
  const place = await take().catch((error: unknown) => {
    leave()
    throw error
  })
  try {
    place.files += 1
    return await place.process.run(args, limits)
  } finally {
    giveBack(place)
    leave()
  }
}

async function take(): Promise<Place> {
  for (let place = free.pop(); place; place = free.pop()) {
    if (place.idle) clearTimeout(place.idle)
    if (place.process.alive) return place
  }
  return { process: startExiftool(await exiftoolPath()), files: 0, idle: null }
}

function giveBack(place: Place): void {
  if (!place.process.alive || place.files >= filesALife) {
    place.process.end()
    return
  }
  place.idle = setTimeout(() => {
    const at = free.indexOf(place)
    if (at >= 0) free.splice(at, 1)
    place.process.end()
  }, idleMs)
  place.idle.unref()
  free.push(place)
}

async function enter(): Promise<void> {
  if (running < mostAtOnce) {
    running += 1
    return
  }
  if (waiting.length >= mostWaiting) throw new MetadataFault('busy', `${mostWaiting} wait already`)
  await new Promise<void>(resolve => waiting.push(resolve))
}

function leave(): void {
  const next = waiting.shift()
  if (next) next()
  else running -= 1
}
