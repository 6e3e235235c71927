import { z } from 'zod'
import { embeddedAnswer } from './embedded.ts'
import { playback } from './playback.ts'
import { purposeAnswers, rightsAnswer, rightsInput, rightsSentenceAnswer } from './rights.ts'
import { soundFacts } from './sound.ts'
import { unitRef } from './unit.ts'
import {
  assetKinds,
  fileStates,
  isoDate,
  isoDateTime,
  languages,
  line,
  lives,
  sha256,
  text,
  uuid,
  visibilities,
} from './values.ts'

const codes = (max: number) =>
  z
    .array(line(64).pipe(z.string().min(1)))
    .max(max)
    .transform(list => [...new Set(list)])

/** What a person says of an asset. Everything may be left out: completeness is asked at clearance. */
export const assetMetadata = z.strictObject({
  title: line(300).optional(),
  description: text(5000).optional(),
  creator: line(200).optional(),
  date: isoDate.optional(),
  language: z.enum(languages).optional(),
  tags: codes(50).optional(),
  topics: codes(20).optional(),
  places: codes(20).optional(),
  audiences: codes(20).optional(),
  /** Pillars of the ASEAN Community, and the themes of its years. */
  pillars: codes(5).optional(),
  themes: codes(20).optional(),
  rights: rightsInput.optional(),
  credit: line(300).optional(),
  altText: text(1000).optional(),
  visibility: z.enum(visibilities).optional(),
  /** Until this instant nobody but those who prepare it sees the item. */
  embargoUntil: isoDateTime.optional(),
  /** Code or id of the owning unit; defaults to the uploader's only membership, for hub staff to the curating unit. */
  unit: z.string().max(64).optional(),
})
export type AssetMetadata = z.infer<typeof assetMetadata>

/** What is said with an upload. `allowDuplicate`: a second asset on purpose, although I may read one with the same bytes. */
export const uploadMetadata = assetMetadata.extend({ allowDuplicate: z.boolean().optional() })
export type UploadMetadata = z.infer<typeof uploadMetadata>

/** An edit: only the members that are there change; `rights: null` takes the statement away. */
export const assetEdit = assetMetadata
  .omit({ unit: true, rights: true, embargoUntil: true })
  .extend({ rights: rightsInput.nullable().optional(), embargoUntil: isoDateTime.nullable().optional() })
export type AssetEdit = z.infer<typeof assetEdit>

/** `name`: thumb (256), preview (1024), web (2048), poster, video (720p), page-1 ... */
export const rendition = z.object({
  name: z.string(),
  url: z.string(),
  contentType: z.string(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  durationMs: z.int().nullable(),
  size: z.int(),
})
export type Rendition = z.infer<typeof rendition>

/** The bytes of the newest version; null for an article. */
export const assetFile = z.object({
  name: z.string(),
  url: z.string(),
  contentType: z.string(),
  size: z.int(),
  sha256,
  width: z.int().nullable(),
  height: z.int().nullable(),
  durationMs: z.int().nullable(),
  pageCount: z.int().nullable(),
  /** Of an audio: how it is coded, and how loud it is by EBU R 128; null what silence has not. */
  sound: soundFacts.optional(),
  /** Some of its text was read by a machine from a picture. */
  machineText: z.boolean().optional(),
})

export const asset = z.object({
  id: uuid,
  /** `urn:uuid:<id>`, for ever. */
  uri: z.string(),
  kind: z.enum(assetKinds),
  file: z.enum(fileStates),
  visibility: z.enum(visibilities),
  life: z.enum(lives),
  title: z.string(),
  description: z.string(),
  creator: z.string(),
  date: isoDate,
  language: z.enum(languages),
  tags: z.array(z.string()),
  topics: z.array(z.string()),
  places: z.array(z.string()),
  audiences: z.array(z.string()),
  pillars: z.array(z.string()),
  themes: z.array(z.string()),
  rights: rightsAnswer.nullable(),
  rightsSentence: rightsSentenceAnswer,
  /** Each purpose with what stands against it now, or null. */
  reuse: purposeAnswers,
  embargoUntil: isoDateTime.nullable(),
  credit: z.string(),
  altText: z.string(),
  /** The unit with its name as at the asset's date. */
  unit: unitRef,
  uploadedBy: z.object({ id: uuid, name: z.string() }),
  /** Rises at each edit; `ETag: "r<revision>"`, send it back as If-Match. */
  revision: z.int(),
  version: z.int(),
  progress: z.int().min(0).max(100),
  failure: z.object({ code: z.string(), detail: z.string() }).nullable(),
  /** Base64 of a thumbhash, or null. */
  thumbhash: z.string().nullable(),
  original: assetFile.nullable(),
  renditions: z.array(rendition),
  /** Of a film that is made; null for everything else. */
  playback: playback.nullable(),
  /** Sanitised body of an article, else null. */
  html: z.string().nullable(),
  /** Another's work that the hub relays: from whom, where it stands there, what was said of its rights; null for one's own. */
  relay: z
    .object({
      source: z.string(),
      url: z.string().nullable(),
      notice: z.string().nullable(),
      withdrawnAt: isoDateTime.nullable(),
    })
    .nullable(),
  /** Taken back since then: no file of it is given for use. Null where no recall stands. */
  recalledAt: isoDateTime.nullable(),
  /** What the file of the newest version says of itself; null for who may not edit, and until it is read. */
  embedded: embeddedAnswer.nullable().optional(),
  createdAt: isoDateTime,
  updatedAt: isoDateTime,
  may: z.object({
    edit: z.boolean(),
    nominate: z.boolean(),
    recall: z.boolean(),
    trash: z.boolean(),
    reuse: z.boolean(),
    download: z.boolean(),
  }),
})
export type Asset = z.infer<typeof asset>
export const assetAnswer = z.object({ asset })

/** What stands between an asset and its publication; `mendable` says whether the person who asks may mend it. */
export const clearanceKeys = [
  'title',
  'creator',
  'date',
  'description',
  'rights',
  'validity',
  'consent',
  'embargo',
  'credit',
  'altText',
  'renditions',
] as const
export type ClearanceKey = (typeof clearanceKeys)[number]
export const clearance = z.object({
  cleared: z.boolean(),
  checks: z.array(z.object({ key: z.enum(clearanceKeys), ok: z.boolean(), detail: z.string(), mendable: z.boolean() })),
})
export type Clearance = z.infer<typeof clearance>

export const timelineEntry = z.object({
  id: uuid,
  at: isoDateTime,
  act: z.string(),
  person: z.string().nullable(),
  unit: z.string().nullable(),
})
export const timeline = z.object({ entries: z.array(timelineEntry), next: z.string().nullable() })

/** A rendition is looked at, or taken home: then it comes as an attachment, and the taking is recorded. */
export const renditionQuery = z.strictObject({ download: z.literal('1').optional() })
/** `read=1`: piece by piece for a reader on the screen; a piece, whose range names both its ends, is no download. */
export const pieceQuery = z.strictObject({ read: z.literal('1').optional() })
export const originalQuery = renditionQuery.extend(pieceQuery.shape)
