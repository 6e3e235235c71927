import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Broadcast, BroadcastList, BroadcastReport } from '#contracts/intake-broadcast'
import type { RelayItem, RelayList, RelayState } from '#contracts/intake-item'
import type { Livestream } from '#contracts/intake-livestream'
import type { Source } from '#contracts/intake-source'
import type { Unit } from '#contracts/unit'
import { api } from '../app/api.ts'

export function useSources() {
  return useQuery({
    queryKey: ['intake', 'sources'],
    queryFn: ({ signal }) =>
      api<{ sources: Source[] }>('/api/v1/intake/sources', { signal }).then(answer => answer.sources),
    refetchInterval: 15_000,
  })
}

export function useRelayItems(state: RelayState) {
  return useInfiniteQuery({
    queryKey: ['intake', 'items', state],
    queryFn: ({ signal, pageParam }) =>
      api<RelayList>('/api/v1/intake/items', { signal, query: { state, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: last => last.next ?? undefined,
    placeholderData: keepPreviousData,
  })
}

/** Any change of one kind of thing here; what is listed of it is asked for anew. */
function useChange<V, A = unknown>(key: string, send: (wish: V) => Promise<A>) {
  const client = useQueryClient()
  return useMutation({ mutationFn: send, onSuccess: () => client.invalidateQueries({ queryKey: [key] }) })
}

export type SourceDraft = {
  name: string
  kind: Source['kind']
  address: string
  unit: string
  credit: string
  everyMinutes: number
  language: Source['language']
  topic: string | null
  rights: { statement: string; grant?: string } | null
}
export type SourceAct = { id: string; act: 'fetch' | 'on' | 'off' | 'remove' }

export const useSaveSource = (id: string | null) =>
  useChange('intake', (body: SourceDraft) =>
    id
      ? api(`/api/v1/intake/sources/${id}`, { method: 'PATCH', body })
      : api('/api/v1/intake/sources', { method: 'POST', body }),
  )
export const useActOnSource = () =>
  useChange('intake', ({ id, act }: SourceAct) => {
    const address = `/api/v1/intake/sources/${id}`
    if (act === 'fetch') return api(`${address}/fetch`, { method: 'POST' })
    if (act === 'remove') return api(address, { method: 'DELETE' })
    return api(address, { method: 'PATCH', body: { active: act === 'on' } })
  })
export const usePasteAddress = () =>
  useChange('intake', (body: { url: string; unit: string }) =>
    api<{ item: RelayItem }>('/api/v1/intake/addresses', { method: 'POST', body }).then(({ item }) => item),
  )
export type TakeDraft = { id: string; title: string; summary: string; media: string[] }
export const useTakeItem = () =>
  useChange('intake', ({ id, ...body }: TakeDraft) =>
    api(`/api/v1/intake/items/${id}/taking`, { method: 'POST', body }),
  )
export const useDismissItem = () =>
  useChange('intake', ({ id, back }: { id: string; back: boolean }) =>
    api(`/api/v1/intake/items/${id}/dismissal`, { method: back ? 'DELETE' : 'POST' }),
  )

export type LogFilter = { month: string; programme: string; channel: string }
export function useBroadcasts(filter: LogFilter) {
  return useInfiniteQuery({
    queryKey: ['broadcasts', filter],
    queryFn: ({ signal, pageParam }) =>
      api<BroadcastList>('/api/v1/broadcasts', { signal, query: { ...filter, cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: last => last.next ?? undefined,
    placeholderData: keepPreviousData,
  })
}
export type AiringDraft = Pick<Broadcast, 'airedAt' | 'programme' | 'channel' | 'seconds' | 'note'> & {
  unit?: string
  assetId: string | null
}
export const useSaveBroadcast = (id: string | null) =>
  useChange('broadcasts', (body: AiringDraft) =>
    id
      ? api(`/api/v1/broadcasts/${id}`, { method: 'PATCH', body })
      : api('/api/v1/broadcasts', { method: 'POST', body }),
  )
export const useDeleteBroadcast = () =>
  useChange('broadcasts', (id: string) => api(`/api/v1/broadcasts/${id}`, { method: 'DELETE' }))
export type SheetDraft = { format: 'csv' | 'xlsx'; content: string; channel: string; unit: string; dryRun: boolean }
export const useImportBroadcasts = () =>
  useChange('broadcasts', (body: SheetDraft) =>
    api<BroadcastReport>('/api/v1/broadcasts/import', { method: 'POST', body }),
  )

export function useLivestreams(when: 'coming' | 'over') {
  return useQuery({
    queryKey: ['livestreams', when],
    queryFn: ({ signal }) =>
      api<{ livestreams: Livestream[] }>('/api/v1/livestreams', { signal, query: { when } }).then(
        answer => answer.livestreams,
      ),
    // It begins and ends by the time alone.
    refetchInterval: 60_000,
  })
}
export type StreamDraft = Pick<
  Livestream,
  'title' | 'description' | 'startsAt' | 'endsAt' | 'streamUrl' | 'sharedAll'
> & {
  replayUrl: string | null
  coverAssetId: string | null
  unit?: string
  sharedWith: string[]
}
export const useSaveLivestream = (id: string | null) =>
  useChange('livestreams', (body: StreamDraft) =>
    id
      ? api(`/api/v1/livestreams/${id}`, { method: 'PATCH', body })
      : api('/api/v1/livestreams', { method: 'POST', body }),
  )
export const useDeleteLivestream = () =>
  useChange('livestreams', (id: string) => api(`/api/v1/livestreams/${id}`, { method: 'DELETE' }))
export const useReminder = () =>
  useChange('livestreams', ({ id, wanted }: { id: string; wanted: boolean }) =>
    api(`/api/v1/livestreams/${id}/reminder`, { method: wanted ? 'PUT' : 'DELETE' }),
  )

/** The units of the hub that can own or be shown things; partners are outside. */
export function useUnitChoices() {
  const query = useQuery({
    queryKey: ['units', 'choices'],
    queryFn: ({ signal }) => api<{ units: Unit[] }>('/api/v1/units', { signal }).then(answer => answer.units),
    staleTime: 10 * 60_000,
  })
  return (query.data ?? [])
    .filter(unit => unit.kind !== 'partner' && unit.endedOn === null)
    .map(unit => ({ value: unit.code, label: unit.name }))
}
