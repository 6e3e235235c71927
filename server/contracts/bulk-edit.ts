import { z } from 'zod'
import { bulkEditStates, bulkFields, bulkRowStates } from './bulk-edit-values.ts'
import { searchQuestion } from './search.ts'
import { isoDate, isoDateTime, languages, line, text, uuid, visibilities } from './values.ts'

const words = (max: number) =>
  z
    .array(line(64).pipe(z.string().min(1)))
    .max(max)
    .transform(list => [...new Set(list)])

/** `set` stands alone; `remove` goes before `add`. */
const listChange = (max: number) =>
  z
    .strictObject({ add: words(max).optional(), remove: words(max).optional(), set: words(max).optional() })
    .refine(({ add, remove, set }) => (set === undefined ? !!(add?.length || remove?.length) : !add && !remove), {
      message: 'set-or-add-and-remove',
    })
    .optional()

const some = (max: number) => text(max).pipe(z.string().min(1))
const descriptionChange = z.union([
  z.strictObject({ set: text(5000) }),
  z.strictObject({ append: some(5000) }),
  /** Every place where `find` stands, by letter; a description without it stays. */
  z.strictObject({ find: some(500), replace: text(5000) }),
])

/** Members that are left out stay as they are; null empties one. */
const rightsChange = z.strictObject({
  statement: z.url().max(200).optional(),
  holder: line(200).nullable().optional(),
  grant: line(500).nullable().optional(),
  usageTerms: text(1000).nullable().optional(),
  validFrom: isoDate.nullable().optional(),
  validUntil: isoDate.nullable().optional(),
  personalData: z.boolean().optional(),
  machineMade: z.boolean().optional(),
})

/** One change for every item; an empty text empties a field. `rights: null` takes the whole statement away. */
export const bulkChanges = z
  .strictObject({
    description: descriptionChange.optional(),
    creator: line(200).optional(),
    date: isoDate.optional(),
    language: z.enum(languages).optional(),
    tags: listChange(50),
    topics: listChange(20),
    places: listChange(20),
    audiences: listChange(20),
    pillars: listChange(5),
    themes: listChange(20),
    rights: rightsChange.nullable().optional(),
    credit: line(300).optional(),
    visibility: z.enum(visibilities).optional(),
    embargoUntil: isoDateTime.nullable().optional(),
  })
  .refine(changes => Object.values(changes).some(value => value !== undefined), { message: 'nothing-to-change' })
export type BulkChanges = z.infer<typeof bulkChanges>

/** More are not taken into one edit. */
export const bulkEditMax = 5_000

/** Which items: by their ids, or all that a search finds for who asks, at that moment. */
export const bulkSelection = z.union([
  z.strictObject({ ids: z.array(uuid).min(1).max(bulkEditMax) }),
  z.strictObject({ query: searchQuestion }),
])
export type BulkSelection = z.infer<typeof bulkSelection>

export const newBulkEdit = z.strictObject({ select: bulkSelection, changes: bulkChanges })
export const newEditSheet = z.strictObject({ select: bulkSelection })
/** What is said beside an uploaded sheet: nothing. */
export const sheetUpload = z.strictObject({})

/** A bulk edit as its own person sees it. */
export const bulkEdit = z.object({
  id: uuid,
  source: z.enum(['form', 'sheet']),
  state: z.enum(bulkEditStates),
  /** How many items stand in each state. */
  counts: z.record(z.enum(bulkRowStates), z.int()),
  total: z.int(),
  fileName: z.string().nullable(),
  /** Heads of the sheet that mean nothing here; what stands below them was not looked at. */
  unknownColumns: z.array(z.string()),
  createdAt: isoDateTime,
  /** Until when the dry run may be carried out. */
  expiresAt: isoDateTime,
  finishedAt: isoDateTime.nullable(),
  /** Until when it may be taken back; null before it has ended, and when its old values are gone. */
  undoUntil: isoDateTime.nullable(),
})
export type BulkEdit = z.infer<typeof bulkEdit>
export const bulkEditAnswer = z.object({ bulkEdit })
export const bulkEditList = z.object({ bulkEdits: z.array(bulkEdit) })

const fieldValue = z.union([z.string(), z.boolean(), z.array(z.string()), z.null()])
export const bulkEditRow = z.object({
  number: z.int(),
  /** In the sheet, as a spreadsheet counts (the heads are 1). */
  line: z.int().nullable(),
  assetId: uuid,
  /** Null where the person may not see it, or there is none. */
  title: z.string().nullable(),
  state: z.enum(bulkRowStates),
  /** Why nothing, or not everything, was done: a problem's key, `value-refused` or `row-doubled`, `partly-undone`. */
  problem: z.object({ key: z.string(), detail: z.string().nullable() }).nullable(),
  /** What changes; empty once the old values are gone, and for who may not edit the item any more. */
  fields: z.array(z.object({ field: z.enum(bulkFields), before: fieldValue, after: fieldValue })),
})
export type BulkEditRow = z.infer<typeof bulkEditRow>

/** `after` is the number of the last row of the page before. */
export const bulkRowQuery = z.strictObject({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(200),
  state: z.enum(bulkRowStates).optional(),
})
export const bulkRowList = z.object({ rows: z.array(bulkEditRow), next: z.int().nullable() })
export type BulkRowList = z.infer<typeof bulkRowList>
