import { z } from 'zod'
import { searchHit } from './search.ts'
import { unitRef } from './unit.ts'
import { isoDateTime, line, text, uuid } from './values.ts'

/** The most items on one board. */
export const boardLimit = 2000

export const collectionAccesses = ['read', 'edit'] as const
const grants = z.array(z.strictObject({ unit: z.string().max(64), access: z.enum(collectionAccesses) })).max(50)

export const newCollection = z.strictObject({
  name: line(200).pipe(z.string().min(1)),
  note: text(2000).optional(),
  /** Code or id of the unit whose board it is; left out, it is one's own. */
  unit: z.string().max(64).optional(),
})
export const collectionEdit = z.strictObject({
  name: line(200).pipe(z.string().min(1)).optional(),
  note: text(2000).optional(),
  /** An asset on the board; null takes the first that shows. */
  cover: uuid.nullable().optional(),
  /** The units it is shared with, all of them. */
  grants: grants.optional(),
  /** Of a unit's board: whether anybody may pull what is public of it as a feed. */
  feed: z.boolean().optional(),
})
export type NewCollection = z.infer<typeof newCollection>
export type CollectionEdit = z.infer<typeof collectionEdit>

export const collection = z.object({
  id: uuid,
  name: z.string(),
  note: z.string(),
  /** Null on a person's own board. */
  unit: unitRef.nullable(),
  owner: z.string().nullable(),
  mine: z.boolean(),
  /** As many as the one who asks may read. */
  items: z.int(),
  /** Up to three pictures, the cover first; only of what the one who asks may read. */
  pictures: z.array(z.object({ id: uuid, url: z.string(), thumbhash: z.string().nullable(), altText: z.string() })),
  coverId: uuid.nullable(),
  /** With whom it is shared; empty for those who may not manage it. */
  grants: z.array(z.object({ unit: unitRef, access: z.enum(collectionAccesses) })),
  /** It is a feed: `board:<id>`. */
  feed: z.boolean(),
  updatedAt: isoDateTime,
  may: z.object({ edit: z.boolean(), manage: z.boolean(), share: z.boolean() }),
})
export type Collection = z.infer<typeof collection>
export const collectionAnswer = z.object({ collection })
export const collectionList = z.object({ collections: z.array(collection) })

/** What stands on a board: the asset as a list shows it, with the board's own note. */
export const collectionItem = searchHit.omit({ highlight: true }).extend({ note: z.string() })
export type CollectionItem = z.infer<typeof collectionItem>
export const collectionItemQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(100),
  cursor: z.string().max(500).optional(),
})
export const collectionItemList = z.object({ items: z.array(collectionItem), next: z.string().nullable() })

export const itemAddition = z.strictObject({ assets: z.array(uuid).min(1).max(500) })
export const itemAdditionAnswer = z.object({ added: z.int(), collection })
export const itemEdit = z.strictObject({
  note: text(1000).optional(),
  /** Puts it before this item of the board; null puts it last. */
  before: uuid.nullable().optional(),
})
export type ItemEdit = z.infer<typeof itemEdit>
