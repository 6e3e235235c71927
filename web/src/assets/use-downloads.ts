import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import type { Asset } from '#contracts/asset'
import type { Crop, CropDraft, CropList, FocalPointShown, PurposeList } from '#contracts/purpose'
import { ApiProblem, api } from '../app/api.ts'

const of = (id: string) => `/api/v1/assets/${encodeURIComponent(id)}`
const keyOf = (id: string) => ['downloads', id]

/** What can be taken home. Asked again for a while where the machine has yet to look at the picture. */
export const useDownloads = (asset: Asset, marked: boolean) =>
  useQuery({
    queryKey: [...keyOf(asset.id), asset.version, asset.file, marked],
    queryFn: ({ signal }) =>
      api<PurposeList>(`${of(asset.id)}/downloads`, { query: marked ? { mark: '1' } : {}, signal }),
    placeholderData: before => before,
    refetchInterval: query => {
      const { data, dataUpdateCount } = query.state
      return data?.source && !data.focalPoint && dataUpdateCount < 8 ? 1500 : false
    },
  })

export const useCrops = (asset: Asset) =>
  useQuery({
    queryKey: ['crops', asset.id, asset.version],
    queryFn: ({ signal }) => api<CropList>(`${of(asset.id)}/crops`, { signal }),
  })

export function useSetFocus(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (point: { x: number; y: number } | null) =>
      api<{ focalPoint: FocalPointShown | null }>(`${of(id)}/focal-point`, {
        method: 'PUT',
        body: point ?? { x: null, y: null },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: keyOf(id) }),
  })
}

export function useSaveCrop(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ cropId, draft }: { cropId: string | null; draft: CropDraft }) =>
      api<{ crop: Crop }>(cropId ? `${of(id)}/crops/${cropId}` : `${of(id)}/crops`, {
        method: cropId ? 'PUT' : 'POST',
        body: draft,
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['crops', id] }),
  })
}

export function useDeleteCrop(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (cropId: string) => api(`${of(id)}/crops/${cropId}`, { method: 'DELETE' }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['crops', id] }),
  })
}

/** The address of a download, with the mark where it is wanted. */
export function downloadUrl(url: string, marked: boolean): string {
  return marked ? `${url}?mark=1` : url
}

type Making = { url: string } | null

/**
 * Has a file made and then takes it: asks with HEAD, which records nothing, until it is there. `making` is the address of the one that
 * is being made; `error` of the last one, by its address.
 */
export function useTake(onMade: () => void) {
  const [making, setMaking] = useState<Making>(null)
  const [failed, setFailed] = useState<{ url: string; error: unknown } | null>(null)
  const take = useCallback(
    async (url: string, fileName: string) => {
      setMaking({ url })
      setFailed(null)
      try {
        await untilMade(url)
        save(url, fileName)
        onMade()
      } catch (error) {
        setFailed({ url, error })
      } finally {
        setMaking(null)
      }
    },
    [onMade],
  )
  return { making, failed, take }
}

async function untilMade(url: string): Promise<void> {
  const deadline = Date.now() + 180_000
  for (;;) {
    const answer = await fetch(url, { method: 'HEAD' }).catch(() => {
      throw new ApiProblem('offline', 0)
    })
    if (answer.status === 200) return
    // A refusal says its reason to GET only.
    if (answer.status !== 202) await api(url)
    if (Date.now() > deadline) throw new ApiProblem('too-busy', 503)
    await new Promise(resolve => setTimeout(resolve, 1000 * (Number(answer.headers.get('retry-after')) || 1)))
  }
}

function save(url: string, fileName: string): void {
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  document.body.append(link)
  link.click()
  link.remove()
}
