import { requireWhole } from '#server/assets/require-whole'
import type { Approved } from '#server/channels/contents'
import type { Tx } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { type DeskOfChannel, readTexts } from './channel-desk.ts'
import { deskChecks } from './desk-checks.ts'
import { deskSentence } from './desk-sentence.ts'
import type { ItemRow } from './load-items.ts'
import type { NominationRow } from './lock-nomination.ts'

type Of = { row: NominationRow; items: readonly ItemRow[]; desk: DeskOfChannel; publishAt: Date | null }

/**
 * Asks whether all of a nomination may leave for its channel at its time. Throws `not-cleared` with every line that blocks, and
 * `file-damaged`.
 */
export async function requireCleared(
  tx: Tx,
  { row, items, desk, publishAt }: Of,
  language: 'vi' | 'en',
): Promise<void> {
  for (const item of items) await requireWhole(tx, item.objectId)
  const texts = readTexts(row.texts)
  const asked = { ...desk, dueAt: row.dueAt, publishAt }
  const missing = items.flatMap(item =>
    deskChecks(item, texts[item.id], asked)
      .filter(line => !line.ok && line.severity === 'blocks')
      .map(({ key }) => ({ key, detail: deskSentence(key, false, language), asset: item.id })),
  )
  if (missing.length > 0) throw new ProblemError('not-cleared', { extension: { missing } })
}

/** What the approval covers beside the lead: its companions, and the texts where there are any or the channel speaks another language. */
export function approvedOf({ row, items, desk }: Omit<Of, 'publishAt'>): Approved {
  const texts = readTexts(row.texts)
  const kept = Object.fromEntries(Object.entries(texts).filter(([id]) => items.some(item => item.id === id)))
  const plain = Object.keys(kept).length === 0 && desk.languages.join() === 'vi'
  return {
    members: items.filter(item => item.role !== 'lead').map(item => ({ assetId: item.id, role: item.role })),
    contents: plain ? null : { languages: desk.languages, texts: kept },
  }
}

/** A time of publication that is to come, by the database's clock. Throws `invalid-request`. */
export function timeToCome(at: string, now: Date): Date {
  const time = new Date(at)
  if (time > now) return time
  throw new ProblemError('invalid-request', {
    errors: [{ pointer: '/body/publishAt', code: 'in-the-past', detail: 'must be later than now' }],
  })
}
