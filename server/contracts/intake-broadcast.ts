import { z } from 'zod'
import { unitRef } from './unit.ts'
import { isoDateTime, line, text, uuid } from './values.ts'

const aDay = 86_400
const said = {
  airedAt: isoDateTime,
  programme: line(300).pipe(z.string().min(1)),
  channel: line(100).pipe(z.string().min(1)),
  seconds: z
    .int()
    .min(1)
    .max(2 * aDay),
  assetId: uuid.nullable(),
  note: text(1000),
}
/** One airing. `unit` is a code; where the person writes for one unit only it may be left out. */
export const newBroadcast = z.strictObject({
  ...said,
  assetId: said.assetId.default(null),
  note: said.note.default(''),
  unit: z.string().max(64).optional(),
})
export type NewBroadcast = z.output<typeof newBroadcast>
export const broadcastEdit = z.strictObject(said).partial()
export type BroadcastEdit = z.output<typeof broadcastEdit>

export const broadcast = z.object({
  id: uuid,
  unit: unitRef,
  airedAt: isoDateTime,
  programme: z.string(),
  channel: z.string(),
  seconds: z.int(),
  /** Only where the reader may read the asset. */
  asset: z.object({ id: uuid, title: z.string() }).nullable(),
  note: z.string(),
  may: z.object({ edit: z.boolean() }),
})
export type Broadcast = z.infer<typeof broadcast>
export const broadcastAnswer = z.object({ broadcast })

/** `month`: `YYYY-MM` in Vietnam. */
export const broadcastFilter = z.strictObject({
  month: z
    .string()
    .regex(/^[12]\d{3}-(0[1-9]|1[0-2])$/)
    .optional(),
  programme: line(300).optional(),
  channel: line(100).optional(),
  unit: z.string().max(64).optional(),
})
export type BroadcastFilter = z.output<typeof broadcastFilter>
export const broadcastQuery = broadcastFilter.extend({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
})
export const broadcastList = z.object({
  broadcasts: z.array(broadcast),
  /** Of everything that the filter finds. */
  totals: z.object({ count: z.int(), seconds: z.int() }),
  channels: z.array(z.string()),
  next: z.string().nullable(),
})
export type BroadcastList = z.infer<typeof broadcastList>

/** A sheet: CSV as text, XLSX in base64. With `dryRun` nothing is written and the report says what would be. */
export const broadcastImport = z.strictObject({
  format: z.enum(['csv', 'xlsx']),
  content: z.string().min(1).max(1_900_000),
  unit: z.string().max(64).optional(),
  /** For rows that name no channel. */
  channel: line(100).optional(),
  dryRun: z.boolean(),
})
export type BroadcastImport = z.output<typeof broadcastImport>
export const importOutcomes = ['added', 'updated', 'unchanged', 'repeated', 'refused'] as const
export const rowProblems = ['date', 'time', 'programme', 'channel', 'duration', 'text'] as const
export const broadcastReport = z.object({
  dryRun: z.boolean(),
  counts: z.object({
    added: z.int(),
    updated: z.int(),
    unchanged: z.int(),
    repeated: z.int(),
    refused: z.int(),
  }),
  /** Columns that the hub did not understand. */
  unknown: z.array(z.string()),
  rows: z.array(
    z.object({
      line: z.int(),
      outcome: z.enum(importOutcomes),
      problems: z.array(z.enum(rowProblems)),
      airedAt: isoDateTime.nullable(),
      programme: z.string(),
      channel: z.string(),
      seconds: z.int().nullable(),
    }),
  ),
})
export type BroadcastReport = z.infer<typeof broadcastReport>
