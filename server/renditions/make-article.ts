import { text } from 'node:stream/consumers'
import { z } from 'zod'
import type { Caller } from '#server/access/caller'
import { sanitizeArticle } from '#server/articles/sanitize-article'
import { createAsset } from '#server/assets/create-asset'
import type { AssetRow } from '#server/assets/find-readable-asset'
import { isUnmade } from '#server/assets/shown-renditions'
import { record } from '#server/audit/record'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { enqueue } from '#server/queue/enqueue'
import type { ObjectStore } from '#server/storage/object-store'
import { articleName } from './profiles.ts'

/** What a worker leaves of a DOCX (docx-article.ts). */
const kept = z.object({ html: z.string(), pictures: z.int() })
// A worker keeps no more than this; what else lies there is nothing of ours.
const mostBytes = 8 * 1024 * 1024

/**
 * Makes an article of a document that a worker has read: a draft of the same unit with its rights, credit and dates, whose last line
 * links to the document. The permission was asked before. Answers the article's id and how many pictures were left out. Throws
 * `not-ready` while it is processed, `recalled`, `no-article` where none can be made of it, `not-allowed`.
 */
export async function makeArticle(
  { db, store }: { db: Db; store: ObjectStore },
  caller: Caller,
  source: AssetRow,
): Promise<{ articleId: string; droppedPictures: number }> {
  if (source.file === 'processing') throw new ProblemError('not-ready')
  if (source.recalledAt) throw new ProblemError('recalled')
  const objectId = isUnmade(source.file) ? null : source.version.objectId
  const made = objectId
    ? await db.rendition.findFirst({ where: { objectId, name: articleName }, orderBy: { recipe: 'desc' } })
    : null
  if (!made || made.size > mostBytes || source.file === 'damaged') throw new ProblemError('no-article')
  const { html: raw, pictures } = kept.parse(JSON.parse(await text(await store.get(made.key))))
  const html = sanitizeArticle(raw)
  if (!html) throw new ProblemError('no-article')
  const title = source.title || (source.version.fileName ?? '').replace(/\.docx$/i, '') || 'Bài viết'
  return transaction(db, async tx => {
    const { assetId } = await createAsset(tx, caller, {
      kind: 'article',
      file: 'ready',
      metadata: { title, unit: source.unitId, visibility: 'draft', date: source.date.toISOString().slice(0, 10) },
      content: { html: `${html}${sourceLine(source.id, title)}` },
      act: 'article.create',
    })
    await copySaid(tx, source.id, assetId)
    await record(tx, caller, {
      act: 'article.from-document',
      subjectKind: 'asset',
      subjectId: source.id,
      unitId: source.unitId,
      after: { article: assetId, droppedPictures: pictures },
    })
    await enqueue(tx, 'search.index', { assetId }, { key: `index:${assetId}` })
    return { articleId: assetId, droppedPictures: pictures }
  })
}

/** The link keeps the document out of the trash while the article names it, as any link in an article does. */
function sourceLine(id: string, title: string): string {
  const escaped = title.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return `<p>Tài liệu gốc: <a href="/tu-lieu/${id}" rel="noopener noreferrer nofollow">${escaped}</a></p>`
}

/** What was said of the document holds for its words too: rights, credit, subject, embargo. */
async function copySaid(tx: Tx, from: string, to: string): Promise<void> {
  await tx.$executeRaw`
    update asset n set
      description = s.description, creator = s.creator, credit = s.credit, language = s.language,
      tags = s.tags, topics = s.topics, places = s.places, audiences = s.audiences, pillars = s.pillars, themes = s.themes, embargo_until = s.embargo_until,
      rights_statement = s.rights_statement, rights_holder = s.rights_holder, rights_grant = s.rights_grant,
      usage_terms = s.usage_terms, rights_territory = s.rights_territory, rights_media = s.rights_media,
      rights_purposes = s.rights_purposes, rights_from = s.rights_from, rights_until = s.rights_until,
      consent_note = s.consent_note, consent_file = s.consent_file, consent_scope = s.consent_scope,
      consent_withdrawn_at = s.consent_withdrawn_at, personal_data = s.personal_data, machine_made = s.machine_made
    from asset s where s.id = ${from}::uuid and n.id = ${to}::uuid`
  // Another's work stays another's.
  await tx.$executeRaw`
    insert into asset_relay (asset_id, source, url, notice)
    select ${to}::uuid, source, url, notice from asset_relay where asset_id = ${from}::uuid`
}
