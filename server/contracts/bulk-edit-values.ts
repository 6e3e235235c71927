// Imports nothing: the web reads these lists, and zod stays out of its first load.

/** `checking`: the dry run is being made. `ready`: it may be looked at and run. `done`, `cancelled`, `undone` are ends. */
export const bulkEditStates = ['checking', 'ready', 'running', 'done', 'cancelled', 'undoing', 'undone'] as const
export type BulkEditState = (typeof bulkEditStates)[number]

/**
 * `waiting` for the dry run; by it `ready`, `unchanged` (nothing would differ) or `refused`; by the run `done` or `failed`; by undoing
 * `undone`, or `kept` where others have changed it since.
 */
export const bulkRowStates = ['waiting', 'ready', 'unchanged', 'refused', 'done', 'failed', 'undone', 'kept'] as const
export type BulkRowState = (typeof bulkRowStates)[number]

/** What an edit may change, one name a value. */
export const bulkFields = [
  'title',
  'description',
  'creator',
  'date',
  'language',
  'tags',
  'topics',
  'places',
  'audiences',
  'pillars',
  'themes',
  'credit',
  'altText',
  'visibility',
  'embargoUntil',
  'rights',
  'holder',
  'grant',
  'usageTerms',
  'territory',
  'media',
  'purposes',
  'validFrom',
  'validUntil',
  'consent',
  'personalData',
  'machineMade',
] as const
export type BulkField = (typeof bulkFields)[number]
export type BulkValue = string | boolean | string[] | null
