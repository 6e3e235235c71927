import { createHash, randomUUID } from 'node:crypto'
import { type CallbackOptions, callBack } from './callbacks.ts'
import type { ItemRecord, ItemStore } from './item-store.ts'
import { Problem } from './problem.ts'

export type Newsroom = ReturnType<typeof newsroom>
/** What the portal's own editors do to an item; each act is told to the hub where callbacks are set, and resolves with its answer's status. */
export function newsroom(items: ItemStore, publicBase: () => string, callback: () => CallbackOptions | null) {
  const change = async (id: string, make: (record: ItemRecord) => ItemRecord): Promise<ItemRecord> => {
    const changed = await items.alone(id, async () => {
      const record = items.find(id)
      if (!record) throw new Problem(404, 'unknown-item', 'No such item.')
      const next = { ...make(record), updatedAt: new Date().toISOString() }
      await items.save(next)
      return next
    })
    if (!changed) throw new Problem(409, 'in-progress', 'This item is being worked on.')
    return changed
  }
  const tell = async (type: Parameters<typeof callBack>[1], record: ItemRecord, reason?: string) => {
    const options = callback()
    return options ? callBack(options, type, record, reason) : 0
  }
  const settled = (record: ItemRecord, state: ItemRecord['state'], publicUrl: string | null): ItemRecord => ({
    ...record,
    state,
    receipt: { ...record.receipt, receiptId: randomUUID(), state, publicUrl },
  })
  return {
    /** Another title, as an editor of the portal would give it: the bytes are no longer the hub's. */
    async edit(id: string, title: string): Promise<number> {
      const record = await change(id, known => {
        if (!known.envelope) throw new Problem(410, 'withdrawn', 'This item was withdrawn.')
        const envelope = { ...known.envelope, item: { ...known.envelope.item, title } }
        return { ...known, envelope, digest: createHash('sha256').update(JSON.stringify(envelope)).digest('hex') }
      })
      return tell('item.updated', record)
    },
    /** A moderated item is let out. */
    async publish(id: string): Promise<number> {
      const record = await change(id, known => settled(known, 'published', `${publicBase()}/items/${id}`))
      return tell('item.published', record)
    },
    /** The portal takes it down by itself. */
    async takeDown(id: string, reason: string): Promise<number> {
      const record = await change(id, known => ({ ...settled(known, 'withdrawn', null), envelope: null }))
      return tell('item.withdrawn', record, reason)
    },
  }
}
