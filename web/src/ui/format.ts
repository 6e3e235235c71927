import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

export type FormatLanguage = 'vi' | 'en'
type InputDate = string | number | Date

// Dates are written dd/mm/yyyy with a 24-hour clock in both languages; en-GB does that, en-US would not.
const dateLocale = 'en-GB'
const timeZone = 'Asia/Ho_Chi_Minh'
const dayFormat = new Intl.DateTimeFormat(dateLocale, { timeZone, day: '2-digit', month: '2-digit', year: 'numeric' })
const timeFormat = new Intl.DateTimeFormat(dateLocale, {
  timeZone,
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

const numberFormats = new Map<string, Intl.NumberFormat>()
function numberFormat(language: FormatLanguage, digits: number): Intl.NumberFormat {
  const key = `${language}${digits}`
  const made =
    numberFormats.get(key) ??
    new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: digits })
  numberFormats.set(key, made)
  return made
}

/** `23/11/2026`. A calendar date (`2026-11-23`) is itself, whatever the time zone. */
export function formatDate(value: InputDate): string {
  const plain = typeof value === 'string' ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) : null
  return plain ? `${plain[3]}/${plain[2]}/${plain[1]}` : dayFormat.format(new Date(value))
}

/** `14:05`. */
function formatTime(value: InputDate): string {
  return timeFormat.format(new Date(value))
}

/** `23/11/2026 14:05`. */
export function formatDateTime(value: InputDate): string {
  return `${formatDate(new Date(value))} ${formatTime(value)}`
}

/** `1.234,5` in Vietnamese, `1,234.5` in English. */
export function formatNumber(value: number, language: FormatLanguage, digits = 1): string {
  return numberFormat(language, digits).format(value)
}

/** `12,3 MB`: decimal units, one digit from MB up, none below. */
export function formatBytes(bytes: number, language: FormatLanguage): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'] as const
  let step = 0
  let value = bytes
  while (value >= 999.5 && step < units.length - 1) {
    value /= 1000
    step += 1
  }
  return `${formatNumber(value, language, step >= 2 && value < 100 ? 1 : 0)} ${units[step]}`
}

/** `02:48`, `1:02:03`. */
export function formatDuration(ms: number): string {
  const seconds = Math.round(ms / 1000)
  const two = (value: number) => String(value).padStart(2, '0')
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  return seconds >= 3600 ? `${Math.floor(seconds / 3600)}:${rest}` : rest
}

/** `4.608 × 3.072`. */
export function formatPixels(width: number, height: number, language: FormatLanguage): string {
  return `${formatNumber(width, language, 0)} × ${formatNumber(height, language, 0)}`
}

export type Format = ReturnType<typeof makeFormat>
function makeFormat(language: FormatLanguage) {
  return {
    date: formatDate,
    time: formatTime,
    dateTime: formatDateTime,
    duration: formatDuration,
    number: (value: number, digits?: number) => formatNumber(value, language, digits),
    percent: (value: number) => `${formatNumber(value, language, 0)}${language === 'vi' ? ' ' : ''}%`,
    bytes: (value: number) => formatBytes(value, language),
    pixels: (width: number, height: number) => formatPixels(width, height, language),
  }
}

/** The formats of the language that is on. */
export function useFormat(): Format {
  const { i18n } = useTranslation()
  const language: FormatLanguage = i18n.language === 'en' ? 'en' : 'vi'
  return useMemo(() => makeFormat(language), [language])
}
