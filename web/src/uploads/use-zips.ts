import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { ZipEntry, ZipUpload, ZipUploadEntries } from '#contracts/zip-upload'
import { api } from '../app/api.ts'

export const zipsKey = ['uploads', 'zips'] as const
const liveMs = 1_500
const path = '/api/v1/uploads/zip'

export function isUnderWay({ state }: Pick<ZipUpload, 'state'>): boolean {
  return state === 'waiting' || state === 'unpacking'
}

/** The person's ZIPs of the last seven days, the newest first; asked again and again while the hub unpacks one. */
export function useZips(personId: string) {
  return useQuery({
    queryKey: [...zipsKey, personId],
    queryFn: async ({ signal }) => (await api<{ zips: ZipUpload[] }>(path, { signal })).zips,
    refetchInterval: query => (query.state.data?.some(isUnderWay) ? liveMs : false),
    refetchOnMount: 'always',
  })
}

export type EntryState = ZipEntry['state'] | null

/** What became of each file of one ZIP, 200 at a time, of one state where asked; live while it is unpacked. */
export function useZipEntries({ id, state: zipState }: Pick<ZipUpload, 'id' | 'state'>, state: EntryState) {
  return useInfiniteQuery({
    // The end of the work is another key: what was asked a moment before it would stay as it was.
    queryKey: [...zipsKey, 'entries', id, state, zipState],
    queryFn: ({ signal, pageParam }) =>
      api<ZipUploadEntries>(`${path}/${id}`, { signal, query: { after: pageParam, state: state ?? undefined } }),
    initialPageParam: -1,
    getNextPageParam: page => page.next ?? undefined,
    placeholderData: before => before,
    refetchInterval: isUnderWay({ state: zipState }) ? liveMs : false,
  })
}
