import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Asset } from '#contracts/asset'
import type { AssetVersion } from '#contracts/version'
import { api } from '../app/api.ts'

const of = (id: string) => `/api/v1/assets/${encodeURIComponent(id)}/versions`

/** Every state of the file, newest first. The revision is part of the key: a new version is a new revision. */
export const useVersions = (asset: Asset) =>
  useQuery({
    queryKey: ['versions', asset.id, asset.revision, asset.file],
    queryFn: async ({ signal }) => (await api<{ versions: AssetVersion[] }>(of(asset.id), { signal })).versions,
  })

/** What the page shows after the asset has another version. */
export function useTakeVersion(id: string) {
  const client = useQueryClient()
  return (asset: Asset) => {
    client.setQueryData(['asset', id], asset)
    for (const key of ['timeline', 'deliveries', 'nominations', 'search'])
      void client.invalidateQueries({ queryKey: [key] })
  }
}

/** Makes an older version the newest again; rests on the revision that the person saw. */
export function useRestoreVersion(asset: Asset) {
  const client = useQueryClient()
  const take = useTakeVersion(asset.id)
  return useMutation({
    mutationFn: (number: number) =>
      api<{ asset: Asset }>(`${of(asset.id)}/${number}/restore`, { method: 'POST', revision: asset.revision }),
    onSuccess: answer => take(answer.asset),
    onError: () => client.invalidateQueries({ queryKey: ['asset', asset.id] }),
  })
}
