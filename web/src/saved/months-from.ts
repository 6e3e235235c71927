/** Months from this one in Vietnam back to that of `earliest` (a date), the newest first; two years at most. */
export function monthsFrom(earliest: string | null, now: Date = new Date()): string[] {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh', year: 'numeric', month: '2-digit' })
  let [year = 0, month = 0] = format.format(now).split('-').map(Number)
  const first = earliest?.slice(0, 7)
  const months: string[] = []
  do {
    months.push(`${year}-${String(month).padStart(2, '0')}`)
    if (--month === 0) [year, month] = [year - 1, 12]
  } while (first && (months.at(-1) ?? '') > first && months.length < 25)
  return months
}
