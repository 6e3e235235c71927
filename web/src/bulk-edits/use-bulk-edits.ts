import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { BulkChanges, BulkEdit, BulkRowList, BulkSelection } from '#contracts/bulk-edit'
import type { BulkRowState } from '#contracts/bulk-edit-values'
import { ApiProblem, api, problemOf } from '../app/api.ts'

type Answer = { bulkEdit: BulkEdit }
const key = ['bulk-edits'] as const
const base = '/api/v1/bulk-edits'
export const isBusy = (state: BulkEdit['state'] | undefined) =>
  state === 'checking' || state === 'running' || state === 'undoing'

export function useBulkEdits() {
  return useQuery({
    queryKey: [...key, 'mine'],
    queryFn: async ({ signal }) => (await api<{ bulkEdits: BulkEdit[] }>(base, { signal })).bulkEdits,
    refetchOnMount: 'always',
  })
}

export function useBulkEdit(id: string) {
  return useQuery({
    queryKey: [...key, id],
    queryFn: async ({ signal }) => (await api<Answer>(`${base}/${encodeURIComponent(id)}`, { signal })).bulkEdit,
    refetchInterval: query => (isBusy(query.state.data?.state) ? 1_000 : false),
  })
}

/** The rows of an edit, page by page; `step` is where the edit stands, so that another step is read anew. */
export function useBulkRows(id: string, state: BulkRowState | undefined, step: string) {
  return useInfiniteQuery({
    queryKey: [...key, id, 'rows', state ?? 'all', step],
    queryFn: ({ signal, pageParam }) =>
      api<BulkRowList>(`${base}/${encodeURIComponent(id)}/rows`, { signal, query: { after: pageParam, state } }),
    initialPageParam: 0,
    getNextPageParam: page => page.next ?? undefined,
    placeholderData: before => before,
  })
}

/** Begins a dry run, of the form or of a sheet. */
export function useBegin() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (wish: { select: BulkSelection; changes: BulkChanges } | { file: File }) =>
      (await ('file' in wish ? sendSheet(wish.file) : api<Answer>(base, { method: 'POST', body: wish }))).bulkEdit,
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  })
}

async function sendSheet(file: File): Promise<Answer> {
  const form = new FormData()
  form.set('metadata', '{}')
  form.set('file', file)
  const response = await said(`${base}/sheet`, { body: form })
  return (await response.json()) as Answer
}

/** Fetches the sheet and hands it to the browser's downloads. */
export function useSheetOut() {
  return useMutation({
    mutationFn: async (select: BulkSelection) => {
      const headers = { 'content-type': 'application/json' }
      const response = await said('/api/v1/bulk-edit-sheets', { headers, body: JSON.stringify({ select }) })
      const address = URL.createObjectURL(await response.blob())
      const link = Object.assign(document.createElement('a'), { href: address, download: 'sua-hang-loat.xlsx' })
      link.click()
      setTimeout(() => URL.revokeObjectURL(address), 60_000)
    },
  })
}

async function said(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(path, { method: 'POST', credentials: 'same-origin', ...init }).catch(() => {
    throw new ApiProblem('offline', 0)
  })
  if (!response.ok) throw problemOf(response.status, await response.text())
  return response
}

export type BulkAct = 'run' | 'cancel' | 'undo' | 'discard'
export function useBulkAct(id: string) {
  const client = useQueryClient()
  const at = `${base}/${encodeURIComponent(id)}`
  return useMutation({
    mutationFn: async (act: BulkAct) => {
      await (act === 'discard' ? api(at, { method: 'DELETE' }) : api(`${at}/${act}`, { method: 'POST' }))
    },
    onSettled: (_answer, _error, act) => {
      if (act === 'discard') client.removeQueries({ queryKey: [...key, id] })
      void client.invalidateQueries({ queryKey: ['search'] })
      void client.invalidateQueries({ queryKey: ['asset'] })
      return client.invalidateQueries({ queryKey: key })
    },
  })
}
