import type { UploadMetadata } from '#contracts/asset'
import type { Caller } from '#server/access/caller'
import { checkQuota } from '#server/assets/check-quota'
import { requirePerson } from '#server/identity/require-person'
import type { Db } from '#server/platform/db'
import { chooseUnit } from '#server/units/choose-unit'
import { checkTerms } from '#server/vocabulary/check-terms'

/**
 * What is asked before the first byte of any upload is taken: who may not upload, names a unit that is not theirs, or a term that
 * does not exist, learns it before sending 3 GB. `size` is in bytes, null where it is not known yet. Returns the owning unit's id.
 * Throws `sign-in-required`, `not-allowed`, `unit-required`, `unknown-term`, `quota-exceeded`.
 */
export async function checkUpload(
  db: Db,
  caller: Caller,
  wish: { metadata: UploadMetadata; size: number | null },
): Promise<string> {
  requirePerson(caller.actor)
  const unitId = await chooseUnit(db, caller.actor, wish.metadata.unit)
  await checkTerms(db, { ...wish.metadata, rights: wish.metadata.rights?.statement })
  // The least that the file can have: an empty one is refused for another reason.
  await checkQuota(db, unitId, wish.size ?? 0)
  return unitId
}
