const second = 1000
const minute = 60 * second
const hour = 60 * minute
/** How long before the first attempt, the second, ...: the schedule of hub-exchange/1.0, in milliseconds. */
export const delays = [
  0,
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
] as const

/**
 * When to try again after `attempts` failed ones, or null when the schedule is over. A withdrawal never gives up: then daily. Full
 * jitter (uniform between nothing and the delay), so that what failed together does not come back together; never before `notBefore`.
 * `random` is in [0, 1); `pace` shortens every delay, for rehearsals (HUB_DELIVERY_PACE).
 */
export function nextAttempt(input: {
  attempts: number
  now: Date
  notBefore: Date | null
  neverGivesUp: boolean
  random: () => number
  pace?: number
}): Date | null {
  const delay = delays[input.attempts] ?? (input.neverGivesUp ? 24 * hour : null)
  if (delay === null) return null
  const at = input.now.getTime() + Math.floor(input.random() * delay * (input.pace ?? 1))
  return new Date(Math.max(at, input.notBefore?.getTime() ?? 0))
}
