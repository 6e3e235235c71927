import type { UploadMetadata } from '#contracts/asset'
import type { Caller } from '#server/access/caller'
import { quotaOf, refuseOver } from '#server/assets/check-quota'
import type { Db, Tx } from '#server/platform/db'
import { personActor } from '#server/units/actor-of'
import { checkUpload } from '#server/uploads/check-upload'

// A hundred thousand files ask the same of the same person: their roles are looked at again each second, not each file.
const freshMs = 1_000

/** What the files of one run ask before anything of them is read: who sends them, and may they, in this unit, with these terms. */
export type Asking = {
  caller(): Promise<Caller>
  /** As `checkUpload`; the size is weighed for each file. */
  check(metadata: UploadMetadata, size: number): Promise<void>
}

/** Asks for this person; an answer is at most a second old. */
export function askingFor(db: Db, personId: string): Asking {
  const caller = lately(() => callerOf(db, personId))
  const units = lately(async question => {
    return checkUpload(db, await caller(''), { metadata: JSON.parse(question) as UploadMetadata, size: null })
  })
  const quotas = lately(unitId => quotaOf(db, unitId))
  return {
    caller: () => caller(''),
    async check({ unit, topics, places, audiences, rights }, size) {
      const unitId = await units(JSON.stringify({ unit, topics, places, audiences, rights }))
      refuseOver(await quotas(unitId), size)
    },
  }
}

/** The person as they stand now; whoever started the import acts for them, from no address. */
export async function callerOf(db: Db | Tx, personId: string): Promise<Caller> {
  return { actor: await personActor(db, personId), origin: { address: null, requestId: null } }
}

/** `ask`, where the last answer to the same question is too old. A refusal is never kept. */
function lately<V>(ask: (question: string) => Promise<V>): (question: string) => Promise<V> {
  let known = new Map<string, Promise<V>>()
  let began = 0
  return question => {
    const now = performance.now()
    if (now - began > freshMs) [known, began] = [new Map(), now]
    const answer = known.get(question) ?? ask(question)
    known.set(question, answer)
    answer.catch(() => known.delete(question))
    return answer
  }
}
