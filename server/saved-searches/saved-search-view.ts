import type { AlertWay, SavedSearch } from '#contracts/saved-search'
import { plainQuery, readStored } from './stored-query.ts'

type Row = {
  id: string
  name: string
  query: unknown
  alert: string
  mail: boolean
  feed: boolean
  toldAt: Date | null
  createdAt: Date
  updatedAt: Date
}

/** A saved search as its owner sees it. */
export function savedSearchView(row: Row): SavedSearch {
  const { question, dropped } = readStored(row.query)
  return {
    id: row.id,
    name: row.name,
    query: plainQuery(question),
    dropped,
    alert: row.alert as AlertWay,
    mail: row.mail,
    feed: row.feed ? `search:${row.id}` : null,
    toldAt: row.toldAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }
}
