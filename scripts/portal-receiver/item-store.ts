import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeWhole } from './write-whole.ts'

export type ItemState = 'in_review' | 'published' | 'withdrawn'
export type Receipt = {
  receiptId: string
  id: string
  version: number
  digest: string
  state: ItemState
  publicUrl: string | null
  media: string[]
  receivedAt: string
}
export type Envelope = {
  contract: string
  op: string
  item: { uri: string; version: string; [member: string]: unknown }
  media: { sha256: string; rendition: string; contentType: string; sizeInBytes: number; required: boolean }[]
  source: { unit: string; name: string; contact?: string }
  reinstate?: boolean
}
/**
 * All that the portal knows of one item, in one file: the item, its receipt and what each Idempotency-Key was answered change
 * together or not at all, so a portal that dies in between never forgets that it accepted something.
 */
export type ItemRecord = {
  id: string
  version: number
  digest: string
  state: ItemState
  source: string
  envelope: Envelope | null
  receipt: Receipt
  withdrawal: { kind: string; reason: string; public: string; at: string } | null
  answers: Record<string, { digest: string; status: number; receipt: Receipt }>
  updatedAt: string
}

/** Items as files `items/<id>.json`, all of them in memory too: a portal with many would use its database. */
export async function openItemStore(dir: string) {
  const folder = join(dir, 'items')
  await mkdir(folder, { recursive: true })
  const items = new Map<string, ItemRecord>()
  for (const name of (await readdir(folder)).filter(file => file.endsWith('.json'))) {
    const record = JSON.parse(await readFile(join(folder, name), 'utf8')) as ItemRecord
    items.set(record.id, record)
  }
  const busy = new Set<string>()
  return {
    find: (id: string): ItemRecord | null => items.get(id) ?? null,
    all: (): ItemRecord[] => [...items.values()],
    async save(record: ItemRecord): Promise<void> {
      await writeWhole(join(folder, `${record.id}.json`), JSON.stringify(record))
      items.set(record.id, record)
    },
    /** One request an item at a time; null where another is being worked on. */
    async alone<T>(id: string, work: () => Promise<T>): Promise<T | null> {
      if (busy.has(id)) return null
      busy.add(id)
      try {
        return await work()
      } finally {
        busy.delete(id)
      }
    },
    /** The media that published items show; the rest is nobody's to see. */
    mediaInUse(): Set<string> {
      const live = [...items.values()].filter(record => record.state !== 'withdrawn')
      return new Set(live.flatMap(record => record.envelope?.media.map(media => media.sha256) ?? []))
    },
  }
}
export type ItemStore = Awaited<ReturnType<typeof openItemStore>>
