import type { ItemRecord, ItemStore } from './item-store.ts'
import { type Answer, Problem } from './problem.ts'

/** GET /items/{id}: the last receipt, with the version as ETag; 410 after withdrawal. */
export function readItem(id: string, items: ItemStore): Answer {
  const record = items.find(id)
  if (!record) throw new Problem(404, 'unknown-item', 'No such item.')
  if (record.state === 'withdrawn') throw new Problem(410, 'withdrawn', 'This item was withdrawn.')
  return { status: 200, headers: { etag: `"${record.version}"` }, body: record.receipt }
}

/** GET /items?source&updated_since&cursor&limit: what is here, oldest change first, for the hub's nightly comparison. */
export function listItems(query: URLSearchParams, items: ItemStore): Answer {
  const limit = Math.min(Math.max(Number(query.get('limit')) || 100, 1), 500)
  const after = Buffer.from(query.get('cursor') ?? '', 'base64url').toString()
  const place = (record: ItemRecord) => `${record.updatedAt} ${record.id}`
  const found = items
    .all()
    .filter(record => !query.get('source') || record.source === query.get('source'))
    .filter(
      record =>
        Date.parse(record.updatedAt) >= (Date.parse(query.get('updated_since') ?? '') || 0) && place(record) > after,
    )
    .sort((a, b) => (place(a) < place(b) ? -1 : 1))
  const page = found.slice(0, limit)
  const last = page.at(-1)
  const next = last && found.length > limit ? Buffer.from(place(last)).toString('base64url') : null
  const list = page.map(({ id, version, digest, state, receipt, updatedAt }) => ({
    id,
    version,
    digest,
    state,
    publicUrl: receipt.publicUrl,
    updatedAt,
  }))
  return { status: 200, body: { items: list, next } }
}
