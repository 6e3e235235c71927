import { z } from 'zod'

/** Words that both sides of the API share. Codes are English; the web has their Vietnamese. */
export const assetKinds = ['image', 'video', 'audio', 'document', 'article'] as const
export const visibilities = ['draft', 'unit', 'hub', 'partners', 'public'] as const
export const fileStates = ['processing', 'ready', 'failed', 'damaged'] as const
export const lives = ['active', 'trashed'] as const
export const unitRoles = ['reader', 'contributor', 'editor'] as const
export const hubRoles = ['curator', 'administrator'] as const
export const unitKinds = ['department', 'press', 'locality', 'organisation', 'partner'] as const
export const languages = ['vi', 'en', 'km', 'lo', 'th', 'id', 'ms', 'fil', 'my', 'zh-Hans', 'tet', 'pt'] as const

export type AssetKind = (typeof assetKinds)[number]
export type Visibility = (typeof visibilities)[number]
export type UnitRole = (typeof unitRoles)[number]
export type HubRole = (typeof hubRoles)[number]

// Everything below U+0020 but tab and line breaks, DEL, C1, and the marks that reorder a line (CVE-2021-42574).
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/

/** Text as people write it: NFC, trimmed, at most `max` characters, no control or bidi-override characters. */
export function text(max: number) {
  return z
    .string()
    .max(max * 2)
    .transform(value => value.normalize('NFC').trim())
    .pipe(
      z
        .string()
        .max(max)
        .refine(value => !forbidden.test(value), { message: 'control-characters' }),
    )
}

/** One line of text: as `text`, and without line breaks. */
export function line(max: number) {
  return text(max).pipe(z.string().refine(value => !/[\r\n\t\u2028\u2029]/.test(value), { message: 'one-line' }))
}

/** A calendar date, `YYYY-MM-DD` (RFC 3339 full-date), that exists. */
export const isoDate = z.iso.date()
/** An instant, RFC 3339 with offset. */
export const isoDateTime = z.iso.datetime({ offset: true })
/** An instant that somebody plans for: of this millennium, which no calendar, cursor or database mistakes. */
export const plannedTime = isoDateTime.refine(value => value >= '2000' && value < '3000', { message: 'out-of-range' })
export const uuid = z.uuid()
/** A vocabulary or unit code: what stands in an address. */
export const code = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/)
/** SHA-256 as 64 lowercase hexadecimal digits. */
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
