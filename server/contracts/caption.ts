import { z } from 'zod'
import { isoDateTime, line, uuid } from './values.ts'

export const captionKinds = ['subtitles', 'captions'] as const

/** A language tag (RFC 5646), answered in its usual spelling: `VI-vn` is `vi-VN`. */
const languageTag = z
  .string()
  .max(35)
  .transform((tag, context) => {
    try {
      return Intl.getCanonicalLocales(tag)[0] ?? tag
    } catch {
      context.addIssue({ code: 'custom', message: 'language-tag' })
      return z.NEVER
    }
  })

/** Captions as a person has them: WebVTT or SubRip, as `text` or, where another encoding than UTF-8 must be told, as `file` in base64. */
export const captionInput = z
  .strictObject({
    language: languageTag,
    /** As the player's menu shows it; the language's own name where it is left out. */
    label: line(60).optional(),
    /** `captions` tell sounds too, for people who do not hear them. */
    kind: z.enum(captionKinds).default('subtitles'),
    text: z.string().max(1_048_576).optional(),
    file: z.base64().max(1_400_000).optional(),
  })
  .refine(({ text, file }) => (text === undefined) !== (file === undefined), { message: 'text-or-file' })
export type CaptionInput = z.infer<typeof captionInput>

export const captionTrack = z.object({
  id: uuid,
  /** Clean WebVTT. */
  url: z.string(),
  language: z.string(),
  label: z.string(),
  kind: z.enum(captionKinds),
  cues: z.int(),
  /** Of the asset, that they were written for. */
  version: z.int(),
  /** Where the file of today has another length than the one that they were written for. */
  differs: z.object({ wasMs: z.int(), isMs: z.int() }).nullable(),
  createdBy: z.string().nullable(),
  updatedAt: isoDateTime,
})
export type CaptionTrack = z.infer<typeof captionTrack>
export const captionList = z.object({ captions: z.array(captionTrack) })

/** What was mended: where for the first time (a line of the file, from 1), how often, and a sentence in the caller's language. */
export const captionNotice = z.object({ code: z.string(), line: z.int(), count: z.int(), detail: z.string() })
export const captionAnswer = z.object({
  caption: captionTrack,
  /** What the bytes were read as. */
  encoding: z.string(),
  notices: z.array(captionNotice),
})
export type CaptionAnswer = z.infer<typeof captionAnswer>
