import { besideFields, embeddedTable } from '#contracts/embedded-table'

/** Every tag that the table reads, each once. */
export const embeddedTags: readonly string[] = [
  ...new Set(Object.values(embeddedTable).flatMap(field => [...field.read])),
]
export const beside: readonly string[] = besideFields
