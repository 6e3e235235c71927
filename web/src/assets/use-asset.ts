import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import type { Asset, AssetEdit, Clearance, timeline } from '#contracts/asset'
import type { channelList, deliveryList } from '#contracts/delivery'
import type { nominationList } from '#contracts/nomination'
import type { Scheme, termList } from '#contracts/vocabulary'
import { api } from '../app/api.ts'
import { isLive } from '../notifications/live-events.ts'

const of = (id: string) => `/api/v1/assets/${encodeURIComponent(id)}`

/** One asset; asked again while its file is being processed: every two seconds, and seldom where the hub tells of each step. */
const assetQuery = (id: string) =>
  queryOptions({
    queryKey: ['asset', id],
    queryFn: async ({ signal }) => (await api<{ asset: Asset }>(of(id), { signal })).asset,
    refetchInterval: query => (query.state.data?.file === 'processing' ? (isLive() ? 15_000 : 2000) : false),
    refetchOnMount: 'always',
  })

export const useAsset = (id: string) => useQuery(assetQuery(id))

/** `state` is part of the key: a file that has just become ready is judged anew. */
export const useClearance = (asset: Asset) =>
  useQuery({
    queryKey: ['clearance', asset.id, asset.revision, asset.file],
    queryFn: ({ signal }) => api<Clearance>(`${of(asset.id)}/clearance`, { signal }),
  })

export const useTimeline = (id: string, on: boolean) =>
  useQuery({
    queryKey: ['timeline', id],
    queryFn: ({ signal }) => api<z.infer<typeof timeline>>(`${of(id)}/timeline`, { signal }),
    enabled: on,
  })

// States in which the portal has not yet said its last word: look again soon.
const moving = new Set(['queued', 'media', 'sending', 'received', 'withdrawing', 'retrying'])
export const useAssetDeliveries = (id: string) =>
  useQuery({
    queryKey: ['deliveries', { asset: id }],
    queryFn: ({ signal }) =>
      api<z.infer<typeof deliveryList>>('/api/v1/deliveries', { query: { asset: id, limit: 20 }, signal }),
    refetchInterval: query => (query.state.data?.deliveries.some(d => moving.has(d.state)) ? 4000 : false),
  })

export const useAssetNominations = (id: string) =>
  useQuery({
    queryKey: ['nominations', { asset: id }],
    queryFn: ({ signal }) =>
      api<z.infer<typeof nominationList>>('/api/v1/nominations', { query: { asset: id, limit: 20 }, signal }),
  })

export const useChannels = () =>
  useQuery({
    queryKey: ['channels'],
    queryFn: ({ signal }) => api<z.infer<typeof channelList>>('/api/v1/channels', { signal }),
    staleTime: 60_000,
  })

export const useTerms = (scheme: Scheme) =>
  useQuery({
    queryKey: ['terms', scheme],
    queryFn: ({ signal }) => api<z.infer<typeof termList>>('/api/v1/terms', { query: { scheme }, signal }),
    staleTime: 30 * 60_000,
  })

/** Sends an edit that rests on a revision; the answer replaces what the page shows. */
export function useEditAsset(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ edit, revision }: { edit: AssetEdit; revision: number }) =>
      api<{ asset: Asset }>(of(id), { method: 'PATCH', body: edit, revision }),
    onSuccess: ({ asset }) => {
      client.setQueryData(['asset', id], asset)
      void client.invalidateQueries({ queryKey: ['search'] })
      void client.invalidateQueries({ queryKey: ['timeline', id] })
    },
    // 412: somebody was faster. What stands now is loaded, the form keeps what was typed.
    onError: () => client.invalidateQueries({ queryKey: ['asset', id] }),
  })
}

export function useTrashAsset(id: string) {
  const client = useQueryClient()
  const refresh = () => {
    void client.invalidateQueries({ queryKey: ['search'] })
    return client.invalidateQueries({ queryKey: ['asset', id] })
  }
  const restore = useMutation({
    mutationFn: () => api(`${of(id)}/restoration`, { method: 'POST' }),
    onSuccess: refresh,
  })
  const trash = useMutation({ mutationFn: () => api(of(id), { method: 'DELETE' }), onSuccess: refresh })
  return { trash, restore }
}
