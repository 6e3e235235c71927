import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { SynonymDraft, SynonymGroup, SynonymPreview, SynonymTopic } from '#contracts/synonym'
import { api } from '../app/api.ts'

const base = '/api/v1/synonyms'
const key = ['synonyms']

export function useSynonyms(q: string, topic: SynonymTopic | null) {
  return useQuery({
    queryKey: [...key, q, topic],
    queryFn: ({ signal }) =>
      api<{ groups: SynonymGroup[] }>(base, {
        query: { ...(q ? { q } : {}), ...(topic ? { topic } : {}) },
        signal,
      }).then(answer => answer.groups),
    placeholderData: previous => previous,
  })
}

/** `null` is a group that there is not yet. */
export function useKeepSynonyms() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, draft }: { id: string | null; draft: SynonymDraft }) =>
      id ? api(`${base}/${id}`, { method: 'PUT', body: draft }) : api(base, { method: 'POST', body: draft }),
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  })
}

export function useRemoveSynonyms() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => api<void>(`${base}/${id}`, { method: 'DELETE' }),
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  })
}

/** What the change would change for who tries it; nothing is written. */
export function useTrySynonyms() {
  return useMutation({
    mutationFn: (trial: { id?: string; phrases: string[]; queries?: string[] }) =>
      api<SynonymPreview>(`${base}/preview`, { method: 'POST', body: trial }),
  })
}
