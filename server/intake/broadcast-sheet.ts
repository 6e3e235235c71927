import type { rowProblems } from '#contracts/intake-broadcast'
import { parseDate } from './parse-date.ts'

export type RowProblem = (typeof rowProblems)[number]
const fields = ['date', 'time', 'programme', 'channel', 'duration', 'end', 'note'] as const
type Field = (typeof fields)[number]
/** A row as read: what it means where it has no problem. */
export type AiringRow = {
  line: number
  airedAt: Date | null
  programme: string
  channel: string
  seconds: number | null
  note: string
  problems: RowProblem[]
}

// Without marks and punctuation, as `plain` writes them.
const names: Record<Field, readonly string[]> = {
  date: [
    'ngay',
    'ngay phat song',
    'ngay phat',
    'date',
    'ngay gio',
    'thoi gian',
    'thoi diem',
    'thoi gian phat song',
    'aired at',
  ],
  time: ['gio', 'gio phat song', 'gio phat', 'time', 'bat dau', 'gio bat dau', 'start'],
  programme: [
    'chuong trinh',
    'ten chuong trinh',
    'chuyen muc',
    'noi dung',
    'tiet muc',
    'programme',
    'program',
    'title',
  ],
  channel: ['kenh', 'kenh phat song', 'kenh song', 'channel', 'station'],
  duration: ['thoi luong', 'thoi luong phut', 'do dai', 'duration', 'duration minutes', 'so phut', 'phut'],
  end: ['ket thuc', 'gio ket thuc', 'end'],
  note: ['ghi chu', 'note', 'notes', 'dien giai'],
}
const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/gi, 'd')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

/** Which column says what, by its Vietnamese or English name; columns that say nothing known are named. */
export function readHeader(header: readonly string[]): { fields: (Field | null)[]; unknown: string[] } {
  const taken = new Set<Field>()
  const found = header.map(cell => {
    const name = plain(cell)
    const field = fields.find(each => !taken.has(each) && names[each].includes(name)) ?? null
    if (field) taken.add(field)
    return field
  })
  const unknown = header
    .filter((cell, at) => found[at] === null && cell.trim() !== '')
    .map(cell => cell.trim().slice(0, 60))
  return { fields: found, unknown }
}

/**
 * A row as an airing. The date and the time may stand in one cell or in two; the duration is a clock (`00:25:30`, `25:30`), words (`1 giờ
 * 15 phút`, `25'`) or minutes, or follows from the end. Nothing is guessed: what cannot be read is named.
 */
export function readAiring(
  cells: Partial<Record<Field, string>>,
  line: number,
  defaults: { channel: string },
): AiringRow {
  const start = startOf(cells)
  const seconds = cells.duration ? readDuration(cells.duration) : spanTo(start, cells.end)
  const programme = tidy(cells.programme)
  const channel = tidy(cells.channel) || defaults.channel
  const note = (cells.note ?? '').trim()
  const checks: [RowProblem, boolean][] = [
    ['date', start !== 'no-date'],
    ['time', start !== 'no-time'],
    ['programme', programme !== '' && programme.length <= 300],
    ['channel', channel !== '' && channel.length <= 100],
    ['duration', seconds !== null],
    ['text', note.length <= 1000 && !hidden.test(`${programme}${channel}${note}`)],
  ]
  return {
    ...{ line, channel, seconds, note },
    programme: programme.slice(0, 300),
    airedAt: start instanceof Date ? start : null,
    problems: checks.filter(([, ok]) => !ok).map(([problem]) => problem),
  }
}

const hidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\p{Surrogate}]/u
// A spreadsheet marks a text that would be a formula by an apostrophe; our own CSV does so too.
const tidy = (text = '') =>
  text
    .replace(/^'(?=[\s]*[=+\-@＝＋－＠])/, '')
    .replace(/\s+/g, ' ')
    .trim()

function startOf({ date = '', time = '' }: Partial<Record<Field, string>>): Date | 'no-date' | 'no-time' {
  if (date === '') return 'no-date'
  // A sheet gives a cell's time of day as a day of 1899 with it.
  const clock = /(?:^|T|\s)(\d{1,2}[:hg]\d{2}(?::\d{2})?)(?:\.\d+)?Z?$/.exec(time.trim())?.[1]
  if (time && !clock) return 'no-time'
  const isoDay = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.\d+)?Z$/.exec(date)
  // A sheet's date has no zone: the reader writes it as if it were UTC.
  const day = isoDay ? isoDay[1]! : date
  const clockOfDay = clock ?? isoDay?.[2] ?? ''
  if (clockOfDay === '' && /^\S+$/.test(day.trim())) return parseDate(day) ? 'no-time' : 'no-date'
  return parseDate(`${day} ${clockOfDay}`.trim()) ?? (parseDate(day) ? 'no-time' : 'no-date')
}

/** Seconds; null for what is none, or longer than two days. */
export function readDuration(text: string): number | null {
  const given = text
    .trim()
    .toLowerCase()
    .replace(/^1899-12-3[01]t|\.\d{3}z$/g, '')
    .replace(/\s+/g, ' ')
  const clock = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(given)
  if (clock) {
    const [, a, b, c] = clock
    // Two parts are minutes and seconds, as broadcasters write them.
    return sane(c === undefined ? Number(a) * 60 + Number(b) : Number(a) * 3600 + Number(b) * 60 + Number(c))
  }
  const number = /^(\d{1,4}(?:[.,]\d{1,3})?)$/.exec(given)
  if (number) return sane(Math.round(Number(number[1]!.replace(',', '.')) * 60))
  const words =
    /^(?:(\d{1,2}) ?(?:giờ|gio|h|hours?) ?)?(?:(\d{1,4}) ?(?:phút|phut|p|ph|'|′|’|min(?:utes?)?|m) ?)?(?:(\d{1,4}) ?(?:giây|giay|s|"|″|”|''|sec(?:onds?)?))?$/.exec(
      given,
    )
  if (!words?.slice(1).some(Boolean)) return null
  return sane(Number(words[1] ?? 0) * 3600 + Number(words[2] ?? 0) * 60 + Number(words[3] ?? 0))
}

const sane = (seconds: number) => (seconds >= 1 && seconds <= 172_800 ? seconds : null)

/** A programme that ends before it began ran past midnight. */
function spanTo(start: Date | string, end: string | undefined): number | null {
  const clock = /(\d{1,2})[:hg](\d{2})(?::(\d{2}))?/.exec(end ?? '')
  if (!(start instanceof Date) || !clock) return null
  const local = new Date(start.getTime() + 7 * 3_600_000)
  const from = local.getUTCHours() * 3600 + local.getUTCMinutes() * 60 + local.getUTCSeconds()
  const to = Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3] ?? 0)
  return sane(to > from ? to - from : to - from + 86_400)
}
