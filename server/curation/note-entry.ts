import type { ThreadEntry } from '#contracts/desk'
import type { Actor } from '#server/access/actor'
import { can } from '#server/access/can'
import type { Prisma, Tx } from '#server/platform/db'
import { newId } from '#server/platform/new-id'

type Entry = { kind: ThreadEntry['kind']; text?: string; facts?: ThreadEntry['facts'] }

/** Writes what happened into the nomination's thread, in the caller's transaction. `hub`: nobody did it. */
export async function noteEntry(tx: Tx, nominationId: string, by: Actor | 'hub', entry: Entry): Promise<void> {
  const person = by !== 'hub' && by.kind === 'person' ? by : null
  await tx.nominationEntry.create({
    data: {
      ...{ id: newId(), nominationId, kind: entry.kind, text: entry.text ?? '' },
      personId: person?.id ?? null,
      side: person ? (can(person, { act: 'hub.curate' }) ? 'desk' : 'unit') : 'hub',
      facts: (entry.facts ?? {}) as Prisma.InputJsonObject,
    },
  })
}
