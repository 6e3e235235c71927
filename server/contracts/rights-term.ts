/** When an asset may be used: the days of its rights and the people shown who took their consent back. Days are of Vietnam. */
export type RightsDates = { validFrom: string | null; validUntil: string | null; withdrawnAt: string | null }
export type RightsTerm = 'current' | 'not-yet' | 'ended' | 'withdrawn'

const dayMs = 86_400_000

/** The instant at which a day begins in Vietnam (UTC+7, no summer time), in milliseconds. */
export const dayStart = (day: string): number => Date.parse(`${day}T00:00:00+07:00`)

/** The instant at which a day is over in Vietnam, in milliseconds: a right holds until the end of its last day. */
export const dayEnd = (day: string): number => dayStart(day) + dayMs

/** Whether the rights run at this instant. A consent that was taken back weighs more than any date. */
export function rightsTerm({ validFrom, validUntil, withdrawnAt }: RightsDates, now: Date): RightsTerm {
  const at = now.getTime()
  if (withdrawnAt !== null && Date.parse(withdrawnAt) <= at) return 'withdrawn'
  if (validUntil !== null && dayEnd(validUntil) <= at) return 'ended'
  return validFrom !== null && dayStart(validFrom) > at ? 'not-yet' : 'current'
}
