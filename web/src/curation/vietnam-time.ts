/** Vietnam keeps one offset all year. */
const offset = '+07:00'
const dayMs = 86_400_000

/** The instant of a day and an hour in Vietnam. */
export function instantOf(day: string, time: string): string {
  return new Date(`${day}T${time}:00${offset}`).toISOString()
}

/** The last minute of a day: due on a day is due until it ends. */
export function endOfDay(day: string): string {
  return instantOf(day, '23:59')
}

/** Day and hour in Vietnam of an instant. */
export function localParts(instant: string | Date): { day: string; time: string } {
  const shifted = new Date(new Date(instant).getTime() + 7 * 3_600_000).toISOString()
  return { day: shifted.slice(0, 10), time: shifted.slice(11, 16) }
}

/** Times that people choose most: this evening where it is still to come, tomorrow morning, next Monday. */
export function usualTimes(now: Date): { key: 'evening' | 'tomorrow' | 'monday'; day: string; time: string }[] {
  const { day, time } = localParts(now)
  const later = (days: number) => localParts(new Date(now.getTime() + days * dayMs)).day
  // 0 is Sunday; the day is read at noon so that no offset turns it.
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay()
  const toMonday = (8 - weekday) % 7 || 7
  return [
    ...(time < '17:00' ? [{ key: 'evening' as const, day, time: '17:00' }] : []),
    { key: 'tomorrow', day: later(1), time: '07:00' },
    ...(toMonday > 1 ? [{ key: 'monday' as const, day: later(toMonday), time: '07:00' }] : []),
  ]
}
