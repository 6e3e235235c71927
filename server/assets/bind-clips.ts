import { record } from '#server/audit/record'
import { signal } from '#server/notifications/event-channel'
import type { Db, Tx } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { enqueue } from '#server/queue/enqueue'

/** What of an asset's rights moves with time, and binds what is cut out of it. */
export type ClipTerms = {
  embargoUntil: Date | null
  rightsFrom: Date | null
  rightsUntil: Date | null
  consentWithdrawnAt: Date | null
}

/** Whether a clip with `terms` could be used where its source could not: earlier, longer, or after consent was taken back. Pure. */
export function isLooser(terms: ClipTerms, source: ClipTerms): boolean {
  const before = (a: Date | null, b: Date | null) => b !== null && (a === null || a < b)
  const after = (a: Date | null, b: Date | null) => b !== null && (a === null || a > b)
  return (
    before(terms.embargoUntil, source.embargoUntil) ||
    before(terms.rightsFrom, source.rightsFrom) ||
    after(terms.rightsUntil, source.rightsUntil) ||
    (source.consentWithdrawnAt !== null && terms.consentWithdrawnAt === null)
  )
}

/**
 * Throws `clip-bound` where an asset that was cut out of another would get looser terms than its source has. The source
 * needs no lock: whoever edits it tightens this row afterwards, and waits for it.
 */
export async function requireSourceTerms(tx: Db | Tx, id: string, terms: ClipTerms): Promise<void> {
  const sources = await tx.$queryRaw<ClipTerms[]>`
    select s.embargo_until as "embargoUntil", s.rights_from as "rightsFrom", s.rights_until as "rightsUntil",
      s.consent_withdrawn_at as "consentWithdrawnAt"
    from asset_clip c join asset s on s.id = c.source_id
    where c.asset_id = ${id}::uuid and c.state = 'done'`
  if (sources.some(source => isLooser(terms, source))) throw new ProblemError('clip-bound')
}

/**
 * Tightens the terms of everything that was cut out of an asset, and out of that, to its own, in the caller's transaction: what the
 * source may no longer do, no clip may. Terms that are tighter already stay.
 */
export async function bindClips(tx: Tx, sourceId: string): Promise<void> {
  const bound = await tx.$queryRaw<{ id: string; unitId: string }[]>`
    update asset a set
      embargo_until = greatest(a.embargo_until, s.embargo_until),
      rights_from = greatest(a.rights_from, s.rights_from),
      rights_until = least(a.rights_until, s.rights_until),
      consent_withdrawn_at = coalesce(a.consent_withdrawn_at, s.consent_withdrawn_at),
      personal_data = a.personal_data or s.personal_data,
      revision = a.revision + 1, updated_at = now()
    from asset s
    where s.id = ${sourceId}::uuid and a.life <> 'purged'
      and a.id in (
        with recursive cut as (
          select asset_id from asset_clip where source_id = ${sourceId}::uuid and state = 'done'
          union
          select c.asset_id from asset_clip c join cut on c.source_id = cut.asset_id where c.state = 'done'
        )
        select asset_id from cut)
      and (a.embargo_until, a.rights_from, a.rights_until, a.consent_withdrawn_at, a.personal_data) is distinct from
        (greatest(a.embargo_until, s.embargo_until), greatest(a.rights_from, s.rights_from),
          least(a.rights_until, s.rights_until), coalesce(a.consent_withdrawn_at, s.consent_withdrawn_at),
          a.personal_data or s.personal_data)
    returning a.id, a.unit_id as "unitId"`
  for (const { id, unitId } of bound) {
    await record(tx, 'system', {
      act: 'clip.bind',
      subjectKind: 'asset',
      subjectId: id,
      unitId,
      after: { source: sourceId },
    })
    await signal(tx, 'a', id)
    await enqueue(tx, 'search.index', { assetId: id }, { key: `index:${id}` })
  }
}
