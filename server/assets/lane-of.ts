import type { Lane } from '#contracts/job'

/** How many files of one person are worked on at once before the next counts as part of a batch. */
export const promptFiles = 8

// What takes a core for many minutes; a clip of a minute or two from a phone is smaller.
const longBytes = 256 * 1024 * 1024

/** The lane of a file that came by `origin` when its person has `atWork` others being worked on. */
export function laneOf(origin: Lane, atWork: number): Lane {
  return origin === 'person' && atWork >= promptFiles ? 'batch' : origin
}

/** Whether it may hold a place for long that short clips shall find free: what nobody waits for at the screen, and what is large. */
export function isLong(lane: Lane, bytes: number): boolean {
  return lane !== 'person' || bytes > longBytes
}
