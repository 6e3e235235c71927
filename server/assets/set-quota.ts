import type { QuotaChange } from '#contracts/quota'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { type Db, transaction } from '#server/platform/db'

/** Sets what a unit may keep. A limit below what it keeps takes nothing away: nothing more comes in until there is room. */
export async function setQuota(
  db: Db,
  caller: Caller,
  unitId: string,
  { maxBytes, maxFiles }: QuotaChange,
): Promise<void> {
  await transaction(db, async tx => {
    const before = await tx.unitQuota.findUnique({ where: { unitId } })
    const limits = { maxBytes: big(maxBytes), maxFiles: big(maxFiles), updatedAt: new Date() }
    await tx.unitQuota.upsert({ where: { unitId }, create: { unitId, ...limits }, update: limits })
    await record(tx, caller, {
      act: 'unit.quota',
      subjectKind: 'unit',
      subjectId: unitId,
      unitId,
      before: { maxBytes: small(before?.maxBytes), maxFiles: small(before?.maxFiles) },
      after: { maxBytes, maxFiles },
    })
  })
}

const big = (limit: number | null) => (limit === null ? null : BigInt(limit))
const small = (limit: bigint | null | undefined) => (limit === null || limit === undefined ? null : Number(limit))
