import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { type Db, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { chooseUnit } from '#server/units/choose-unit'
import { parseSource } from './parse-source.ts'
import { type AddressDeps, readAddress } from './read-address.ts'
import { noDefaults, recordItems } from './record-items.ts'
import { Unreadable } from './unreadable.ts'

/**
 * Reads a page that a person pasted and puts it into the unit's inbox; the same page again is the same item. Returns its id. Throws
 * `address-unreadable` with its reason as `reason`, and what choosing a unit throws.
 */
export async function pasteAddress(
  deps: AddressDeps & { db: Db },
  caller: Caller,
  wish: { url: string; unit?: string | undefined },
): Promise<string> {
  const { db, config } = deps
  const unitId = await chooseUnit(db, caller.actor, wish.unit)
  const feed = await readOnePage(deps, wish.url)
  const [item] = feed.items
  if (!item) throw new ProblemError('address-unreadable', { extension: { reason: 'not-a-feed' } })
  return transaction(db, async tx => {
    await recordItems(tx, { sourceId: null, unitId, publicUrl: config.publicUrl }, feed, noDefaults)
    const row = await tx.relayItem.findFirstOrThrow({ where: { sourceId: null, unitId, guid: item.guid } })
    await record(tx, caller, {
      act: 'relay.paste',
      subjectKind: 'relay-item',
      subjectId: row.id,
      unitId,
      after: { url: wish.url },
    })
    return row.id
  })
}

async function readOnePage(deps: AddressDeps, address: string) {
  try {
    const wish = { accept: 'text/html, application/xhtml+xml;q=0.9, */*;q=0.1', timeoutMs: 15_000 }
    const { body, url, headers } = await readAddress(deps, address, wish)
    return parseSource('page', { body, contentType: headers['content-type'], url })
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    throw new ProblemError('address-unreadable', { extension: { reason: error.problem }, cause: error })
  }
}
