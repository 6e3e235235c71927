import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import type { Campaign, campaignEdit, newCampaign } from '#contracts/campaign'
import type { DeskBatch, DeskBatchAnswer, DeskSettings, itemsChange, planChange } from '#contracts/desk'
import type { Decision, Nomination } from '#contracts/nomination'
import { api } from '../app/api.ts'

type One = { nomination: Nomination }
const of = (id: string) => `/api/v1/nominations/${id}`
const put = (client: QueryClient, nomination: Nomination) =>
  client.setQueryData(['nominations', 'one', nomination.id], nomination)

let waiting: ReturnType<typeof setTimeout> | undefined
/** Asks for the queue anew when the hands rest: fifty decisions in a minute are not fifty lists. */
function refreshSoon(client: QueryClient): void {
  clearTimeout(waiting)
  waiting = setTimeout(() => {
    for (const key of ['nominations', 'deliveries']) void client.invalidateQueries({ queryKey: [key] })
  }, 1200)
}

export function useDecide() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, ...body }: { id: string } & Partial<Decision> & Pick<Decision, 'decision'>) =>
      api<One>(`${of(id)}/decision`, { method: 'POST', body }),
    onSuccess: ({ nomination }) => put(client, nomination),
    onSettled: () => refreshSoon(client),
  })
}

type Change = { id: string; path: string; method: 'PUT' | 'PATCH' | 'POST' | 'DELETE'; body?: unknown }
function useChange() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, path, method, body }: Change) => api<Partial<One>>(`${of(id)}/${path}`, { method, body }),
    onSuccess: ({ nomination }) => {
      if (nomination) put(client, nomination)
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['nominations'] }),
  })
}

/** The acts on one nomination beside its decision. */
export function useNominationActs(id: string) {
  const change = useChange()
  const act = (path: string, method: Change['method'], body?: unknown) => change.mutateAsync({ id, path, method, body })
  return {
    pending: change.isPending,
    schedule: (publishAt: string | null) => act('schedule', 'PUT', { publishAt }),
    unschedule: () => act('schedule', 'DELETE'),
    reopen: () => act('reopening', 'POST'),
    items: (seen: number, items: z.input<typeof itemsChange>['items']) => act('items', 'PUT', { seen, items }),
    plan: (plan: z.input<typeof planChange>) => act('plan', 'PATCH', plan),
    channels: (channels: string[]) => act('channels', 'PUT', { channels }),
    resubmit: (note: string) => act('resubmission', 'POST', { note }),
    withdraw: (note: string) => act('withdrawal', 'POST', { note }),
  }
}

/** One act on many; the answer says for each what became of it. */
export function useBatch() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: DeskBatch) => api<DeskBatchAnswer>('/api/v1/desk/batches', { method: 'POST', body }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['nominations'] }),
        client.invalidateQueries({ queryKey: ['deliveries'] }),
      ]),
  })
}

export function useDeskSettings() {
  return useQuery({
    queryKey: ['desk-settings'],
    queryFn: ({ signal }) => api<DeskSettings>('/api/v1/desk/settings', { signal }),
    staleTime: 5 * 60_000,
  })
}

export function useCampaigns() {
  return useQuery({
    queryKey: ['campaigns'],
    queryFn: ({ signal }) => api<{ campaigns: Campaign[] }>('/api/v1/campaigns', { signal }).then(a => a.campaigns),
    staleTime: 60_000,
  })
}

export function useCreateCampaign() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: z.input<typeof newCampaign>) =>
      api<{ campaign: Campaign }>('/api/v1/campaigns', { method: 'POST', body }).then(answer => answer.campaign),
    onSuccess: () => client.invalidateQueries({ queryKey: ['campaigns'] }),
  })
}

/** Renames, closes or opens a campaign again; what bears its name says so at once. */
export function useEditCampaign() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, ...body }: { id: string } & z.input<typeof campaignEdit>) =>
      api<{ campaign: Campaign }>(`/api/v1/campaigns/${id}`, { method: 'PATCH', body }),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['campaigns'] }),
        client.invalidateQueries({ queryKey: ['nominations'] }),
      ]),
  })
}
