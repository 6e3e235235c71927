import { z } from 'zod'
import { line, uuid } from './values.ts'

/** What a picture is taken home for. */
export const purposeNames = [
  'web',
  'social-wide',
  'social-square',
  'social-tall',
  'print-tiff',
  'print-jpeg',
  'original',
] as const
export type PurposeName = (typeof purposeNames)[number]

const fraction = z.number().min(0).max(1)
const size = z.object({ width: z.int(), height: z.int() })
/** A part of a picture as fractions of the upright picture. */
const box = z.object({ x: fraction, y: fraction, width: fraction, height: fraction })

/** `none`: it bears no mark. `offered`: with one where `mark=1` asks for it. `always`: never without, for this caller. */
export const markChoices = ['none', 'offered', 'always'] as const
export type MarkChoice = (typeof markChoices)[number]

export const purposeOffer = z.object({
  purpose: z.enum(purposeNames),
  url: z.string(),
  fileName: z.string(),
  contentType: z.string(),
  /** Pixels of what comes out; null where the original's are not known. */
  width: z.int().nullable(),
  height: z.int().nullable(),
  /** The frame that is asked for, where there is one, and the part of the picture that fills it. */
  frame: size.nullable(),
  box: box.nullable(),
  /** The picture has fewer pixels than the frame: it comes out in the frame's shape with its own pixels, never blown up. */
  smaller: z.boolean(),
  /**
   * Bytes, approximately: of the file before the asset's words are written into it, which adds some KB (Content-Length is exact). Null
   * until it is made.
   */
  size: z.int().nullable(),
  state: z.enum(['ready', 'absent', 'making', 'failed']),
  progress: z.int(),
  /** Why it cannot be made; a code. */
  failure: z.string().nullable(),
  /** Why the rights do not let this purpose through for the caller, as in `rights.reuse`; null where they do. */
  refusal: z.string().nullable(),
  mark: z.enum(markChoices),
})
export type PurposeOffer = z.infer<typeof purposeOffer>

/** `by`: a person set it, or a machine looked for it; null while the machine has not looked. */
const focalPointShown = z.object({ x: fraction, y: fraction, by: z.enum(['person', 'automatic']) })
export const purposeList = z.object({
  downloads: z.array(purposeOffer),
  focalPoint: focalPointShown.nullable(),
  mark: z.enum(markChoices),
  /** Pixels of the picture that all is cut from; null where there is none. */
  source: size.nullable(),
})
export type PurposeList = z.infer<typeof purposeList>
export const markQuery = z.strictObject({ mark: z.enum(['0', '1']).optional() })

/** Both null: the machine's choice again. */
export const focalPointChange = z
  .strictObject({ x: fraction.nullable(), y: fraction.nullable() })
  .refine(point => (point.x === null) === (point.y === null), { message: 'both-or-neither' })
export const focalPointAnswer = z.object({ focalPoint: focalPointShown.nullable() })
export type FocalPointShown = z.infer<typeof focalPointShown>

/** How many crops one item keeps. */
export const cropLimit = 20
export const cropDraft = z
  .strictObject({
    name: line(80).pipe(z.string().min(1)),
    x: fraction,
    y: fraction,
    width: fraction.refine(value => value > 0, { message: 'empty' }),
    height: fraction.refine(value => value > 0, { message: 'empty' }),
  })
  // Fractions that a page computed may pass the edge by a hair.
  .refine(crop => crop.x + crop.width <= 1.000001 && crop.y + crop.height <= 1.000001, { message: 'outside' })
export type CropDraft = z.infer<typeof cropDraft>
export const crop = z.object({
  id: uuid,
  name: z.string(),
  version: z.int(),
  /** It was drawn on an older version: somebody has to look again before it is handed out. */
  outdated: z.boolean(),
  box,
  width: z.int().nullable(),
  height: z.int().nullable(),
  url: z.string(),
  /** As a purpose's: approximately. */
  size: z.int().nullable(),
  state: z.enum(['ready', 'absent', 'making', 'failed']),
  progress: z.int(),
})
export type Crop = z.infer<typeof crop>
export const cropList = z.object({ crops: z.array(crop), limit: z.int() })
export type CropList = z.infer<typeof cropList>
export const cropAnswer = z.object({ crop })

export const markCorners = ['top-left', 'top-right', 'bottom-left', 'bottom-right'] as const
export const unitMark = z.object({
  policy: z.enum(markChoices),
  text: z.string(),
  /** A picture of the unit's own in the library; goes before the text. */
  logo: z.object({ id: uuid, title: z.string(), thumbUrl: z.string().nullable() }).nullable(),
  corner: z.enum(markCorners),
  /** 0.1 to 1. */
  opacity: z.number(),
  /** Its width as a part of the picture's: 0.05 to 0.5. */
  size: z.number(),
})
export type UnitMark = z.infer<typeof unitMark>
export const unitMarkChange = z
  .strictObject({
    policy: z.enum(markChoices),
    text: line(60).default(''),
    logo: uuid.nullable().default(null),
    corner: z.enum(markCorners).default('bottom-right'),
    opacity: z.number().min(0.1).max(1).default(0.8),
    size: z.number().min(0.05).max(0.5).default(0.2),
  })
  .refine(mark => mark.policy === 'none' || mark.text !== '' || mark.logo !== null, { message: 'text-or-logo' })
export type UnitMarkChange = z.infer<typeof unitMarkChange>
export const unitMarkAnswer = z.object({ mark: unitMark })
