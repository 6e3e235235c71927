import { useQuery } from '@tanstack/react-query'
import type { ZipPlan, ZipSize } from '#contracts/download'
import { api } from '../app/api.ts'

export type ZipOf = { assets: string[] } | { collection: string }

export function useZipPlan(of: ZipOf, size: ZipSize) {
  return useQuery({
    queryKey: ['zip-plan', of, size],
    queryFn: ({ signal }) =>
      api<ZipPlan>('/api/v1/downloads/zip/plan', { method: 'POST', body: { ...of, size }, signal }),
    retry: false,
    gcTime: 0,
    placeholderData: before => before,
  })
}

/** Sends the wish as a form: what comes goes to disk as it comes, however large. */
export function startZip(of: ZipOf, size: ZipSize): void {
  const form = document.createElement('form')
  form.method = 'post'
  form.action = '/api/v1/downloads/zip'
  const fields = { ...('assets' in of ? { assets: of.assets.join(',') } : { collection: of.collection }), size }
  for (const [name, value] of Object.entries(fields)) {
    const input = document.createElement('input')
    input.type = 'hidden'
    input.name = name
    input.value = value
    form.append(input)
  }
  document.body.append(form)
  form.submit()
  form.remove()
}
