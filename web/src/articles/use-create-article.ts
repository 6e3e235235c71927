import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Asset } from '#contracts/asset'
import { api } from '../app/api.ts'
import { articleHtml, parseArticle } from './article-text.ts'
import { toMetadata } from './metadata-draft.ts'
import type { ArticleDraft } from './saved-draft.ts'

export function useCreateArticle() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ title, body, metadata }: ArticleDraft) =>
      api<{ asset: Asset }>('/api/v1/articles', {
        method: 'POST',
        body: { ...toMetadata(metadata, { title }), html: articleHtml(parseArticle(body)) },
      }).then(answer => answer.asset),
    onSuccess: () => client.invalidateQueries({ queryKey: ['search'] }),
  })
}
