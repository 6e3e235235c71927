import { record } from '#server/audit/record'
import { signal } from '#server/notifications/event-channel'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { clock } from './clip-title.ts'

export type ClipRow = { id: string; sourceId: string; fromMs: number; toMs: number }

/**
 * Binds a clip's new asset to its source, in the transaction that makes the asset: rights, consent, embargo, credit, terms and what the
 * source is about are copied as they are at this moment, with the source's row held, and a relay's mark with them. Throws `recalled`, and
 * `conflict` where another run was first.
 */
export async function recordClip(tx: Tx, clip: ClipRow, assetId: string): Promise<void> {
  const [source] = await tx.$queryRaw<{ title: string; unitId: string; recalledAt: Date | null }[]>`
    select title, unit_id as "unitId", recalled_at as "recalledAt" from asset where id = ${clip.sourceId}::uuid for no key update`
  if (source?.recalledAt) throw new ProblemError('recalled')
  const { count } = await tx.assetClip.updateMany({
    where: { id: clip.id, state: 'waiting' },
    data: { state: 'done', progress: 100, assetId, failure: null, endedAt: new Date() },
  })
  if (count === 0 || !source) throw new ProblemError('conflict')
  const lineage = `Cắt từ “${source.title}”, từ ${clock(clip.fromMs)} đến ${clock(clip.toMs)}.`
  await tx.$executeRaw`
    update asset a set
      description = left(concat_ws(e'\n\n', nullif(s.description, ''), ${lineage}::text), 5000),
      creator = s.creator, date = s.date, language = s.language, tags = s.tags, topics = s.topics, places = s.places,
      audiences = s.audiences, pillars = s.pillars, themes = s.themes, credit = s.credit, visibility = s.visibility,
      rights_statement = s.rights_statement, rights_holder = s.rights_holder, rights_grant = s.rights_grant,
      usage_terms = s.usage_terms, rights_territory = s.rights_territory, rights_media = s.rights_media,
      rights_purposes = s.rights_purposes, rights_from = s.rights_from, rights_until = s.rights_until,
      consent_note = s.consent_note, consent_file = s.consent_file, consent_scope = s.consent_scope,
      consent_withdrawn_at = s.consent_withdrawn_at, personal_data = s.personal_data, machine_made = s.machine_made,
      embargo_until = s.embargo_until
    from asset s where a.id = ${assetId}::uuid and s.id = ${clip.sourceId}::uuid`
  await tx.$executeRaw`
    insert into asset_relay (asset_id, source, url, notice)
    select ${assetId}::uuid, source, url, notice from asset_relay where asset_id = ${clip.sourceId}::uuid`
  const after = { clip: clip.id, source: clip.sourceId, fromMs: clip.fromMs, toMs: clip.toMs }
  await record(tx, 'system', {
    act: 'clip.made',
    subjectKind: 'asset',
    subjectId: assetId,
    unitId: source.unitId,
    after,
  })
  await signal(tx, 'a', clip.sourceId)
}

/** Writes why a clip could not be made; of a duplicate which asset is there. Nothing where it has ended otherwise. */
export async function failClip(db: Db, clip: ClipRow, failure: string, assetId: string | null): Promise<void> {
  await transaction(db, async tx => {
    const { count } = await tx.assetClip.updateMany({
      where: { id: clip.id, state: 'waiting' },
      data: { state: 'failed', failure, assetId, endedAt: new Date() },
    })
    if (count === 0) return
    await record(tx, 'system', {
      act: 'clip.failed',
      subjectKind: 'asset',
      subjectId: clip.sourceId,
      after: { clip: clip.id, failure },
    })
    await signal(tx, 'a', clip.sourceId)
  })
}
