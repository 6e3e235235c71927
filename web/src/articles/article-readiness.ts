import { articleHtml, parseArticle } from './article-text.ts'
import type { ArticleDraft } from './saved-draft.ts'

export type ArticleGap = 'title' | 'body' | 'unit' | 'date' | 'tooLong'

/** Why the article cannot be saved yet, the first thing to mend; null when it can. */
export function articleGap(draft: ArticleDraft, mustChooseUnit: boolean): ArticleGap | null {
  if (draft.title.trim() === '') return 'title'
  const blocks = parseArticle(draft.body)
  if (blocks.length === 0) return 'body'
  if (mustChooseUnit && !draft.metadata.unit) return 'unit'
  if (!draft.metadata.date) return 'date'
  return articleHtml(blocks).length > 1_048_576 ? 'tooLong' : null
}
