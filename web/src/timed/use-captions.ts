import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Asset } from '#contracts/asset'
import type { CaptionAnswer, CaptionTrack } from '#contracts/caption'
import { api } from '../app/api.ts'

const of = (id: string) => `/api/v1/assets/${encodeURIComponent(id)}/captions`

/** The captions of a film or sound; the file's state is part of the key, as a new file may differ from them. */
export const useCaptions = (asset: Pick<Asset, 'id' | 'file' | 'version'>) =>
  useQuery({
    queryKey: ['captions', asset.id, asset.version, asset.file],
    queryFn: async ({ signal }) => (await api<{ captions: CaptionTrack[] }>(of(asset.id), { signal })).captions,
  })

export type NewCaptions = { file: File; language: string; kind: CaptionTrack['kind'] }

/** Sends a file of captions as it is: the hub knows its encoding. Takes the place of `replaces` where that is given. */
export function useSendCaptions(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ file, language, kind, replaces }: NewCaptions & { replaces?: CaptionTrack }) =>
      api<CaptionAnswer>(replaces?.url ?? of(id), {
        method: replaces ? 'PUT' : 'POST',
        body: { language, kind, file: await base64Of(file) },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['captions', id] }),
  })
}

export function useRemoveCaptions(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (track: CaptionTrack) => api<undefined>(track.url, { method: 'DELETE' }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['captions', id] }),
  })
}

function base64Of(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).replace(/^data:[^,]*,/, ''))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })
}
