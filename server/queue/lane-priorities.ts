import type { Lane } from '#contracts/job'

/** How many places a lane has: beyond them all stand in the last, in order of time. Four lanes fit into Postgres' smallint. */
const lanePlaces = 8_000

const starts: Record<Lane, number> = { person: 0, batch: 8_000, import: 16_000, renewal: 24_000 }

/** The first and the last priority of a lane, both inclusive; lower numbers run first. Lanes do not overlap. */
export function lanePriorities(lane: Lane): { first: number; last: number } {
  const first = starts[lane]
  return { first, last: first + lanePlaces - 1 }
}

/** The priority of a job that a person with the right to it has put before everything else. */
export const raisedPriority = -100
