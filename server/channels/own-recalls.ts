import type { OwnRecall } from '#contracts/ledger'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { requirePerson } from '#server/identity/require-person'
import { type Db, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'

/** Recalls of what this person took or used, those still to be acknowledged first, at most 200. The title stays readable: they hold the copy. */
export async function listOwnRecalls(db: Db, personId: string): Promise<OwnRecall[]> {
  const rows = await db.$queryRaw<
    (Omit<OwnRecall, 'asset' | 'requestedAt' | 'liftedAt' | 'acknowledgedAt'> & {
      assetId: string
      title: string
      requestedAt: Date
      liftedAt: Date | null
      acknowledgedAt: Date | null
    })[]
  >`
    select r.id, a.id as "assetId", a.title, r.reason, r.requested_at as "requestedAt", r.lifted_at as "liftedAt",
      n.downloads, n.reuses, n.acknowledged_at as "acknowledgedAt", n.acknowledged_note as note
    from recall_notice n join recall r on r.id = n.recall_id join asset a on a.id = r.asset_id
    where n.person_id = ${personId}::uuid
    order by (n.acknowledged_at is not null or r.lifted_at is not null), r.requested_at desc, r.id
    limit 200`
  return rows.map(({ assetId, title, requestedAt, liftedAt, acknowledgedAt, ...row }) => ({
    ...row,
    asset: { id: assetId, title },
    requestedAt: requestedAt.toISOString(),
    liftedAt: liftedAt?.toISOString() ?? null,
    acknowledgedAt: acknowledgedAt?.toISOString() ?? null,
  }))
}

/** The person says that their copies are gone; saying it again changes the note. Throws `not-found` where they were not told. */
export async function acknowledgeRecall(db: Db, caller: Caller, recallId: string, note: string): Promise<void> {
  const { actor } = caller
  requirePerson(actor)
  await transaction(db, async tx => {
    const [row] = await tx.$queryRaw<{ assetId: string }[]>`
      update recall_notice n set acknowledged_at = coalesce(n.acknowledged_at, now()), acknowledged_note = ${note}
      from recall r where r.id = n.recall_id and n.recall_id = ${recallId}::uuid and n.person_id = ${actor.id}::uuid
      returning r.asset_id as "assetId"`
    if (!row) throw new ProblemError('not-found')
    const subject = { subjectKind: 'asset', subjectId: row.assetId }
    await record(tx, caller, { act: 'recall.acknowledge', ...subject, after: { recall: recallId } })
  })
}
