import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { DocumentArticleAnswer } from '#contracts/document'
import { api } from '../app/api.ts'

/** Makes an article of a document; it is a draft of the document's unit. */
export function useMakeArticle(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () =>
      api<DocumentArticleAnswer>(`/api/v1/assets/${encodeURIComponent(id)}/article`, { method: 'POST' }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['search'] }),
  })
}
