/** Hours of the day in Vietnam, `HH:MM`, `to` not part of it; days as ISO 8601 counts them (Monday is 1). */
export type SendingWindow = { days: readonly number[]; from: string; to: string }

// Vietnam has had no summer time since 1975: Asia/Ho_Chi_Minh is UTC+7 throughout.
const offsetMs = 7 * 3_600_000
const dayMs = 86_400_000

/** When a channel with these windows may send: null for now, else the next opening. No window means at any hour. */
export function opensAt(windows: readonly SendingWindow[], now: Date): Date | null {
  if (windows.length === 0) return null
  const local = now.getTime() + offsetMs
  const midnight = Math.floor(local / dayMs) * dayMs
  const openings: number[] = []
  for (let day = 0; day <= 7; day += 1) {
    const start = midnight + day * dayMs
    const weekday = new Date(start).getUTCDay() || 7
    for (const window of windows.filter(each => each.days.includes(weekday))) {
      const [from, to] = [start + ofDay(window.from), start + ofDay(window.to)]
      if (local >= from && local < to) return null
      if (from > local) openings.push(from)
    }
  }
  return new Date(Math.min(...openings) - offsetMs)
}

function ofDay(hour: string): number {
  const [hours = 0, minutes = 0] = hour.split(':').map(Number)
  return (hours * 60 + minutes) * 60_000
}
