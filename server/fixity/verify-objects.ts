import type { Db } from '#server/platform/db'
import type { ListedObject, ObjectStore } from '#server/storage/object-store'
import { type Examined, examineObject } from './examine-object.ts'
import { keysWithoutRow } from './orphans.ts'

export type Verified = { proved: number; bytes: number; broken: number; orphans: number; orphanBytes: number }
const batch = 500

/**
 * Reads every original and rendition that a row names and proves its SHA-256, then lists what the store holds beyond that. Changes
 * nothing. `say` is told of each thing that is wrong. Throws StoreUnavailable where the store itself cannot be used.
 */
export async function verifyObjects(
  deps: { db: Db; store: ObjectStore },
  say: (line: string) => void,
): Promise<Verified> {
  const found: Verified = { proved: 0, bytes: 0, broken: 0, orphans: 0, orphanBytes: 0 }
  for await (const row of everyRow(deps.db)) {
    const state = await examineObject(deps.store, row, async () => {})
    if (state === 'whole') {
      found.proved += 1
      found.bytes += Number(row.size)
      continue
    }
    found.broken += 1
    say(`${state}: ${row.key} (sha256 ${row.sha256}, ${row.size} bytes)`)
  }
  await compareStore(deps, found, say)
  return found
}

async function* everyRow(db: Db): AsyncGenerator<Examined> {
  for (let after = ''; ; ) {
    const rows = await db.$queryRaw<Examined[]>`
      select key, sha256, size from (
        select key, sha256, size from stored_object union all select key, sha256, size from rendition) each
      where key > ${after} order by key limit ${batch}`
    yield* rows
    const last = rows.at(-1)
    if (!last) return
    after = last.key
  }
}

async function compareStore(
  { db, store }: { db: Db; store: ObjectStore },
  found: Verified,
  say: (line: string) => void,
) {
  const look = async (listed: readonly ListedObject[]) => {
    for (const { key, size } of await keysWithoutRow(db, listed)) {
      found.orphans += 1
      found.orphanBytes += size
      say(`no row: ${key} (${size} bytes)`)
    }
  }
  let waiting: ListedObject[] = []
  for await (const object of store.list('')) {
    waiting.push(object)
    if (waiting.length < batch) continue
    await look(waiting)
    waiting = []
  }
  await look(waiting)
}
