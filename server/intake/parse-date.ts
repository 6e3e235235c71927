const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
// RFC 822 §5.1, and what feeds of the region write beside it.
const zones: Record<string, number> = {
  ...{ z: 0, ut: 0, gmt: 0, utc: 0, est: -300, edt: -240, cst: -360, cdt: -300, mst: -420, mdt: -360 },
  ...{ pst: -480, pdt: -420, ict: 420, vnt: 420, wib: 420, sgt: 480, myt: 480 },
}
const vietnam = 420
const clockForm = String.raw`(?:[T ,]*(?:lúc\s*)?(\d{1,2})[:hg](\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s*(am|pm|sa|ch)?)?`
const zoneForm = String.raw`\s*\(?\s*((?:gmt|utc)?\s*[+-]\s*\d{1,2}(?::?\d{2})?|[a-z]{1,4})?\s*\)?`
const isoForm = new RegExp(String.raw`^(\d{4})[-/](\d{1,2})[-/](\d{1,2})${clockForm}${zoneForm}$`, 'i')
const dayFirstForm = new RegExp(String.raw`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})${clockForm}${zoneForm}$`, 'i')
const namedForm = new RegExp(String.raw`^(\d{1,2})[\s-]+([a-z]{3})[a-z]*[\s-]+(\d{2,4})${clockForm}${zoneForm}$`, 'i')
const clockFirstForm = /^(\d{1,2}[:h]\d{2})[\s,|-]+(\d{1,2}[-/.]\d{1,2}[-/.]\d{4})(.*)$/i

/**
 * An instant as feeds write it: RFC 3339, RFC 822 and 2822 with their odd zones and years of two digits, `dd/mm/yyyy HH:mm` of Vietnam,
 * seconds or milliseconds since 1970. What names no zone is meant in Vietnam. Null for what is none, or lies outside 1980 to 2100.
 */
export function parseDate(value: unknown): Date | null {
  if (typeof value === 'number') return within(value < 1e11 ? value * 1000 : value)
  if (typeof value !== 'string' || value.length > 100) return null
  const text = value.normalize('NFC').trim().replace(/\s+/g, ' ')
  if (/^\d{9,13}$/.test(text)) return parseDate(Number(text))
  // A day's name says nothing that the date does not.
  const bare = text.replace(/^(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?|thứ \p{L}+|thứ \d|chủ nhật),?\s*/iu, '')
  const turned = bare.replace(clockFirstForm, '$2 $1$3').replace(/ [-|,] (?=\d{1,2}[:hg]\d)/, ' ')
  const iso = isoForm.exec(turned)
  if (iso) return instant([Number(iso[1]), Number(iso[2]), Number(iso[3])], iso.slice(4))
  const dayFirst = dayFirstForm.exec(turned)
  if (dayFirst) return instant([Number(dayFirst[3]), Number(dayFirst[2]), Number(dayFirst[1])], dayFirst.slice(4))
  const named = namedForm.exec(turned)
  if (!named) return null
  return instant([fullYear(named[3]!), months.indexOf(named[2]!.toLowerCase()) + 1, Number(named[1])], named.slice(4))
}

function fullYear(digits: string): number {
  const year = Number(digits)
  // RFC 2822 §4.3.
  return digits.length === 4 ? year : year < 50 ? 2000 + year : 1900 + year
}

type Parts = readonly (string | undefined)[]

function instant(
  [year, month, day]: readonly [number, number, number],
  [h, m, s, fraction, half, zone]: Parts,
): Date | null {
  const offset = offsetOf(zone)
  if (offset === null || month < 1 || month > 12) return null
  let hour = Number(h ?? 0)
  if (/pm|ch/i.test(half ?? '') && hour < 12) hour += 12
  if (/am|sa/i.test(half ?? '') && hour === 12) hour = 0
  const [minute, second] = [Number(m ?? 0), Number(s ?? 0)]
  if (hour > 23 || minute > 59 || second > 60) return null
  const days = new Date(Date.UTC(year, month - 1, day))
  // 31/02 is no day.
  if (days.getUTCMonth() !== month - 1 || days.getUTCDate() !== day) return null
  return within(Date.UTC(year, month - 1, day, hour, minute - offset, second, milliseconds(fraction)))
}

const milliseconds = (fraction = '') => Number(fraction.slice(0, 3).padEnd(3, '0'))

/** Minutes east of Greenwich; null for a zone that nobody knows. */
function offsetOf(zone: string | undefined): number | null {
  if (!zone?.trim()) return vietnam
  const given = zone.replace(/\s+/g, '').toLowerCase()
  const [, sign, hours, minutes] = /^(?:gmt|utc)?([+-])(\d{1,2}):?(\d{2})?$/.exec(given) ?? []
  if (!sign) return zones[given] ?? null
  const size = Number(hours) * 60 + Number(minutes ?? 0)
  return size > 14 * 60 ? null : sign === '-' ? -size : size
}

function within(time: number): Date | null {
  const [first, last] = [Date.UTC(1980, 0), Date.UTC(2100, 0)]
  return Number.isFinite(time) && time >= first && time < last ? new Date(time) : null
}
