/** Reads `22/11/2026`, `2-1-26` or `22112026` as an ISO date; null when there is no such day. Day first, as Vietnamese write. */
export function readTypedDate(typed: string): string | null {
  const match =
    /^\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4}|\d{2})\s*$/.exec(typed) ??
    /^\s*(\d{2})(\d{2})(\d{4})\s*$/.exec(typed)
  if (!match) return null
  const [day, month] = [Number(match[1]), Number(match[2])]
  const year = match[3]?.length === 2 ? 2000 + Number(match[3]) : Number(match[3])
  const date = new Date(Date.UTC(year, month - 1, day))
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null
  return date.toISOString().slice(0, 10)
}

/** Today in Vietnam, where the hub's people are. */
export function todayInVietnam(now: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(now)
}
