import type { Channel } from '#contracts/delivery'

export type Window = Channel['windows'][number]
/** A window while it is typed. */
export type WindowDraft = { id: number; days: number[]; from: string; to: string }
export type WindowFault = 'days' | 'hours' | 'order'

/** Monday to Sunday, as ISO 8601 counts them. */
export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const

/** `7`, `7h30`, `730`, `07:30` as `07:30`; midnight at the end of a day as its last minute; null for what is no hour. */
export function parseHour(text: string): string | null {
  const match = /^(\d{1,2})(?:\s*(?:[:hg.])\s*(\d{2})?|(\d{2}))?$/i.exec(text.trim())
  if (!match) return null
  const [hours, minutes] = [Number(match[1]), Number(match[2] ?? match[3] ?? 0)]
  if (hours === 24 && minutes === 0) return '23:59'
  return hours < 24 && minutes < 60 ? `${pad(hours)}:${pad(minutes)}` : null
}
const pad = (number: number) => String(number).padStart(2, '0')

export function windowFault({ days, from, to }: WindowDraft): WindowFault | null {
  if (days.length === 0) return 'days'
  const [begin, end] = [parseHour(from), parseHour(to)]
  if (!begin || !end) return 'hours'
  return begin < end ? null : 'order'
}

export function windowOf({ days, from, to }: WindowDraft): Window {
  return { days: days.toSorted((one, other) => one - other), from: parseHour(from) ?? from, to: parseHour(to) ?? to }
}

export type Bar = { left: number; width: number }
/** For each day of the week the parts in which is sent, in percent of the day. Overlapping windows lie over each other. */
export function weekBars(windows: readonly Window[]): Bar[][] {
  return weekdays.map(day =>
    windows
      .filter(window => window.days.includes(day))
      .map(({ from, to }) => {
        // The last minute of a day is its end for the eye.
        const [begin, end] = [minutes(from), to === '23:59' ? 1440 : minutes(to)]
        return { left: (begin / 1440) * 100, width: ((end - begin) / 1440) * 100 }
      }),
  )
}
function minutes(hour: string): number {
  const [hours = 0, rest = 0] = hour.split(':').map(Number)
  return hours * 60 + rest
}
