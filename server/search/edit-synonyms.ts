import type { SynonymDraft, SynonymGroup, SynonymTopic } from '#contracts/synonym'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { ProblemError } from '#server/platform/problem-error'
import { fold, foldedWords } from './fold.ts'
import { longestSynonym } from './synonyms.ts'

type Row = { id: string; key: string | null; topic: string; phrases: string[]; updatedAt: Date }

/** The groups that stand, by topic and first phrase; `q` narrows them to those with a phrase that holds it, folded. */
export async function listSynonyms(
  db: Db,
  { q, topic }: { q?: string | undefined; topic?: SynonymTopic | undefined },
): Promise<SynonymGroup[]> {
  const rows = await db.synonymGroup.findMany({
    where: { removedAt: null, ...(topic ? { topic } : {}) },
    orderBy: [{ topic: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }],
  })
  const part = fold(q ?? '')
  return rows.filter(row => part === '' || row.phrases.some(phrase => fold(phrase).includes(part))).map(groupOf)
}

/** Adds a group. Throws `invalid-request` where the phrases are no synonyms (`checkedPhrases`). */
export async function addSynonyms(db: Db, caller: Caller, draft: SynonymDraft): Promise<SynonymGroup> {
  const said = { topic: draft.topic, phrases: checkedPhrases(draft.phrases) }
  return transaction(db, async tx => {
    const row = await tx.synonymGroup.create({ data: { id: newId(), ...said, updatedBy: personOf(caller) } })
    await recordChange(tx, caller, 'synonyms.create', row.id, null, said)
    return groupOf(row)
  })
}

/** Changes a group; the index uses it within two seconds. Throws as `addSynonyms`, and `not-found`. */
export async function changeSynonyms(db: Db, caller: Caller, id: string, draft: SynonymDraft): Promise<SynonymGroup> {
  const said = { topic: draft.topic, phrases: checkedPhrases(draft.phrases) }
  return transaction(db, async tx => {
    const before = await standing(tx, id)
    const row = await tx.synonymGroup.update({ where: { id }, data: { ...said, updatedBy: personOf(caller) } })
    await recordChange(tx, caller, 'synonyms.edit', id, { topic: before.topic, phrases: before.phrases }, said)
    return groupOf(row)
  })
}

/** Takes a group out; one that came with the hub does not come back at the next start. Throws `not-found`. */
export async function removeSynonyms(db: Db, caller: Caller, id: string): Promise<void> {
  await transaction(db, async tx => {
    const { topic, phrases } = await standing(tx, id)
    await tx.synonymGroup.update({ where: { id }, data: { removedAt: new Date(), updatedBy: personOf(caller) } })
    await recordChange(tx, caller, 'synonyms.delete', id, { topic, phrases }, null)
  })
}

/**
 * The phrases without repetitions. Throws `invalid-request` for one without letters, one of more than nine words, or where folded
 * they are all the same.
 */
export function checkedPhrases(phrases: readonly string[]): string[] {
  const kept = new Map<string, string>()
  const errors = phrases.flatMap((phrase, i) => {
    const words = foldedWords(phrase)
    const key = words.join(' ')
    if (!kept.has(key)) kept.set(key, phrase)
    const code = words.length === 0 ? 'too_small' : words.length > longestSynonym ? 'too_big' : null
    return code ? [{ pointer: `/body/phrases/${i}`, code, detail: `1 to ${longestSynonym} words` }] : []
  })
  if (errors.length === 0 && kept.size < 2)
    errors.push({ pointer: '/body/phrases', code: 'same-words', detail: 'all the same without marks' })
  if (errors.length > 0) throw new ProblemError('invalid-request', { errors })
  return [...kept.values()]
}

async function standing(tx: Tx, id: string): Promise<Row> {
  const row = await tx.synonymGroup.findFirst({ where: { id, removedAt: null } })
  if (!row) throw new ProblemError('not-found')
  return row
}

const personOf = ({ actor }: Caller): string | null => (actor.kind === 'person' ? actor.id : null)

async function recordChange(tx: Tx, caller: Caller, act: string, id: string, before: unknown, after: unknown) {
  await record(tx, caller, { act, subjectKind: 'synonyms', subjectId: id, before, after })
}

function groupOf({ id, key, topic, phrases, updatedAt }: Row): SynonymGroup {
  return { id, phrases, topic: topic as SynonymTopic, shipped: key !== null, updatedAt: updatedAt.toISOString() }
}
