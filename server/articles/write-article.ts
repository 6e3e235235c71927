import type { NewArticle } from '#contracts/article'
import type { Caller } from '#server/access/caller'
import { createAsset } from '#server/assets/create-asset'
import { type Db, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { enqueue } from '#server/queue/enqueue'
import { sanitizeArticle } from './sanitize-article.ts'

/** Writes an article; it is ready at once. Returns its id. Throws `invalid-request` where title or text are empty after cleaning. */
export async function writeArticle(db: Db, caller: Caller, article: NewArticle): Promise<string> {
  const { html: raw, ...metadata } = article
  const html = sanitizeArticle(raw)
  const { title } = metadata
  if (!title) throw required('/body/title')
  if (!html) throw required('/body/html')
  return transaction(db, async tx => {
    const draft = {
      kind: 'article',
      file: 'ready',
      metadata: { ...metadata, title },
      content: { html },
      act: 'article.create',
    } as const
    const { assetId } = await createAsset(tx, caller, draft)
    await enqueue(tx, 'search.index', { assetId }, { key: `index:${assetId}` })
    return assetId
  })
}

function required(pointer: string): ProblemError {
  return new ProblemError('invalid-request', { errors: [{ pointer, code: 'required', detail: 'required' }] })
}
